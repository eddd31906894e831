// The customers list in words and columns, and a customer as it is typed.
import type { CustomerDto, CustomerRow, ListRequest, TaxRateDto } from "$lib/backend";
import { countryName, countryOptions } from "$lib/forms/choices";
import type { Column, TableView } from "$lib/ui/table/columns";

export const STATUSES = [
  { value: "active", label: "Active" },
  { value: "past_due", label: "Past due" },
  { value: "archived", label: "Archived" },
];

export const CUSTOMER_COLUMNS: readonly Column<CustomerRow>[] = [
  {
    key: "name",
    label: "Name",
    type: "text",
    value: (row) => row.name,
    width: 168,
    grow: 2,
    filter: "text",
  },
  {
    key: "status",
    label: "Status",
    type: "status",
    value: (row) => row.status,
    width: 92,
    sortable: false,
    filter: "options",
    options: STATUSES,
  },
  {
    key: "email",
    yields: 1,
    label: "E-mail",
    type: "text",
    value: (row) => row.email,
    filter: "text",
  },
  {
    key: "country",
    yields: 2,
    label: "Country",
    type: "text",
    value: (row) => countryName(row.country),
    width: 112,
    grow: 0.5,
    filter: "options",
    options: countryOptions(),
  },
  {
    key: "plans",
    yields: 6,
    label: "Plans",
    type: "text",
    value: (row) => row.plans.join(", "),
    width: 172,
    sortable: false,
  },
  {
    key: "monthly",
    yields: 7,
    label: "A month",
    type: "money",
    value: (row) => row.monthly[0] ?? null,
    sortable: false,
  },
  {
    key: "outstanding",
    label: "Outstanding",
    type: "money",
    value: (row) => row.outstanding,
    alarm: (row) => row.status === "past_due",
  },
  {
    key: "balance",
    label: "Credit",
    type: "money",
    value: (row) => row.balance,
    sortable: false,
    hidden: true,
  },
  {
    key: "invoice_count",
    yields: 3,
    label: "Invoices",
    type: "number",
    value: (row) => String(row.invoice_count),
    width: 84,
  },
  {
    key: "last_invoice_on",
    yields: 4,
    label: "Last invoice",
    type: "date",
    value: (row) => row.last_invoice_on,
  },
  {
    key: "next_invoice_on",
    yields: 5,
    label: "Next invoice",
    type: "date",
    value: (row) => row.next_invoice_on,
    sortable: false,
  },
  {
    key: "currency",
    label: "Currency",
    type: "id",
    value: (row) => row.currency,
    width: 84,
    hidden: true,
  },
  {
    key: "created_at",
    label: "Added",
    type: "instant",
    value: (row) => row.created_at,
    hidden: true,
  },
];

const withStatus = (name: string, ...values: string[]): TableView => ({
  name,
  filters: [{ key: "status", values }],
});

/** Beside "All", which the table has by itself. */
export const ACTIVE_VIEW = withStatus("Active", "active", "past_due");
export const CUSTOMER_VIEWS: readonly TableView[] = [
  ACTIVE_VIEW,
  withStatus("Past due", "past_due"),
  withStatus("Archived", "archived"),
];

/** The view that "#/customers?view=past_due" asks for; "all" is the one without a filter. */
export function viewNamed(name: string | null): TableView | undefined {
  if (name === "all") return { name: "All", filters: [] };
  return CUSTOMER_VIEWS.find((view) => view.name.toLowerCase().replace(" ", "_") === name);
}

/** Without a choice of status the list means everybody, the archived too. */
export function everyStatus(request: ListRequest): ListRequest {
  // A filter that was only begun asks for nothing yet.
  const filters = (request.filters ?? []).filter((filter) => filter.values.some(Boolean));
  if (filters.some((filter) => filter.column === "status")) return { ...request, filters };
  const values = STATUSES.map((status) => status.value);
  return { ...request, filters: [...filters, { column: "status", op: "one_of", values }] };
}

/** Days to pay as typed: nothing means the business's; null where it is no whole number. */
export function readDays(text: string): { days: number | null } | null {
  const trimmed = text.trim();
  if (trimmed === "") return { days: null };
  return /^\d{1,3}$/.test(trimmed) ? { days: Number(trimmed) } : null;
}

/** The lines of an address as they stand on an envelope, without empty ones. */
export function addressLines(customer: CustomerDto): string[] {
  const { line1, line2, postal_code: code, city, region, country } = customer.address;
  const town = [code, city].filter(Boolean).join(" ");
  return [line1, line2, town, region, countryName(country)].filter((line) => line !== "");
}

/** What can be chosen: rates in use, and archived ones that the customer still has. */
export const ratesFor = (rates: readonly TaxRateDto[], chosen: readonly string[]): TaxRateDto[] =>
  rates.filter((rate) => !rate.archived || chosen.includes(rate.id));
