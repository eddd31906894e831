// The draft as it is typed: its defaults, its lines, what a spreadsheet pastes, its problems.
import type {
  BusinessDto,
  CustomerDetail,
  DraftDto,
  FieldProblem,
  LineDto,
  LineTotalDto,
  TotalsDto,
} from "$lib/backend";
import { percentText, readDate, type Parsed } from "$lib/format";

/** The cells of the grid, in the order in which Tab and a spreadsheet go through them. */
export const CELLS = [
  "description",
  "quantity",
  "unit",
  "unit_amount",
  "discount",
  "taxes",
] as const;
export type Cell = (typeof CELLS)[number];

type Decimals = (text: string) => Parsed<string>;

export const blankLine = (taxRateIds: readonly string[] = []): LineDto => ({
  description: "",
  quantity: "1",
  unit: "",
  unit_amount: "",
  discount_pct: "",
  discount_amount: "",
  tax_rate_ids: [...taxRateIds],
  service_start: null,
  service_end: null,
  product: "",
  taxes: [],
  source: null,
});

export const blankDraft = (business: BusinessDto): DraftDto => ({
  customer_id: null,
  currency: business.currency,
  lines: [blankLine()],
  discount_pct: "",
  discount_amount: "",
  tax_inclusive: business.tax_inclusive,
  issue_on: null,
  net_days: null,
  reference: "",
  note: business.invoice_note,
  footer_note: business.footer_note,
  custom_fields: [],
  template: "",
  language: "",
});

/** A line that holds no more than a new one starts with; it is left out when issuing. */
export function isBlank(line: LineDto): boolean {
  const typed = [line.description, line.unit_amount, line.discount_pct, line.discount_amount];
  const empty = [...typed, line.product].every((text) => text.trim() === "");
  return empty && ["", "1"].includes(line.quantity.trim());
}

const sameIds = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

/** Makes the draft this customer's: currency, language, days to pay, and taxes not yet chosen. */
export function chooseCustomer(
  draft: DraftDto,
  next: CustomerDetail,
  before: CustomerDetail | null,
  business: BusinessDto,
): void {
  const old = before?.customer.tax_rate_ids ?? [];
  draft.customer_id = next.id;
  draft.currency = next.customer.currency || business.currency;
  draft.language = "";
  draft.net_days = null;
  const own = before?.customer.custom_fields ?? [];
  if (JSON.stringify(draft.custom_fields) === JSON.stringify(own)) {
    draft.custom_fields = next.customer.custom_fields.map((field) => ({ ...field }));
  }
  for (const line of draft.lines) {
    if (sameIds(line.tax_rate_ids, old)) line.tax_rate_ids = [...next.customer.tax_rate_ids];
  }
}

/** The days to pay that hold when the draft does not say. */
export const defaultDays = (customer: CustomerDetail | null, business: BusinessDto): number =>
  customer?.customer.net_days ?? business.net_days;

/** The due date for an issue date and days to pay, as ISO text. */
export function dueOn(issueOn: string | null, today: string, days: number): string | null {
  return (
    readDate(issueOn ?? today)
      ?.add({ days })
      .toString() ?? null
  );
}

/** The last day of a half-open period, as people say it; and back. */
export const lastDay = (end: string | null): string | null =>
  readDate(end)?.subtract({ days: 1 }).toString() ?? null;
export const dayAfter = (last: string | null): string | null =>
  readDate(last)?.add({ days: 1 }).toString() ?? null;

// --- lines --------------------------------------------------------------------------------

/** Moves a line up (-1) or down (1); returns where it is now. */
export function moveLine(lines: LineDto[], from: number, to: number): number {
  const [line] = to >= 0 && to < lines.length ? lines.splice(from, 1) : [];
  if (!line) return from;
  lines.splice(to, 0, line);
  return to;
}

/** The sums of line `at`; Rust leaves blank lines out of a document's sums. */
export function lineTotal(
  totals: TotalsDto | null,
  lines: readonly LineDto[],
  at: number,
): LineTotalDto | null {
  const line = lines[at];
  if (!totals || !line || isBlank(line)) return null;
  const whole = totals.lines.length === lines.length;
  const place = whole ? at : lines.slice(0, at).filter((one) => !isBlank(one)).length;
  return totals.lines[place] ?? null;
}

/** "VAT 19%", also where the rate's own name says its percentage already. */
export const taxText = (tax: { name: string; rate_pct: string }): string =>
  tax.name.includes("%") ? tax.name : `${tax.name} ${percentText(tax.rate_pct)}`;

// --- discounts ----------------------------------------------------------------------------

export interface Discount {
  discount_pct: string;
  discount_amount: string;
}

export const NO_DISCOUNT: Discount = { discount_pct: "", discount_amount: "" };

