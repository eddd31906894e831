// A billing run in words: its day, its rows by customer, where an exception is mended.
import type { RunException, RunPreview, RunRow, RunSummary } from "$lib/backend";
import { sumsText } from "$lib/billing/change";
import { countOf } from "$lib/billing/words";
import { instantText, readDate } from "$lib/format";

export const MODES = [
  { value: "issue", label: "Issue them" },
  { value: "draft", label: "Leave drafts to look at" },
];

/** The last day of the month that a day is in. */
export function monthEnd(day: string): string {
  const date = readDate(day);
  return date ? date.set({ day: 1 }).add({ months: 1 }).subtract({ days: 1 }).toString() : day;
}

export interface CustomerRows {
  id: string;
  name: string;
  rows: RunRow[];
}

/** Rows of one customer together, in the order in which each first came. */
export function byCustomer(rows: readonly RunRow[]): CustomerRows[] {
  const groups = new Map<string, CustomerRows>();
  for (const row of rows) {
    const known = groups.get(row.customer_id);
    if (known) known.rows.push(row);
    else groups.set(row.customer_id, { id: row.customer_id, name: row.customer_name, rows: [row] });
  }
  return [...groups.values()];
}

/** The place that mends it: the customer for what is wrong with them, else the subscription. */
export function mendingPlace(exception: RunException): { href: string; label: string } {
  const customer = { href: `#/customers/${exception.customer_id}`, label: "Open customer" };
  if (/customer|vat|tax|address|country|archived/.test(exception.code)) return customer;
  if (/price|plan|version|catalog/.test(exception.code)) {
    return { href: "#/plans", label: "Open Plans" };
  }
  if (exception.subscription_id === "") return customer;
  return { href: `#/subscriptions/${exception.subscription_id}`, label: "Open subscription" };
}

/** "Issue 42 invoices", "Make 1 draft". */
export function runVerb(mode: string, invoices: number): string {
  return mode === "draft"
    ? `Make ${countOf(invoices, "draft")}`
    : `Issue ${countOf(invoices, "invoice")}`;
}

type RunTotals = Pick<RunPreview, "mode" | "invoices" | "customers" | "totals">;

/** "42 invoices for 40 customers: 4,123.00 USD and 1,000.00 EUR". */
export function totalText({ mode, invoices, customers, totals }: RunTotals): string {
  const made = countOf(invoices, mode === "draft" ? "draft" : "invoice");
  const counted = `${made} for ${countOf(customers, "customer")}`;
  return totals.length > 0 ? `${counted}: ${sumsText(totals)}` : counted;
}

/** Whether a run ended before everything was billed, so that it can go on. */
export const canResume = (run: RunSummary): boolean =>
  run.state === "interrupted" || run.state === "stopped";

export const byWhom = (run: RunSummary): string =>
  run.started_by === "automatic" ? "By itself" : "By hand";

/** When it was: from and to, where the two read differently. */
export function spanText({ started_at, ended_at }: RunSummary): string {
  const [from, to] = [instantText(started_at), ended_at ? instantText(ended_at) : ""];
  return to === "" || to === from ? from : `${from} to ${to}`;
}

export const hrefOf = (row: RunRow): string | undefined =>
  row.invoice_id
    ? `#/invoices/${row.invoice_id}${row.status === "draft" ? "/edit" : ""}`
    : undefined;
