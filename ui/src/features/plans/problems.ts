// The fields of a plan's request by the names that they have on the screen.
import type { FieldProblem } from "$lib/backend";
import { offerId, offerWords, toPrices } from "./charges";
import type { PlanEditor } from "./editor.svelte";

const NAMES: Record<string, string> = {
  name: "Name",
  code: "Code",
  product_id: "Product",
  prices: "Charges",
  trial_days: "Trial",
  effective_on: "Effective from",
  key: "Key",
  unit: "Unit",
  meter: "Meter",
  enforcement: "More than the limit",
  alert_at: "Tell me at",
  currency: "Currency",
  recurrence: "Interval",
  included: "Included",
  commitment: "At least",
  amount: "Price",
  unit_amount: "Price",
  flat_amount: "Flat fee",
  rate_pct: "Rate",
  size: "Block size",
  up_to: "Up to",
  tiers: "Tiers",
  fixed: "Fixed fee",
  min: "Least",
  max: "Most",
  free_events: "Free events",
  free_amount: "Free amount",
  most: "Limit",
  level: "Level",
};

/** Typed once for a charge, whatever its currencies and intervals. */
const SHARED = /^(key|name|unit|kind|meter|timing|prorates|model\.(type|size|round|zero_usage))$/;

const nameOf = (path: string): string => {
  if (path.startsWith("progressive")) return "Bill usage early";
  const last = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path;
  return NAMES[last] ?? last.replaceAll("_", " ");
};

/** "Call minutes, USD a month, tier 2: Price" for "content.prices.3.model.tiers.1.unit_amount". */
function problemName(editor: PlanEditor, field: string): string {
  const path = field.replace(/^(content|fields)\./, "");
  const tier = /tiers\.(\d+)\./.exec(path)?.[1];
  const inTier = tier === undefined ? "" : `tier ${Number(tier) + 1}, `;
  const [, priceAt, rest = ""] = /^prices\.(\d+)\.(.+)$/.exec(path) ?? [];
  if (priceAt !== undefined) {
    const place = toPrices(editor.charges, editor.offers).places[Number(priceAt)];
    const charge = editor.charges.find((one) => one.at === place?.charge);
    const offer = editor.offers.find((one) => offerId(one) === place?.offer);
    const sold = offer && !SHARED.test(rest) ? `${offerWords(offer)}, ` : "";
    return `${charge?.name || "A charge"}, ${sold}${inTier}${nameOf(rest)}`;
  }
  const [, grantAt, grantField = ""] = /^entitlements\.(\d+)\.(.+)$/.exec(path) ?? [];
  if (grantAt === undefined) return nameOf(path);
  const grant = editor.content().entitlements[Number(grantAt)];
  return `${grant?.name || "An entitlement"}, ${nameOf(grantField)}`;
}

export interface ShownProblem {
  text: string;
  /** The `at` of the charge that it is in. */
  charge: number | undefined;
}

/** Each problem in words; what a charge's prices have in common is said once. */
export function shownProblems(
  editor: PlanEditor,
  problems: readonly FieldProblem[],
): ShownProblem[] {
  const { places } = toPrices(editor.charges, editor.offers);
  const found = new Map<string, ShownProblem>();
  for (const { field, message } of problems) {
    const at = /(?:^|\.)prices\.(\d+)\./.exec(field)?.[1];
    const charge = at === undefined ? undefined : places[Number(at)]?.charge;
    const text = `${problemName(editor, field)}: ${message}`;
    found.set(`${charge ?? ""} ${text}`, { text, charge });
  }
  return [...found.values()];
}
