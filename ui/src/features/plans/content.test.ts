// What a version of a plan says, in the words of the editor.
import { describe, expect, it } from "vitest";
import type { PlanContentDto } from "$lib/backend";
import { earlyAmount, grantWords, limitRules, withEarly } from "./content";
import { blankModel, cleanModel, everyWords, priceText } from "./models";

const base = (amount: string): PlanContentDto => ({
  prices: [
    {
      key: "base",
      name: "Base",
      unit: "",
      currency: "USD",
      recurrence: { interval: "month", count: 1 },
      kind: "recurring",
      meter: "",
      model: cleanModel({ ...blankModel(), amount }),
      included: "",
      commitment: "",
      timing: "advance",
      prorates: true,
    },
  ],
  entitlements: [
    {
      key: "minutes",
      name: "Call minutes",
      kind: "limit",
      on: true,
      most: "500",
      unit: "minute",
      level: "",
    },
  ],
  trial_days: 14,
  convention: "day",
  behavior: "next_invoice",
  tax_inclusive: false,
});

describe("words", () => {
  it("say every kind of grant", () => {
    const limit = base("1").entitlements[0];
    if (!limit) throw new Error("the plan above has a limit");
    expect(grantWords({ ...limit, most: null })).toBe("unlimited");
    expect(grantWords({ ...limit, kind: "feature", on: false })).toBe("no");
    expect(grantWords({ ...limit, kind: "level", level: "priority" })).toBe("priority");
  });

  it("say a price with its block, allowance and commitment", () => {
    const price = base("29").prices[0];
    if (!price) throw new Error("the plan above has a price");
    const block = { ...blankModel(), type: "package", amount: "2", size: "100" };
    const further = { unit: "request", included: "1000", commitment: "10" };
    expect(priceText({ ...price, ...further, model: block })).toBe(
      "2.00 USD per 100 requests, a begun block counts, 1,000 included, at least 10.00",
    );
    const tiers = [
      { up_to: "10", unit_amount: "1", flat_amount: "", rate_pct: "" },
      { up_to: null, unit_amount: "0.5", flat_amount: "3", rate_pct: "" },
    ];
    const graduated = { ...blankModel(), type: "tiered_graduated", tiers };
    expect(priceText({ ...price, model: graduated })).toBe(
      "graduated, up to 10: 1.00; above: 0.50 + 3.00 flat (USD)",
    );
    expect(everyWords({ interval: "month", count: 3 })).toBe("every 3 months");
  });
});

describe("the rules of a limit", () => {
  it("are said in one line, the usual percentages where none are given", () => {
    const limit = base("1").entitlements[0];
    if (!limit) throw new Error("the plan above has a limit");
    const usual = "More than that: billed by its price, else refused · told at 80, 95, 100 %";
    expect(limitRules(limit)).toBe(usual);
    const own = { ...limit, enforcement: "hard", alert_at: ["50", "99.5"] };
    expect(limitRules(own)).toBe("More than that: refused · told at 50, 99.5 %");
  });
});

describe("early billing", () => {
  it("has one amount for each currency, or none", () => {
    const eur = { progressive: withEarly({}, "EUR", "500") };
    expect(earlyAmount(eur, "EUR")).toBe("500");
    expect(earlyAmount(eur, "USD")).toBeNull();
    const both = { progressive: withEarly(eur, "USD", "600") };
    expect(withEarly(both, "EUR", null)).toEqual([{ currency: "USD", amount: "600" }]);
  });
});
