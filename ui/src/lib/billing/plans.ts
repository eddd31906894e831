// The plans that a subscription can take: what each costs in a currency and interval, in words.
import {
  call,
  type PlanDetail,
  type PriceDto,
  type RecurrenceDto,
  type SubscriptionDetail,
} from "$lib/backend";
import { byLength, recurrenceKey, withoutName } from "./words";

export interface PlanChoice {
  id: string;
  name: string;
  description: string;
  product: string;
  /** plan, addon. */
  kind: string;
  trialDays: number;
  /** The one customer that it is for. */
  customForId: string | null;
  prices: readonly PriceDto[];
  /** Each price in words, by its place in `prices`. */
  words: readonly (readonly string[])[];
}

/** The version that new subscriptions take now. */
export function choiceOf({ row, fields, custom_for_id, versions, words }: PlanDetail): PlanChoice {
  const now = versions.find((one) => one.version === row.version) ?? versions[0];
  return {
    id: row.id,
    name: row.name,
    description: fields.description,
    product: row.product,
    kind: row.kind,
    trialDays: now?.content.trial_days ?? 0,
    customForId: custom_for_id,
    prices: now?.content.prices ?? [],
    words,
  };
}

const MOST = 200;

/** Every active plan and add-on, in the catalog's order. */
export async function loadPlans(): Promise<PlanChoice[]> {
  const page = await call("plans.list", {
    filters: [{ column: "status", op: "is", values: ["active"] }],
    sort: [{ column: "position" }, { column: "name" }],
    limit: MOST,
  });
  const details = await Promise.all(page.rows.map((row) => call("plans.get", { id: row.id })));
  return details.map(choiceOf);
}

/** Those that this customer can have: not the custom plans of others. */
export const plansFor = (
  plans: readonly PlanChoice[],
  kind: "plan" | "addon",
  customerId: string,
): PlanChoice[] =>
  plans.filter(
    (plan) => plan.kind === kind && (plan.customForId === null || plan.customForId === customerId),
  );

const charges = (plan: PlanChoice): PriceDto[] =>
  plan.prices.filter((price) => price.kind === "recurring");

export function currenciesOf(plans: readonly PlanChoice[]): string[] {
  return [...new Set(plans.flatMap((plan) => charges(plan).map((price) => price.currency)))].sort();
}

/** The intervals that anything is sold in, in this currency. */
export function recurrencesOf(plans: readonly PlanChoice[], currency: string): RecurrenceDto[] {
  const sold = plans.flatMap(charges).filter((price) => price.currency === currency);
  const byKey = new Map(sold.map((price) => [recurrenceKey(price.recurrence), price.recurrence]));
  return [...byKey.values()].sort(byLength);
}

/** Whether how many there are changes what it costs: not for flat fees and metered usage. */
export function countsQuantity(
  plan: PlanChoice,
  currency: string,
  recurrence: RecurrenceDto,
): boolean {
  const key = recurrenceKey(recurrence);
  return plan.prices.some(
    (price) =>
      price.currency === currency &&
      recurrenceKey(price.recurrence) === key &&
      price.meter === "" &&
      price.model.type !== "flat",
  );
}

/** What of a subscription has a quantity; what the catalog has no more may have one. */
export const countedItems = (
  { items, currency, recurrence }: SubscriptionDetail,
  plans: readonly PlanChoice[],
): SubscriptionDetail["items"] =>
  items.filter((item) => {
    const plan = plans.find((one) => one.id === item.plan_id);
    return !plan || countsQuantity(plan, currency, recurrence);
  });

/** What a plan costs in this currency and interval; null where it is not sold so. */
export function priceWords(
  plan: PlanChoice,
  currency: string,
  recurrence: RecurrenceDto,
): string | null {
  const key = recurrenceKey(recurrence);
  const fits = (price: PriceDto) =>
    price.currency === currency && recurrenceKey(price.recurrence) === key;
  const at = plan.prices.findIndex((price) => price.kind === "recurring" && fits(price));
  return at < 0 ? null : withoutName(plan.words[at]?.[0] ?? "", plan.name) || null;
}
