// A new business has its country's ways, and a passphrase is measured by its length first.
import { describe, expect, it } from "vitest";
import { newBusiness, startingRates, strengthOf } from "./welcome";

describe("newBusiness", () => {
  it("takes currency, zone and paper from the country", () => {
    const us = newBusiness("Larkspur", "US", "");
    expect([us.currency, us.timezone, us.paper]).toEqual(["USD", "America/New_York", "letter"]);
    expect(newBusiness("Larkspur", "DE", "").address.country).toBe("DE");
  });
});

describe("startingRates", () => {
  it("names each rate in the country's word", () => {
    expect(startingRates("DE").map((rate) => rate.name)).toEqual(["USt 19 %", "USt 7 %"]);
    expect(startingRates("US")).toEqual([]);
  });
});

describe("strengthOf", () => {
  it("refuses what is short and honours length", () => {
    expect(strengthOf("Ab1!xyz").score).toBe(0);
    expect(strengthOf("password").score).toBe(1);
    expect(strengthOf("correct horse battery staple").score).toBeGreaterThanOrEqual(3);
  });
});