/** "10%" is a share, "25" an amount off. */
export function readDiscount(text: string, read: Decimals): Parsed<Discount> {
  const typed = text.trim();
  if (typed === "") return { ok: true, value: NO_DISCOUNT };
  const percent = typed.includes("%");
  const number = read(typed.replaceAll("%", ""));
  if (!number.ok) return { ok: false, reason: "Write 10% or an amount such as 25.00." };
  const value = number.value.replace(/^-/, "");
  return {
    ok: true,
    value: percent
      ? { ...NO_DISCOUNT, discount_pct: value }
      : { ...NO_DISCOUNT, discount_amount: value },
  };
}

// --- paste --------------------------------------------------------------------------------

type PasteCell = Exclude<Cell, "taxes">;
const PASTED: readonly PasteCell[] = ["description", "quantity", "unit", "unit_amount", "discount"];

const HEADINGS: [PasteCell, RegExp][] = [
  ["description", /^(description|item|service|task|text|beschreibung|leistung|libell)/i],
  ["quantity", /^(qty|quantity|hours|menge|anzahl|quantit|cantidad)/i],
  ["unit_amount", /^(unit price|unit amount|price|rate|preis|einzelpreis|prix|precio)/i],
  ["unit", /^(unit|einheit|unidad)/i],
  ["discount", /^(discount|rabatt|remise|descuento)/i],
];

/** Which cell each pasted column is, when the first row names them: words, and no number. */
function headings(row: readonly string[], read: Decimals): (PasteCell | null)[] | null {
  const named = row.map((text) => HEADINGS.find(([, words]) => words.test(text))?.[0] ?? null);
  const known = named.filter((cell) => cell !== null);
  return known.length >= 2 && !row.some((text) => read(text).ok) ? named : null;
}

export interface Pasted {
  lines: LineDto[];
  /** How many lines were filled. */
  rows: number;
  /** Cells that should have been numbers and were left empty. */
  unread: number;
}

/** Fills cells from line `at` and cell `from` on, as a spreadsheet does; adds lines as needed. */
export function pasteRows(
  lines: readonly LineDto[],
  at: number,
  from: Cell,
  cells: readonly (readonly string[])[],
  read: Decimals,
): Pasted {
  const named = headings(cells[0] ?? [], read);
  const start = Math.max(0, PASTED.indexOf(from as PasteCell));
  const columns = named ?? PASTED.slice(start);
  const body = (named ? cells.slice(1) : cells).filter((row) => row.some((text) => text !== ""));
  const next = lines.map((line) => ({ ...line }));
  const taxes = lines.at(-1)?.tax_rate_ids ?? [];
  let unread = 0;
  for (const [offset, row] of body.entries()) {
    const line = (next[at + offset] ??= blankLine(taxes));
    for (const [column, text] of row.entries()) {
      const cell = columns[column];
      if (cell && !setCell(line, cell, text, read)) unread += 1;
    }
  }
  return { lines: next, rows: body.length, unread };
}

/** False when the text should have been a number and is not. */
function setCell(line: LineDto, cell: PasteCell, text: string, read: Decimals): boolean {
  if (cell === "description" || cell === "unit") {
    line[cell] = text;
    return true;
  }
  if (cell === "discount") {
    const discount = readDiscount(text, read);
    Object.assign(line, discount.ok ? discount.value : NO_DISCOUNT);
    return discount.ok;
  }
  const number = text === "" ? ({ ok: true, value: "" } as const) : read(text);
  line[cell] = number.ok ? number.value : "";
  return number.ok;
}

// --- problems -----------------------------------------------------------------------------

const ABSENT = /^(customer_id|lines)$|\.description$/;

/**
 * What to say at each field. Until someone tries to issue, a field that is merely not filled in
 * yet is left in peace; what was typed wrongly is said at once.
 */
export function problemsAt(
  problems: readonly FieldProblem[],
  attempted: boolean,
): ReadonlyMap<string, string> {
  const said = problems.filter((one) => attempted || !ABSENT.test(one.field));
  return new Map(said.map((one) => [one.field, one.message]));
}

const FIELD_NAMES: Record<string, string> = {
  customer_id: "Customer",
  issue_on: "Issue date",
  net_days: "Days to pay",
  lines: "Lines",
  unit_amount: "Price",
  tax_rate_ids: "Taxes",
  discount_pct: "Discount",
  discount_amount: "Discount",
  service_start: "Service from",
  service_end: "Service to",
};

/** "lines.2.unit_amount" → "Line 3, price". */
export function fieldName(field: string): string {
  const [first = "", at, last] = field.split(".");
  const name = (key: string) =>
    FIELD_NAMES[key] ?? (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll("_", " ");
  if (first !== "lines" || at === undefined) return name(first);
  return `Line ${Number(at) + 1}, ${name(last ?? "").toLowerCase()}`;
}
