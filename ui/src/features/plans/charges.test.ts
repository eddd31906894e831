// Prices become charges and come back unchanged; places find the price that a problem is about.
import { describe, expect, it } from "vitest";
import type { PriceDto } from "$lib/backend";
import {
  blankCharge,
  chargesOf,
  chooseKind,
  chooseModel,
  keyOf,
  offerId,
  offersOf,
  offerWords,
  rowOf,
  toPrices,
  type Offer,
} from "./charges";
import { blankModel, cleanModel } from "./models";

const monthly = { interval: "month", count: 1 };
const yearly = { interval: "year", count: 1 };

function price(key: string, currency: string, amount: string, recurrence = monthly): PriceDto {
  return {
    key,
    name: key,
    unit: "",
    currency,
    recurrence,
    kind: "recurring",
    meter: "",
    model: cleanModel({ ...blankModel(), amount }),
    included: "",
    commitment: "",
    timing: "advance",
    prorates: true,
  };
}

describe("charges", () => {
  const prices = [
    price("base", "USD", "29"),
    price("base", "USD", "290", yearly),
    price("base", "EUR", "29"),
    price("support", "USD", "10"),
  ];

  it("hold each key once, with a row for each currency and interval", () => {
    const charges = chargesOf(prices);
    expect(charges.map((charge) => charge.key)).toEqual(["base", "support"]);
    expect(Object.keys(charges[0]?.rows ?? {})).toEqual([
      "USD 1 month",
      "EUR 1 month",
      "USD 1 year",
    ]);
    expect(offersOf(prices).map(offerWords)).toEqual(["USD a month", "EUR a month", "USD a year"]);
    expect(offersOf(prices, "EUR").map(offerWords)[0]).toBe("EUR a month");
  });

  it("come back as the same prices, without rows that are not sold", () => {
    const back = toPrices(chargesOf(prices), offersOf(prices));
    expect(new Set(back.prices)).toEqual(new Set(prices));
    expect(back.places.map((place) => place.offer)).toEqual([
      "USD 1 month",
      "EUR 1 month",
      "USD 1 year",
      "USD 1 month",
    ]);
  });

  it("stay apart where prices of one key differ in more than amounts", () => {
    const other = { ...price("base", "USD", "290", yearly), timing: "arrears" };
    const both = [price("base", "USD", "29"), other];
    expect(chargesOf(both)).toHaveLength(2);
    expect(toPrices(chargesOf(both), offersOf(both)).prices).toEqual(both);
  });

  it("keep a row of which only the allowance was typed, so that its problem shows", () => {
    const offer: Offer = { currency: "USD", recurrence: monthly };
    const charge = blankCharge([offer], { name: "Minutes", kind: "metered", meter: "minutes" });
    expect(toPrices([charge], [offer]).prices).toEqual([]);
    rowOf(charge, offer).included = "500";
    expect(toPrices([charge], [offer]).prices).toMatchObject([{ key: "minutes", included: "500" }]);
  });

  it("leave behind what was typed for another model, and keep it for the way back", () => {
    const offer: Offer = { currency: "USD", recurrence: monthly };
    const charge = blankCharge([offer]);
    rowOf(charge, offer).model.amount = "29";
    chooseModel(charge, "per_unit");
    rowOf(charge, offer).model.unit_amount = "5";
    expect(toPrices([charge], [offer]).prices[0]?.model).toMatchObject({
      type: "per_unit",
      unit_amount: "5",
      amount: "",
    });
    chooseModel(charge, "flat");
    expect(charge.zero_usage).toBe("first_flat");
    expect(toPrices([charge], [offer]).prices[0]?.model.amount).toBe("29");
  });

  it("bill usage afterwards and fees before, unless told otherwise", () => {
    const charge = blankCharge([]);
    chooseKind(charge, "metered");
    expect([charge.timing, charge.prorates]).toEqual(["arrears", false]);
    chooseKind(charge, "recurring");
    expect([charge.timing, charge.prorates]).toEqual(["advance", true]);
  });

  it("have a key made from the name", () => {
    expect(keyOf("AI requests")).toBe("ai_requests");
    expect(keyOf("  Rufnummern (Übersee) ")).toBe("rufnummern_ubersee");
    expect(offerId({ currency: "JPY", recurrence: { interval: "month", count: 3 } })).toBe(
      "JPY 3 month",
    );
  });
});
