// Tax rates as they are listed and typed.
import type { SaveTaxRateRequest, TaxRateDto } from "$lib/backend";
import { percentText } from "$lib/format";
import { labelOf } from "$lib/forms/choices";

/** The category codes of EN 16931, which e-invoices need, in words. */
export const CATEGORIES = [
  { value: "S", label: "Standard", detail: "S: any rate that is charged" },
  { value: "Z", label: "Zero rate", detail: "Z: taxed, at 0 %" },
  { value: "E", label: "Exempt", detail: "E: by law, say which" },
  { value: "AE", label: "Reverse charge", detail: "AE: the customer pays the tax" },
  { value: "K", label: "Supply within the EU", detail: "K: to a business in another country" },
  { value: "G", label: "Export", detail: "G: outside the EU" },
  { value: "O", label: "Outside the scope of tax", detail: "O: no tax applies" },
];

/** Categories in which nothing is charged. */
export const isUntaxed = (category: string): boolean => category !== "S";

export const newRate = (jurisdiction: string): SaveTaxRateRequest => ({
  id: null,
  name: "",
  rate_pct: "",
  jurisdiction,
  category: "S",
  note: "",
  archived: false,
});

export const toRequest = (rate: TaxRateDto): SaveTaxRateRequest => ({ ...rate });

/** "VAT 19 %": what most people would call it; used until a name is typed. */
export function suggestedName(rate: SaveTaxRateRequest): string {
  if (isUntaxed(rate.category)) return labelOf(CATEGORIES, rate.category);
  return rate.rate_pct === "" ? "" : `VAT ${percentText(rate.rate_pct)}`;
}
