// What the Ledger screen lists and how: columns of the journal and the audit log, links, words.
import type { AccountRow, AuditRow, JournalEntryDto, Money, TrialBalanceRow } from "$lib/backend";
import type { Column } from "$lib/ui/table/columns";

export const TABS = [
  { id: "journal", label: "Journal" },
  { id: "accounts", label: "Accounts" },
  { id: "trial-balance", label: "Trial balance" },
  { id: "audit", label: "Audit log" },
] as const;

export const SOURCES = [
  { value: "invoice", label: "Invoice" },
  { value: "credit_note", label: "Credit note" },
  { value: "payment", label: "Payment" },
  { value: "credit_grant", label: "Prepaid credit" },
  { value: "manual", label: "By hand" },
];

export const JOURNAL_FORMATS = [
  { format: "hledger", label: "hledger journal" },
  { format: "ledger", label: "Ledger journal" },
  { format: "beancount", label: "Beancount" },
  { format: "csv", label: "CSV table" },
] as const;

export const sourceWord = (kind: string): string =>
  SOURCES.find((source) => source.value === kind)?.label ?? kind;

/** "Receivable → Revenue: Design, Tax payable: DE": what is debited, then credited. */
export function flowOf(entry: JournalEntryDto): string {
  const names = (debit: boolean) =>
    entry.postings
      .filter((posting) => (posting.debit !== null) === debit)
      .map((posting) => posting.account_name);
  return `${unique(names(true)).join(", ")} → ${unique(names(false)).join(", ")}`;
}

const unique = (names: string[]): string[] => [...new Set(names)];

/** Where the document that an entry came from is shown; null for entries made by hand. */
export function sourceHref(kind: string, id: string | null): string | null {
  if (!id) return null;
  if (kind === "invoice") return `#/invoices/${id}`;
  if (kind === "credit_note") return `#/invoices/${id}`;
  return kind === "payment" ? `#/payments?open=${id}` : null;
}

/** One amount stands in its cell; several currencies stand as the first and a count. */
export const firstAmount = (amounts: readonly Money[]): Money | null => amounts[0] ?? null;

export const journalColumns: Column<JournalEntryDto>[] = [
  { key: "posted_on", label: "Date", type: "date", value: (e) => e.posted_on, filter: "date" },
  {
    key: "description",
    label: "Description",
    type: "text",
    value: (e) => e.description,
    detail: (e) => (e.reversed_by ? "reversed" : null),
    width: 220,
    grow: 2,
    filter: "text",
  },
  {
    key: "account",
    label: "Debit → credit",
    type: "text",
    value: flowOf,
    sortable: false,
    width: 240,
    grow: 2,
    filter: "text",
  },
  {
    key: "source_kind",
    yields: 1,
    label: "From",
    type: "text",
    value: (e) => sourceWord(e.source_kind),
    width: 110,
    grow: 0,
    filter: "options",
    options: SOURCES,
  },
  {
    key: "recorded_at",
    label: "Recorded",
    type: "instant",
    value: (e) => e.recorded_at,
    hidden: true,
  },
  {
    key: "amount",
    label: "Amount",
    type: "money",
    value: (e) => firstAmount(e.amounts),
    filter: "amount",
  },
];

export const auditColumns: Column<AuditRow>[] = [
  { key: "seq", label: "No.", type: "number", value: (r) => String(r.seq), width: 72 },
  { key: "at", label: "When", type: "instant", value: (r) => r.at, filter: "date" },
  {
    key: "action",
    label: "Action",
    type: "text",
    value: (r) => r.action,
    width: 200,
    filter: "text",
  },
  {
    key: "subject_kind",
    label: "About",
    type: "text",
    value: (r) => r.subject_kind.replaceAll("_", " "),
    width: 110,
    filter: "text",
  },
  { key: "subject_id", yields: 1, label: "Id", type: "id", value: (r) => r.subject_id, width: 250 },
  { key: "actor", label: "Who", type: "text", value: (r) => r.actor, width: 100, filter: "text" },
  { key: "source", label: "Through", type: "text", value: (r) => r.source, width: 90, grow: 0 },
];

/** The lines of two JSON texts that differ, in the order of their fields. */
export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

export function changesOf(before: string | null, after: string | null): FieldChange[] {
  const [was, is] = [flatten(before), flatten(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields
    .map((field) => ({ field, before: was.get(field) ?? "", after: is.get(field) ?? "" }))
    .filter((change) => change.before !== change.after);
}

function flatten(text: string | null): Map<string, string> {
  const found = new Map<string, string>();
  if (text === null) return found;
  const walk = (path: string, value: unknown) => {
    if (typeof value !== "object" || value === null) {
      found.set(path, value === null ? "" : String(value));
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      walk(path === "" ? key : `${path}.${key}`, inner);
    }
  };
  walk("", JSON.parse(text));
  return found;
}

/** Accounts under their kinds, in the order of a balance sheet and then an income statement. */
export const KINDS = [
  { kind: "asset", label: "Assets" },
  { kind: "liability", label: "Liabilities" },
  { kind: "equity", label: "Equity" },
  { kind: "revenue", label: "Revenue" },
  { kind: "expense", label: "Expenses" },
] as const;

export function byKind<Row extends AccountRow | TrialBalanceRow>(
  rows: readonly Row[],
): { label: string; rows: Row[] }[] {
  return KINDS.map(({ kind, label }) => ({
    label,
    rows: rows.filter((row) => row.kind === kind),
  })).filter((group) => group.rows.length > 0);
}

/** The currencies of a trial balance, each with its own columns. */
export function currenciesOf(rows: readonly TrialBalanceRow[]): string[] {
  const found = rows.map((row) => (row.debit ?? row.credit)?.currency ?? "");
  return [...new Set(found)].filter((currency) => currency !== "").sort();
}

/** A line of a manual entry as it is typed. */
export interface EntryLine {
  account: string;
  debit: Money | null;
  credit: Money | null;
}

export const emptyLine = (): EntryLine => ({ account: "", debit: null, credit: null });

export const isBlank = (line: EntryLine): boolean =>
  line.account === "" && line.debit === null && line.credit === null;
