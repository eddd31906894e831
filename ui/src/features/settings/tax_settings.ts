// Where the business is registered, and how a tax decision is said.
import type { RateScheduleDto, TaxDecisionDto, TaxSettingsDto } from "$lib/backend";
import { TREATMENTS } from "$lib/billing/tax_records";
import { percentText } from "$lib/format";
import type { Column } from "$lib/ui/table/columns";
import { EU_COUNTRIES, placeName } from "./places";

export const CATEGORY_WORDS: Record<string, string> = {
  standard: "Standard",
  reduced: "Reduced",
  super_reduced: "Super-reduced",
  reduced_2: "Second reduced",
  digital_service: "Digital service",
  digital_service_consumer: "Digital service, consumers",
  service: "Service",
};

/** Whether sales to consumers of other member states are anything to ask about. */
export const sellsInEu = (settings: TaxSettingsDto, home: string): boolean =>
  [home, ...settings.registrations].some((code) => EU_COUNTRIES.includes(code.slice(0, 2)));

export const withRegistration = (settings: TaxSettingsDto, code: string): TaxSettingsDto => ({
  ...settings,
  registrations: [...settings.registrations.filter((one) => one !== code), code].sort(),
});

export const withoutRegistration = (settings: TaxSettingsDto, code: string): TaxSettingsDto => ({
  ...settings,
  registrations: settings.registrations.filter((one) => one !== code),
});

/** Sales of the year under way, to be typed: below the threshold until they say otherwise. */
export const noSalesYet = (today: string): NonNullable<TaxSettingsDto["eu_b2c_sales"]> => ({
  year: Number(today.slice(0, 4)),
  this_year: { minor: "0", currency: "EUR" },
  last_year: { minor: "0", currency: "EUR" },
});

export const rateText = (pct: string): string => (pct === "" ? "–" : percentText(pct));

export const isChanged = (row: RateScheduleDto): boolean =>
  row.history.some((rate) => rate.changed);

export const scheduleId = (row: RateScheduleDto): string =>
  `${row.jurisdiction} ${row.tax} ${row.category}`;

export function categoryWord(category: string): string {
  const words = category.replaceAll("_", " ");
  return CATEGORY_WORDS[category] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export const TABLE_COLUMNS: readonly Column<RateScheduleDto>[] = [
  {
    key: "place",
    label: "Place",
    type: "text",
    width: 190,
    value: (row) => placeName(row.jurisdiction),
    filter: "text",
  },
  {
    key: "jurisdiction",
    yields: 1,
    label: "Code",
    type: "id",
    width: 76,
    value: (row) => row.jurisdiction,
  },
  {
    key: "tax",
    yields: 2,
    label: "Tax",
    type: "text",
    width: 84,
    value: (row) => row.tax,
    filter: "text",
  },
  {
    key: "category",
    label: "Category",
    type: "text",
    width: 120,
    value: (row) => categoryWord(row.category),
    filter: "options",
    options: Object.values(CATEGORY_WORDS).map((word) => ({ value: word, label: word })),
  },
  {
    key: "rate",
    label: "Today",
    type: "text",
    width: 78,
    grow: 0,
    value: (row) => rateText(row.rate_pct),
  },
  {
    key: "source",
    label: "From",
    type: "status",
    width: 104,
    value: (row) => (isChanged(row) ? "changed" : "table"),
    filter: "options",
    options: [
      { value: "table", label: "Table" },
      { value: "changed", label: "Changed" },
    ],
  },
];

/** "Reverse charge: the customer pays the tax" and the rate, in a line. */
export function decisionTitle(decision: TaxDecisionDto): string {
  const words = TREATMENTS[decision.treatment] ?? decision.treatment.replaceAll("_", " ");
  if (decision.taxes.length < 2) return words;
  const each = decision.taxes.map((tax) => `${tax.name} ${rateText(tax.rate_pct)}`);
  return `${words}: ${each.join(" + ")}`;
}
