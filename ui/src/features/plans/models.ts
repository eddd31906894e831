// The seven price models as they are chosen, cleaned and said in a few words.
import type { PriceDto, PriceModelDto, RecurrenceDto, TierDto } from "$lib/backend";
import { plural } from "$lib/billing/plain_numbers";
import { decimalText, exponentOf, percentText } from "$lib/format";
import type { Option } from "$lib/ui/Select.svelte";

export const MODELS: readonly Option[] = [
  { value: "flat", label: "Flat", detail: "One amount for each period" },
  { value: "per_unit", label: "Per unit", detail: "Quantity times a price: seats, requests" },
  { value: "package", label: "Package", detail: "A price for each block of units" },
  {
    value: "tiered_graduated",
    label: "Tiered, graduated",
    detail: "Each unit by the price of the tier it falls in",
  },
  {
    value: "tiered_volume",
    label: "Tiered, volume",
    detail: "All units by the price of the tier that the total reaches",
  },
  { value: "percentage", label: "Percentage", detail: "A share of each amount, fees and limits" },
  {
    value: "graduated_percentage",
    label: "Graduated percentage",
    detail: "A share that changes with the sum of the amounts",
  },
];

export const KINDS: readonly Option[] = [
  { value: "recurring", label: "Every period", detail: "A fee, or seats by quantity" },
  { value: "metered", label: "By usage", detail: "What a meter counted in the period" },
  { value: "setup", label: "Once", detail: "A set-up fee on the first invoice" },
];

export const INTERVALS: readonly Option[] = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
  { value: "quarter", label: "Quarter" },
  { value: "year", label: "Year" },
];

/** Models whose price is one number, which fits in a cell of the grid. */
export const isSimple = (type: string): boolean => ["flat", "per_unit", "package"].includes(type);
export const isTiered = (type: string): boolean => type.startsWith("tiered_");
export const hasTiers = (type: string): boolean =>
  isTiered(type) || type === "graduated_percentage";
/** Priced by the amounts of events rather than by units. */
export const isPercentage = (type: string): boolean => type.endsWith("percentage");

export const blankTier = (): TierDto => ({
  up_to: null,
  unit_amount: "",
  flat_amount: "",
  rate_pct: "",
});

export const blankModel = (): PriceModelDto => ({
  type: "flat",
  amount: "",
  unit_amount: "",
  size: "",
  round: "up",
  tiers: [],
  zero_usage: "first_flat",
  rate_pct: "",
  fixed: "",
  free_events: "",
  free_amount: "",
  min: "",
  max: "",
});

const NOTHING: PriceModelDto = { ...blankModel(), round: "", zero_usage: "" };

/** Only what its type has: numbers typed for another model stay behind. */
export function cleanModel(model: PriceModelDto): PriceModelDto {
  const { type } = model;
  const kept: Partial<PriceModelDto> = { type };
  if (type === "flat") kept.amount = model.amount;
  if (type === "per_unit") kept.unit_amount = model.unit_amount;
  if (type === "package") {
    Object.assign(kept, { amount: model.amount, size: model.size, round: model.round || "up" });
  }
  if (hasTiers(type)) kept.tiers = model.tiers.map((tier) => cleanTier(type, tier));
  if (isTiered(type)) kept.zero_usage = model.zero_usage || "first_flat";
  if (type === "percentage") {
    const { rate_pct, fixed, free_events, free_amount, min, max } = model;
    Object.assign(kept, { rate_pct, fixed, free_events, free_amount, min, max });
  }
  return { ...NOTHING, ...kept };
}

const cleanTier = (type: string, tier: TierDto): TierDto =>
  isTiered(type) ? { ...tier, rate_pct: "" } : { ...tier, unit_amount: "" };

/** True while no number of its price was typed. */
export function isEmptyModel(model: PriceModelDto): boolean {
  const {
    type: _type,
    size: _size,
    round: _round,
    zero_usage: _zero,
    tiers,
    ...numbers
  } = cleanModel(model);
  const inTiers = tiers.flatMap((tier) => [tier.unit_amount, tier.flat_amount, tier.rate_pct]);
  return [...Object.values(numbers), ...inTiers].every((text) => text === "");
}

// --- words --------------------------------------------------------------------------------

/** "a month", "every 3 months". */
export function everyWords({ interval, count }: RecurrenceDto): string {
  if (count !== 1) return `every ${count} ${interval}s`;
  return `a ${interval}`;
}

/** "29.00": an amount with at least the places of its currency. */
export const amountText = (amount: string, currency: string): string =>
  decimalText(amount || "0", exponentOf(currency));

/** A figure that is there and not zero. */
const isSome = (text: string): boolean => /[1-9]/.test(text);

export function tierWords(type: string, tier: TierDto, currency: string): string {
  const bound = tier.up_to === null ? "above" : `up to ${decimalText(tier.up_to)}`;
  const parts = [
    isTiered(type) && tier.unit_amount ? amountText(tier.unit_amount, currency) : "",
    !isTiered(type) && tier.rate_pct ? percentText(tier.rate_pct) : "",
    isSome(tier.flat_amount) ? `${amountText(tier.flat_amount, currency)} flat` : "",
  ].filter((part) => part !== "");
  return `${bound}: ${parts.join(" + ") || "free"}`;
}

function modelText(price: PriceDto): string {
  const { model, currency, unit } = price;
  const one = unit || "unit";
  if (model.type === "flat") return `${amountText(model.amount, currency)} ${currency}`;
  if (model.type === "per_unit") {
    return `${amountText(model.unit_amount, currency)} ${currency} per ${one}`;
  }
  if (model.type === "package") {
    const size = model.size || "1";
    const block = `${decimalText(size)} ${plural(one, size)}`;
    const part = model.round === "down" ? "only full blocks" : "a begun block counts";
    return `${amountText(model.amount, currency)} ${currency} per ${block}, ${part}`;
  }
  if (model.type === "percentage") {
    const fixed = model.fixed ? ` + ${amountText(model.fixed, currency)} ${currency}` : "";
    return `${percentText(model.rate_pct || "0")}${fixed}`;
  }
  const tiers = model.tiers.map((tier) => tierWords(model.type, tier, currency));
  const way = model.type === "tiered_volume" ? "volume" : "graduated";
  return `${way}, ${tiers.join("; ")} (${currency})`;
}

/** A price in a line: for lists of versions and their differences. */
export function priceText(price: PriceDto): string {
  const more = [
    isSome(price.included) ? `${decimalText(price.included)} included` : "",
    isSome(price.commitment) ? `at least ${amountText(price.commitment, price.currency)}` : "",
  ].filter((part) => part !== "");
  return [modelText(price), ...more].join(", ");
}
