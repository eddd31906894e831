// The subscriptions list in words, columns and views.
import type { ListRequest, SubscriptionRow } from "$lib/backend";
import { countOf, intervalWord } from "$lib/billing/words";
import { dateText } from "$lib/format";
import type { Option } from "$lib/ui/Select.svelte";
import type { Column, Filter, TableView } from "$lib/ui/table/columns";

export const STATUSES = [
  { value: "active", label: "Active" },
  { value: "trialing", label: "Trial" },
  { value: "past_due", label: "Past due" },
  { value: "paused", label: "Paused" },
  { value: "incomplete", label: "Incomplete" },
  { value: "unpaid", label: "Unpaid" },
  { value: "canceled", label: "Canceled" },
];

/** "Monthly" for "month"; longer words ("3 months") stay as they are. */
const intervalName = (interval: string): string => intervalWord({ interval, count: 1 });

const INTERVALS = [
  { value: "month", label: "Month" },
  { value: "year", label: "Year" },
  { value: "quarter", label: "Quarter" },
  { value: "week", label: "Week" },
  { value: "day", label: "Day" },
];

/** What is to come besides bills: its end, else how many changes wait. */
export function planned(row: SubscriptionRow): string {
  if (row.ends_on)
    return `${row.status === "canceled" ? "Ended" : "Ends"} ${dateText(row.ends_on)}`;
  return row.scheduled > 0 ? countOf(row.scheduled, "change") : "";
}

const WHO: readonly Column<SubscriptionRow>[] = [
  {
    key: "customer_name",
    label: "Customer",
    type: "text",
    width: 140,
    grow: 2,
    value: (row) => row.customer_name,
    filter: "text",
  },
  {
    key: "plan_name",
    yields: 5,
    label: "Plan",
    type: "text",
    width: 190,
    value: (row) => row.plan_name,
    filter: "text",
  },
  {
    key: "status",
    yields: 6,
    label: "Status",
    type: "status",
    width: 98,
    value: (row) => row.status,
    filter: "options",
    options: STATUSES,
  },
];

const TERMS: readonly Column<SubscriptionRow>[] = [
  {
    key: "quantity",
    yields: 1,
    label: "Quantity",
    type: "number",
    width: 88,
    value: (row) => row.quantity,
  },
  {
    key: "interval",
    yields: 3,
    label: "Billed",
    type: "text",
    width: 92,
    grow: 0,
    value: (row) => intervalName(row.interval),
    filter: "options",
    options: INTERVALS,
  },
  {
    key: "renews_on",
    yields: 4,
    label: "Next bill",
    type: "date",
    width: 104,
    value: (row) => row.renews_on,
    filter: "date",
  },
  {
    key: "ends_on",
    yields: 2,
    label: "Planned",
    type: "text",
    width: 136,
    grow: 0,
    value: planned,
    sortable: false,
  },
  {
    key: "ending",
    label: "Ending",
    type: "text",
    hidden: true,
    sortable: false,
    value: (row) => (row.ends_on && row.status !== "canceled" ? "Yes" : ""),
    filter: "options",
    options: [{ value: "true", label: "Yes" }],
  },
  {
    key: "started_on",
    label: "Started",
    type: "date",
    hidden: true,
    value: (row) => row.started_on,
    filter: "date",
  },
  {
    key: "monthly",
    label: "A month",
    type: "money",
    value: (row) => row.monthly,
    filter: "amount",
  },
];

/** `plans` are what the list can be narrowed to. */
export const subscriptionColumns = (plans: readonly Option[]): Column<SubscriptionRow>[] => [
  ...WHO,
  {
    key: "plan_id",
    label: "Of plan",
    type: "text",
    hidden: true,
    sortable: false,
    value: (row) => row.plan_name,
    filter: "options",
    options: plans,
  },
  ...TERMS,
];

const withStatus = (name: string, ...values: string[]): TableView => ({
  name,
  filters: [{ key: "status", values }],
});

/** Beside "All", which the table has by itself. */
export const SUBSCRIPTION_VIEWS: readonly TableView[] = [
  withStatus("Active", "active", "past_due", "unpaid"),
  withStatus("Trial", "trialing"),
  withStatus("Past due", "past_due", "unpaid"),
  withStatus("Paused", "paused"),
  withStatus("Canceled", "canceled"),
  { name: "Ending", filters: [{ key: "ending", values: ["true"] }] },
];

const codeOf = (name: string) => name.toLowerCase().replaceAll(" ", "_");

/** What "?view=past_due" or "?plan=ID" asks for; nothing where it asks for nothing. */
export function askedView(query: URLSearchParams): TableView | undefined {
  const filters: Filter[] = [];
  const view = SUBSCRIPTION_VIEWS.find((one) => codeOf(one.name) === query.get("view"));
  if (view) filters.push(...view.filters);
  const plan = query.get("plan");
  if (plan) filters.push({ key: "plan_id", values: [plan] });
  return filters.length > 0 ? { name: view?.name ?? "Asked for", filters } : undefined;
}

/** The list's question; "ending" is a yes or no, which Rust asks for as one value. */
export function yesOrNo(request: ListRequest): ListRequest {
  const filters = (request.filters ?? []).map((filter) =>
    filter.column === "ending" ? { ...filter, op: "is" as const } : filter,
  );
  return { ...request, filters };
}
