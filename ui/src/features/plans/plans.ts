// The lists of the catalog: columns, views, and what may be done with a plan.
import type { ListRequest, PlanDetail, PlanRow } from "$lib/backend";
import { toListRequest } from "$lib/backend/lists";
import { readableNumbers } from "$lib/billing/plain_numbers";
import type { Column, Query, TableView } from "$lib/ui/table/columns";

/** The price that a plan is known by: in this currency where it has one, the first of them. */
export function knownPrice(row: PlanRow, currency: string): string {
  const own = row.price_words.find((words) => words.includes(` ${currency} `));
  return readableNumbers(own ?? row.price_words[0] ?? "");
}

/** The amount in the business's currency, else in the first that there is. */
export const monthlyIn = (row: PlanRow, currency: string) =>
  row.monthly.find((amount) => amount.currency === currency) ?? row.monthly[0] ?? null;

const NAMES: readonly Column<PlanRow>[] = [
  {
    key: "name",
    label: "Name",
    type: "text",
    width: 190,
    value: (row) => row.name,
    detail: (row) => (row.custom_for ? `for ${row.custom_for}` : null),
    filter: "text",
  },
  {
    key: "product",
    yields: 2,
    label: "Product",
    type: "text",
    width: 112,
    value: (row) => row.product,
    filter: "text",
  },
];

const STANDING: readonly Column<PlanRow>[] = [
  {
    key: "status",
    label: "Status",
    type: "status",
    width: 96,
    value: (row) => row.status,
    filter: "options",
    options: [
      { value: "active", label: "Active" },
      { value: "archived", label: "Archived" },
    ],
  },
  {
    key: "version",
    yields: 1,
    label: "Version",
    type: "number",
    width: 78,
    sortable: false,
    value: (row) => String(row.version),
  },
  {
    key: "subscribers",
    label: "Subscribers",
    type: "number",
    width: 100,
    value: (row) => String(row.subscribers),
  },
];

const ASKED_FOR: readonly Column<PlanRow>[] = [
  {
    key: "code",
    label: "Code",
    type: "id",
    hidden: true,
    value: (row) => row.code,
    filter: "text",
  },
  {
    key: "custom_for",
    label: "Custom for",
    type: "text",
    hidden: true,
    value: (row) => row.custom_for,
    filter: "text",
  },
];

/** Prices and sums are shown in the business's currency where there are several. */
export function planColumns(currency: string): Column<PlanRow>[] {
  return [
    ...NAMES,
    {
      key: "price_words",
      label: "Price",
      type: "text",
      width: 152,
      sortable: false,
      value: (row) => knownPrice(row, currency),
    },
    ...STANDING,
    {
      key: "monthly",
      label: "Recurring a month",
      type: "money",
      width: 176,
      custom: true,
      value: (row) => monthlyIn(row, currency),
    },
    ...ASKED_FOR,
  ];
}

export const PLAN_VIEWS: readonly TableView[] = [
  { name: "Active", filters: [{ key: "status", values: ["active"] }] },
  { name: "Archived", filters: [{ key: "status", values: ["archived"] }] },
];

/** The list's question, for plans or for add-ons only. */
export function planRequest(
  columns: readonly Column<PlanRow>[],
  query: Query,
  kind: string,
  currency: string,
): ListRequest {
  const request = toListRequest(columns, query, currency);
  const only = { column: "kind", op: "is" as const, values: [kind] };
  return { ...request, filters: [...(request.filters ?? []), only] };
}

export const planHref = (row: Pick<PlanRow, "id">): string => `#/plans/${row.id}`;

export const can = (detail: PlanDetail, action: string): boolean => detail.actions.includes(action);

export const subscribersText = (count: number): string =>
  count === 1 ? "1 subscriber" : `${count} subscribers`;

/** "plan" or "add-on", as people write it. */
export const kindWord = (kind: string): string => (kind === "addon" ? "add-on" : "plan");
