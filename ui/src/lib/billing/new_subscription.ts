// A new subscription as it is typed: its request, and where it stops being complete.
import type { NewSubscriptionRequest, SubscriptionPreview } from "$lib/backend";
import { isZero, moneyText } from "$lib/format";
import { recurrenceOf } from "./words";

export interface NewForm {
  customerId: string;
  planId: string;
  quantity: string | null;
  currency: string;
  interval: string;
  /** How many of each add-on, by its id; nothing where it is not taken. */
  addons: Record<string, string>;
  coupon: string;
  /** As typed; empty takes the plan's. */
  trialDays: string;
  startsOn: string | null;
  aligned: boolean;
  startsWhenPaid: boolean;
  /** As typed; empty takes the customer's. */
  netDays: string;
}

export const newForm = (customerId: string, planId: string, today: string): NewForm => ({
  customerId,
  planId,
  quantity: "1",
  currency: "",
  interval: "month:1",
  addons: {},
  coupon: "",
  trialDays: "",
  startsOn: today,
  aligned: false,
  startsWhenPaid: false,
  netDays: "",
});

/** Whole days as typed; nothing where it is empty or no whole number. */
const days = (text: string): number | null =>
  /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null;

export const isDays = (text: string): boolean => text.trim() === "" || days(text) !== null;

/** What is asked for; null while customer or plan is not chosen, or a number is none. */
export function toNewRequest(form: NewForm): NewSubscriptionRequest | null {
  if (!form.customerId || !form.planId) return null;
  if (!isDays(form.trialDays) || !isDays(form.netDays)) return null;
  const addons = Object.entries(form.addons).map(([plan_id, quantity]) => ({
    plan_id,
    version: null,
    quantity,
  }));
  const code = form.coupon.trim();
  return {
    customer_id: form.customerId,
    items: [{ plan_id: form.planId, version: null, quantity: form.quantity ?? "" }, ...addons],
    currency: form.currency || null,
    recurrence: recurrenceOf(form.interval),
    starts_on: form.startsOn,
    trial_days: days(form.trialDays),
    aligned: form.aligned,
    starts_when_paid: form.startsWhenPaid,
    coupon_codes: code ? [code] : [],
    net_days: days(form.netDays),
  };
}

/** "Start and bill 99.00 USD", "Start the trial", "Start subscription". */
export function startText(preview: SubscriptionPreview | null): string {
  if (preview?.status === "trialing") return "Start trial";
  const billed = preview?.now?.total;
  return billed && !isZero(billed)
    ? `Start and bill ${moneyText(billed, "code")}`
    : "Start subscription";
}
