// One change for many subscriptions: its form without any one of them, and its effect in words.
import type { BulkResult, Money } from "$lib/backend";
import { sumsText, type ChangeForm, type ChangeKind } from "$lib/billing/change";
import { countOf, listed } from "$lib/billing/words";
import { isNegative, isZero, moneyText } from "$lib/format";

/** Intervals stay as they are: many subscriptions have different ones. */
export const blankForm = (kind: ChangeKind): ChangeForm => ({
  kind,
  planId: "",
  itemId: "",
  quantity: null,
  addon: "",
  interval: "",
  keepAnchor: true,
  couponCode: "",
  couponId: "",
  pauseBehavior: "skip",
  resumeOn: null,
  prorate: false,
  when: kind === "coupon" || kind === "pause" ? "now" : "period_end",
  on: null,
  behavior: "",
});

const VERBS: Partial<Record<ChangeKind, string>> = {
  plan: "Change plan",
  coupon: "Apply coupon",
  pause: "Pause",
  cancel: "Cancel",
};

export const bulkVerb = (kind: ChangeKind): string => VERBS[kind] ?? "Change";

const OBJECTS: Partial<Record<ChangeKind, string>> = {
  plan: "Change plan of",
  coupon: "Apply coupon to",
};

/** "Change plan of 8 subscriptions", "Pause 1 subscription". */
export const bulkButton = (kind: ChangeKind, possible: number): string =>
  `${OBJECTS[kind] ?? bulkVerb(kind)} ${countOf(possible, "subscription")}`;

const signed = (amount: Money): string =>
  `${isNegative(amount) ? "" : "+"}${moneyText(amount, "code")}`;

const owed = (amounts: readonly Money[]) => amounts.filter((one) => !isZero(one));

/** "12 subscriptions change. Billed today: 540.00 USD. A month, before tax: +120.00 USD." */
export function effectText(result: BulkResult): string {
  const billed = owed(result.now);
  const monthly = owed(result.monthly_difference);
  return [
    `${countOf(result.possible, "subscription")} ${result.possible === 1 ? "changes" : "change"}.`,
    billed.length > 0 ? `Billed today: ${sumsText(billed)}.` : "Nothing is billed today.",
    monthly.length > 0
      ? `A month, before tax: ${listed(monthly.map(signed))}.`
      : "What they bring a month stays the same.",
  ].join(" ");
}

export const billsAtOnce = (result: BulkResult): boolean => owed(result.now).length > 0;

/** "49 subscriptions changed, 3 stay as they are. 540.00 USD billed." */
export function doneText(done: BulkResult, planned = false): string {
  const refused = done.rows.length - done.possible;
  const stay =
    refused > 0 ? `, ${refused} ${refused === 1 ? "stays as it is" : "stay as they are"}` : "";
  const billed = owed(done.now);
  const sums = billed.length > 0 ? ` ${sumsText(billed)} billed.` : "";
  const changed = countOf(done.possible, "subscription");
  return planned ? `Planned for ${changed}${stay}.${sums}` : `${changed} changed${stay}.${sums}`;
}
