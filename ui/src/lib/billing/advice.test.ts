// What advice says: which way money goes, how sure it is, and when it comes back.
import { describe, expect, it } from "vitest";
import type { AdviceDto, AdviceList } from "$lib/backend";
import {
  adviceGroups,
  answerText,
  businessText,
  confidenceOf,
  intervalText,
  savingText,
  snoozes,
} from "./advice";

const eur = (minor: string) => ({ minor, currency: "EUR" });
const advice = (more: object) => more as unknown as AdviceDto;

describe("savingText", () => {
  it("says which way the money goes, without a sign", () => {
    expect(savingText(eur("1250"))).toBe("saves €12.50 a month");
    expect(savingText(eur("-7000"))).toBe("costs €70.00 more a month");
    expect(savingText(eur("15000"), "a year")).toBe("saves €150.00 a year");
    expect(savingText(eur("0"))).toBe("costs the same a month");
    expect(savingText(null)).toBe("");
  });
});

describe("businessText", () => {
  it("is the other side of it", () => {
    expect(businessText(eur("-1250"))).toBe("You take €12.50 less a month.");
    expect(businessText(eur("7000"))).toBe("You take €70.00 more a month.");
    expect(businessText(eur("0"))).toBe("Nothing changes in what you take.");
    expect(businessText(null)).toBe("");
  });
});

describe("intervalText", () => {
  it("is said where the saving is not the same each month", () => {
    const both = { saving_from: eur("800"), saving_to: eur("1400") };
    expect(intervalText(advice(both))).toBe("€8.00 to €14.00 in four months of five");
    expect(intervalText(advice({ ...both, saving_to: eur("800") }))).toBe("");
    expect(intervalText(advice({ saving_from: null, saving_to: null }))).toBe("");
  });
});

describe("answerText", () => {
  it("says when it comes back, or why it went", () => {
    const answer = { state: "snoozed", answered_at: "", until_on: "2026-12-20", reason: "" };
    expect(answerText(advice({ answer }))).toBe("Snoozed until Dec 20, 2026");
    const reason = "They leave anyway";
    expect(answerText(advice({ answer: { ...answer, state: "dismissed", reason } }))).toBe(
      "Dismissed: They leave anyway",
    );
    expect(answerText(advice({ answer: { ...answer, state: "accepted" } }))).toBe("Accepted");
    expect(answerText(advice({ answer: null }))).toBe("");
  });
});

describe("groups, confidence and days", () => {
  it("leaves out groups without advice", () => {
    const list = { now: [], next: [advice({ key: "a" })], later: [] } as unknown as AdviceList;
    expect(adviceGroups(list).map((one) => one.name)).toEqual(["Next"]);
    expect(confidenceOf(advice({ confidence: "medium" })).word).toBe("Medium confidence");
  });

  it("comes back after a week, a month, three months", () => {
    // 30 November plus three months is the last day of February.
    expect(snoozes("2026-11-30").map((one) => one.until)).toEqual([
      "2026-12-07",
      "2026-12-30",
      "2027-02-28",
    ]);
  });
});
