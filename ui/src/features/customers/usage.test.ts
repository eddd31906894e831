// A customer's usage: limits by subscription, addresses of its events, answers in words.
import { describe, expect, it } from "vitest";
import type { LimitDto } from "$lib/backend";
import { answerOf, bySubscription, eventsOf, isSure, lastDay } from "./usage";

const limit = (subscription_id: string, key: string): LimitDto => ({
  subscription_id,
  plan: `Plan of ${subscription_id}`,
  key,
  name: key,
  unit: "page",
  most: "50",
  used: "10",
  left: "40",
  over: "0",
  percent: "20",
  policy: "soft",
  runs_out_on: null,
  period_start: "2026-11-15",
  period_end: "2026-12-15",
});

describe("bySubscription", () => {
  it("keeps the limits of one subscription together", () => {
    const groups = bySubscription([limit("a", "pages"), limit("b", "calls"), limit("a", "users")]);
    expect(groups.map((one) => [one.plan, one.rows.map((row) => row.key)])).toEqual([
      ["Plan of a", ["pages", "users"]],
      ["Plan of b", ["calls"]],
    ]);
    expect(lastDay("2026-12-01")).toBe("2026-11-30");
    expect(lastDay("2024-03-01")).toBe("2024-02-29");
  });
});

describe("eventsOf", () => {
  it("leaves out what is not narrowed", () => {
    expect(eventsOf("cus_1", "pages", { from: "", user: "ada & co" })).toBe(
      "/usage?tab=events&customer=cus_1&meter=pages&user=ada+%26+co",
    );
  });
});

describe("isSure", () => {
  it("is an amount without an interval", () => {
    const eur = (minor: string) => ({ minor, currency: "EUR" });
    const cost = (expected: string, lower: string, upper: string) => ({
      expected: eur(expected),
      lower: eur(lower),
      upper: eur(upper),
    });
    expect(isSure(cost("9900", "9900", "9900"))).toBe(true);
    expect(isSure(cost("9901", "9900", "9900"))).toBe(false);
    expect(isSure(cost("9900", "9900", "9950"))).toBe(false);
  });
});

describe("answerOf", () => {
  it("has a word for every answer", () => {
    const said = (answer: string) =>
      answerOf({
        answer,
        message: "",
        code: "",
        subscription_id: null,
        left: null,
        units: "0",
        price: null,
        steps: [],
      }).word;
    expect(["yes", "yes_with_overage", "no"].map(said)).toEqual([
      "Yes, it fits",
      "Yes, at a price",
      "No",
    ]);
  });
});
