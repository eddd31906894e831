// Prices of a charge become a table where a figure says it all, and stay sentences elsewhere.
import { describe, expect, it } from "vitest";
import type { PriceDto } from "$lib/backend";
import { blankModel, cleanModel } from "./models";
import { matrixOf, perWords } from "./price_groups";

const price = (currency: string, interval: string, unit_amount: string, more = {}): PriceDto => ({
  key: "users",
  name: "Further users",
  unit: "user",
  currency,
  recurrence: { interval, count: 1 },
  kind: "metered",
  meter: "users",
  model: cleanModel({ ...blankModel(), type: "per_unit", unit_amount }),
  included: "25",
  commitment: "",
  timing: "arrears",
  prorates: false,
  ...more,
});

describe("matrixOf", () => {
  const prices = [
    price("EUR", "month", "5"),
    price("JPY", "month", "750"),
    price("USD", "month", "5"),
    price("USD", "year", "50", { included: "300" }),
  ];

  it("has a row for each interval and allowance, the business's currency first", () => {
    expect(matrixOf(prices, "USD")).toEqual({
      currencies: ["USD", "EUR", "JPY"],
      rows: [
        { label: "a month, 25 included", amounts: ["5.00", "5.00", "750"] },
        { label: "a year, 300 included", amounts: ["50.00", "–", "–"] },
      ],
    });
  });

  it("is none where more than a figure has to be said", () => {
    expect(matrixOf([price("USD", "month", "5", { commitment: "10" })], "USD")).toBeNull();
    const model = { ...blankModel(), type: "tiered_volume" };
    expect(matrixOf([price("USD", "month", "5", { model })], "USD")).toBeNull();
  });

  it("says what a figure is for", () => {
    const block = { ...blankModel(), type: "package", amount: "2", size: "100" };
    expect(perWords(price("USD", "month", "", { unit: "request", model: block }))).toBe(
      "per 100 requests",
    );
    expect(perWords(price("USD", "month", "5"))).toBe("per user");
  });
});
