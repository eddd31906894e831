// An issued invoice on the screen: its columns, its views, its words; no DOM.
import type { CreditNoteRow, InvoiceDetail, InvoiceRow, ListRequest } from "$lib/backend";
import type { LineDto, Money, TimelineEntry } from "$lib/backend";
import { toListRequest } from "$lib/backend/lists";
import { dateText, daysBetween, dueInWords } from "$lib/format";
import type { TimelineItem } from "$lib/ui/Timeline.svelte";
import type { Column, Query, TableView } from "$lib/ui/table/columns";
import type { Tone } from "$lib/ui/status";
import { labelOf } from "$lib/forms/choices";
import { CREDIT_REASONS } from "./choices";
import { lastDay } from "./draft";

/** What the status column and badges say: open becomes past due when it is. */
export const statusOf = (row: InvoiceRow): string => (row.past_due ? "past_due" : row.status);

const DATES_AND_SUMS: readonly Column<InvoiceRow>[] = [
  {
    key: "issued_on",
    yields: 2,
    label: "Issued",
    type: "date",
    width: 106,
    value: (row) => row.issued_on,
    filter: "date",
  },
  {
    key: "due_on",
    label: "Due",
    type: "date",
    width: 106,
    value: (row) => row.due_on,
    filter: "date",
    alarm: (row) => row.past_due,
  },
  {
    key: "total",
    yields: 3,
    label: "Total",
    type: "money",
    value: (row) => row.total,
    filter: "amount",
  },
  {
    key: "amount_due",
    label: "Amount due",
    type: "money",
    value: (row) => (row.status === "draft" ? null : row.amount_due),
    alarm: (row) => row.past_due,
  },
  {
    key: "reference",
    yields: 1,
    label: "Reference",
    type: "text",
    width: 92,
    value: (row) => row.reference,
    filter: "text",
  },
  {
    key: "updated_at",
    label: "Changed",
    type: "instant",
    hidden: true,
    value: (row) => row.updated_at,
  },
];

export function invoiceColumns(today: string): Column<InvoiceRow>[] {
  return [
    {
      key: "number",
      label: "Number",
      type: "text",
      width: 122,
      grow: 0,
      value: (row) => row.number ?? "Draft",
      filter: "text",
    },
    {
      key: "customer_name",
      label: "Customer",
      type: "text",
      width: 140,
      value: (row) => row.customer_name,
      filter: "text",
    },
    {
      key: "status",
      label: "Status",
      type: "status",
      value: statusOf,
      filter: "options",
      options: [
        { value: "draft", label: "Draft" },
        { value: "open", label: "Open" },
        { value: "paid", label: "Paid" },
        { value: "void", label: "Void" },
        { value: "uncollectible", label: "Uncollectible" },
      ],
    },
    {
      key: "past_due",
      label: "Past due",
      type: "text",
      hidden: true,
      width: 112,
      grow: 0,
      value: (row) => (row.past_due && row.due_on ? dueInWords(row.due_on, today) : ""),
      alarm: () => true,
      sortable: false,
      filter: "options",
      options: [{ value: "true", label: "Yes" }],
    },
    ...DATES_AND_SUMS,
  ];
}

export const INVOICE_VIEWS: readonly TableView[] = [
  { name: "Draft", filters: [{ key: "status", values: ["draft"] }] },
  { name: "Open", filters: [{ key: "status", values: ["open"] }] },
  { name: "Past due", filters: [{ key: "past_due", values: ["true"] }] },
  { name: "Paid", filters: [{ key: "status", values: ["paid"] }] },
  { name: "Void", filters: [{ key: "status", values: ["void"] }] },
];

/** The view that "?view=past_due" asks for; links from Home and elsewhere use it. */
export const viewNamed = (name: string | null): TableView | undefined =>
  INVOICE_VIEWS.find((view) => view.name.toLowerCase().replace(" ", "_") === name?.toLowerCase());

export const CREDIT_NOTE_COLUMNS: readonly Column<CreditNoteRow>[] = [
  {
    key: "number",
    label: "Number",
    type: "text",
    width: 138,
    grow: 0,
    value: (row) => row.number,
    filter: "text",
  },
  {
    key: "invoice_number",
    label: "Corrects",
    type: "text",
    width: 138,
    grow: 0,
    sortable: false,
    value: (row) => row.invoice_number,
    filter: "text",
  },
  {
    key: "customer_name",
    label: "Customer",
    type: "text",
    width: 160,
    value: (row) => row.customer_name,
    filter: "text",
  },
  {
    key: "issued_on",
    label: "Issued",
    type: "date",
    value: (row) => row.issued_on,
    filter: "date",
  },
  {
    key: "reason",
    yields: 1,
    label: "Reason",
    type: "text",
    sortable: false,
    value: (row) => labelOf(CREDIT_REASONS, row.reason),
  },
  { key: "total", label: "Total", type: "money", value: (row) => row.total },
];

/** The list's question; "past due" is a yes or no, which Rust asks for as one value. */
export function invoiceRequest(
  columns: readonly Column<InvoiceRow>[],
  query: Query,
  currency: string,
): ListRequest {
  const request = toListRequest(columns, query, currency);
  const filters = (request.filters ?? []).map((filter) =>
    filter.column === "past_due" ? { ...filter, op: "is" as const } : filter,
  );
  return { ...request, filters };
}

/** Where a row opens: a draft in the editor, everything else as it was issued. */
export const addressOf = (row: InvoiceRow): string =>
  row.status === "draft" ? `#/invoices/${row.id}/edit` : `#/invoices/${row.id}`;

export const creditAddress = (row: Pick<CreditNoteRow, "id" | "invoice_id">): string =>
  `#/invoices/${row.invoice_id}?credit=${row.id}`;

/** The sentence under the amount due. */
export function dueText(row: InvoiceRow, today: string): string {
  if (row.status === "paid") return "Nothing is due any more";
  if (row.status === "void") return "Void: nothing is due";
  if (row.status === "uncollectible") return "Written off";
  return row.due_on ? dueInWords(row.due_on, today) : "";
}

export const isLate = (row: InvoiceRow, today: string): boolean =>
  row.status === "open" && row.due_on !== null && daysBetween(row.due_on, today) > 0;

export const can = (detail: InvoiceDetail, action: string): boolean =>
  detail.actions.includes(action);

const TONES: Record<string, Tone> = {
  invoice: "info",
  credit_note: "violet",
  payment: "pos",
  customer: "neutral",
};

export const timelineItems = (entries: readonly TimelineEntry[]): TimelineItem[] =>
  entries.map((entry, at) => ({
    id: `${entry.at} ${at}`,
    at: entry.at,
    title: entry.title,
    tone: TONES[entry.kind] ?? "neutral",
    ...(entry.detail ? { detail: entry.detail } : {}),
    ...(entry.amount ? { amount: entry.amount } : {}),
  }));

/** The lines of an issued invoice with their net amounts, as far as its sums say them. */
export function billedLines(detail: InvoiceDetail): (LineDto & { amount: Money })[] {
  const sums = detail.totals?.lines ?? [];
  return detail.draft.lines.flatMap((line, at) => {
    const amount = sums[at]?.net;
    return amount ? [{ ...line, amount }] : [];
  });
}

/** The service period of a line, both days included; empty where it has none. */
export function periodOf({ service_start: from, service_end: end }: LineDto): string {
  return from && end ? `${dateText(from)} – ${dateText(lastDay(end))}` : "";
}
