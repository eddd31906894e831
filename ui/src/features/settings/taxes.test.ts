// The name a rate is offered, and what is charged in which category.
import { describe, expect, it } from "vitest";
import { CATEGORIES, isUntaxed, newRate, suggestedName } from "./taxes";

describe("suggestedName", () => {
  it("follows the rate, or the kind where nothing is charged", () => {
    expect(suggestedName(newRate("DE"))).toBe("");
    expect(suggestedName({ ...newRate("DE"), rate_pct: "19" })).toMatch(/^VAT 19\s?%$/u);
    expect(suggestedName({ ...newRate("DE"), category: "AE" })).toBe("Reverse charge");
  });
});

describe("categories", () => {
  it("are those of EN 16931, of which only S charges", () => {
    expect(CATEGORIES.map((one) => one.value)).toEqual(["S", "Z", "E", "AE", "K", "G", "O"]);
    const charged = CATEGORIES.filter((one) => !isUntaxed(one.value));
    expect(charged.map((one) => one.value)).toEqual(["S"]);
  });
});
