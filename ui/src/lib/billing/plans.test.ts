// Which plans can be taken, and what they cost in a currency and interval.
import { describe, expect, it } from "vitest";
import type { PriceDto, SubscriptionDetail, SubscriptionPreview } from "$lib/backend";
import { isDays, newForm, startText, toNewRequest } from "./new_subscription";
import {
  countedItems,
  countsQuantity,
  currenciesOf,
  plansFor,
  priceWords,
  recurrencesOf,
  type PlanChoice,
} from "./plans";
import { grantText, intervalWord, recurrenceKey, recurrenceOf, withoutName } from "./words";

const price = (currency: string, interval: string, kind = "recurring"): PriceDto =>
  ({ currency, kind, recurrence: { interval, count: 1 } }) as unknown as PriceDto;
const plan = (id: string, kind: string, prices: PriceDto[], more: Partial<PlanChoice> = {}) =>
  ({
    id,
    kind,
    prices,
    words: prices.map((one) => [`${one.currency} a ${one.recurrence.interval}`]),
    customForId: null,
    ...more,
  }) as PlanChoice;

const pro = plan("pro", "plan", [
  price("USD", "month", "setup"),
  price("USD", "month"),
  price("USD", "year"),
  price("EUR", "month"),
]);
const seats = plan("seats", "addon", [price("USD", "month")]);
const custom = plan("custom", "plan", [price("JPY", "month")], { customForId: "cus_1" });

describe("plans", () => {
  it("leave out the custom plans of others", () => {
    const all = [pro, seats, custom];
    expect(plansFor(all, "plan", "cus_1").map((one) => one.id)).toEqual(["pro", "custom"]);
    expect(plansFor(all, "plan", "cus_2").map((one) => one.id)).toEqual(["pro"]);
    expect(plansFor(all, "addon", "cus_2").map((one) => one.id)).toEqual(["seats"]);
  });

  it("know their currencies and intervals, short ones first", () => {
    expect(currenciesOf([pro, custom])).toEqual(["EUR", "JPY", "USD"]);
    expect(recurrencesOf([pro], "USD").map(recurrenceKey)).toEqual(["month:1", "year:1"]);
    expect(recurrencesOf([pro], "EUR").map(recurrenceKey)).toEqual(["month:1"]);
  });

  it("say the recurring price, never the setup fee, and nothing where they are not sold", () => {
    expect(priceWords(pro, "USD", recurrenceOf("month:1"))).toBe("USD a month");
    expect(priceWords(pro, "EUR", recurrenceOf("year:1"))).toBeNull();
  });
});

describe("toNewRequest", () => {
  it("waits for customer and plan, and for whole numbers", () => {
    const form = newForm("cus_1", "pro", "2026-11-20");
    expect(toNewRequest({ ...form, planId: "" })).toBeNull();
    expect(toNewRequest({ ...form, trialDays: "two" })).toBeNull();
    expect(isDays("14")).toBe(true);
    expect(isDays("1.5")).toBe(false);
  });

  it("takes the plan first, then the add-ons", () => {
    const form = { ...newForm("cus_1", "pro", "2026-11-20"), addons: { seats: "2" } };
    const request = toNewRequest({ ...form, coupon: " SAVE ", trialDays: "0", interval: "year:1" });
    expect(request?.items).toEqual([
      { plan_id: "pro", version: null, quantity: "1" },
      { plan_id: "seats", version: null, quantity: "2" },
    ]);
    expect(request).toMatchObject({
      coupon_codes: ["SAVE"],
      trial_days: 0,
      net_days: null,
      recurrence: { interval: "year", count: 1 },
    });
  });

  it("has a button that says what happens", () => {
    const preview = (more: object) => ({ status: "active", now: null, ...more });
    const now = { total: { minor: "9900", currency: "USD" } };
    expect(startText(preview({ now }) as unknown as SubscriptionPreview)).toBe(
      "Start and bill 99.00\u00a0USD",
    );
    expect(startText(preview({ status: "trialing" }) as unknown as SubscriptionPreview)).toBe(
      "Start trial",
    );
    expect(startText(null)).toBe("Start subscription");
  });
});

describe("words", () => {
  it("leave out the name that stands beside them", () => {
    expect(withoutName("Starter: 29.00 USD a month.", "Starter")).toBe("29.00 USD a month");
    expect(withoutName("Starter plus: 1 USD", "Starter")).toBe("Starter plus: 1 USD");
  });

  it("say intervals and grants", () => {
    expect(intervalWord({ interval: "month", count: 1 })).toBe("Monthly");
    expect(intervalWord({ interval: "month", count: 6 })).toBe("Every 6 months");
    const grant = {
      name: "Call minutes",
      kind: "limit",
      on: true,
      most: null,
      unit: "minute",
      level: "",
    };
    expect(grantText(grant)).toBe("Unlimited");
    expect(grantText({ ...grant, most: "500" })).toBe("500");
    expect(grantText({ ...grant, name: "Storage", unit: "GB", most: "10" })).toBe("10 GB");
    expect(grantText({ ...grant, kind: "feature", on: false })).toBe("Not included");
    expect(grantText({ ...grant, kind: "level", level: "priority" })).toBe("Priority");
  });
});

describe("a quantity", () => {
  const month = { interval: "month", count: 1 };
  const priced = (type: string, meter = "", kind = "recurring") => {
    const one = price("EUR", "month", kind);
    return { ...one, meter, model: { type } } as unknown as PriceDto;
  };
  const flat = plan("flat", "plan", [priced("flat"), priced("per_unit", "calls")]);
  const perSeat = plan("seats", "addon", [priced("flat", "", "setup"), priced("per_unit")]);

  it("counts only where a price is by the unit and no meter counts it", () => {
    expect(countsQuantity(flat, "EUR", month)).toBe(false);
    expect(countsQuantity(perSeat, "EUR", month)).toBe(true);
    expect(countsQuantity(perSeat, "USD", month)).toBe(false);
  });

  it("is that of the items that have one, and of those that the catalog has no more", () => {
    const items = ["flat", "seats", "gone"].map((plan_id) => ({ plan_id }));
    const detail = { items, currency: "EUR", recurrence: month } as unknown as SubscriptionDetail;
    const counted = countedItems(detail, [flat, perSeat]);
    expect(counted.map((item) => item.plan_id)).toEqual(["seats", "gone"]);
  });
});
