// A customer's usage: limits by subscription, every month of a span, answers in words.
import { describe, expect, it } from "vitest";
import type { LimitDto, UsagePointDto } from "$lib/backend";
import { answerOf, bySubscription, lastDay, monthBars } from "./usage";

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

const point = (on: string, quantity: string): UsagePointDto => ({
  on,
  hour: 0,
  quantity,
  sum: quantity,
  count: 2,
  cost: "0",
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

describe("monthBars", () => {
  it("has every month, those without use too, in proportion to the greatest", () => {
    const points = [point("2026-09-01", "50"), point("2026-11-01", "200")];
    const bars = monthBars(points, "2026-08-01", "2026-11-20");
    // 50 of 200 is a quarter.
    expect(bars.map(({ month, quantity, size }) => [month, quantity, size])).toEqual([
      ["2026-08-01", "0", 0],
      ["2026-09-01", "50", 25],
      ["2026-10-01", "0", 0],
      ["2026-11-01", "200", 100],
    ]);
  });

  it("draws nothing where nothing was used, or less than nothing", () => {
    expect(monthBars([], "2026-11-01", "2026-11-20")[0]?.size).toBe(0);
    expect(monthBars([point("2026-11-01", "-5")], "2026-11-01", "2026-11-20")[0]?.size).toBe(0);
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
