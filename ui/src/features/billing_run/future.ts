// The coming invoices as a table, and the currencies of the coming months.
import type { FutureInvoice, FutureReport } from "$lib/backend";
import { readableWords } from "$lib/billing/plain_numbers";
import type { Column } from "$lib/ui/table/columns";

export const futureColumns: readonly Column<FutureInvoice & { at: number }>[] = [
  { key: "on", label: "Day", type: "date", value: (row) => row.on, filter: "date" },
  {
    key: "customer_name",
    label: "Customer",
    type: "text",
    width: 180,
    value: (row) => row.customer_name,
    filter: "text",
  },
  {
    key: "title",
    yields: 1,
    label: "What it bills",
    type: "text",
    width: 220,
    grow: 2,
    value: (row) => readableWords(row.title),
    filter: "text",
  },
  { key: "due_on", yields: 2, label: "Due", type: "date", value: (row) => row.due_on },
  { key: "total", label: "Total", type: "money", value: (row) => row.total, filter: "amount" },
];

/** Every currency that is invoiced or received, that of the most invoices first. */
export function currenciesIn(report: FutureReport): string[] {
  const counts = new Map<string, number>();
  for (const { total } of report.invoices) {
    counts.set(total.currency, (counts.get(total.currency) ?? 0) + 1);
  }
  for (const { invoiced, cash } of report.months) {
    for (const { currency } of [...invoiced, ...cash]) {
      counts.set(currency, counts.get(currency) ?? 0);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]).map(([currency]) => currency);
}
