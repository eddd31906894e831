// Figures in sentences are grouped as the person groups them; codes and dates are left alone.
import { describe, expect, it } from "vitest";
import {
  limitText,
  plural,
  problemWords,
  readableNumbers,
  readablePrices,
  readableWords,
} from "./plain_numbers";

describe("readableNumbers", () => {
  it("groups figures and keeps their places", () => {
    expect(readableNumbers("2990.00 USD a year")).toBe("2,990.00 USD a year");
    expect(readableNumbers("0.0005 USD per call beyond 10000 included")).toBe(
      "0.0005 USD per call beyond 10,000 included",
    );
  });

  it("leaves dates, codes and names as they are", () => {
    expect(readableNumbers("from 2026-11-20, INV-2026-1000, v2000")).toBe(
      "from 2026-11-20, INV-2026-1000, v2000",
    );
  });
});

describe("readableWords", () => {
  it("writes days and figures as the person does", () => {
    expect(readableWords("The next bill comes on 10 December 2027: 4935.20 EUR.")).toBe(
      "The next bill comes on Dec 10, 2027: 4,935.20 EUR.",
    );
    expect(readableWords("Unused for 2026-11-20 to 2026-12-20: 11/30 of 1099.00 USD")).toBe(
      "Unused for Nov 20, 2026 to Dec 20, 2026: 11/30 of 1,099.00 USD",
    );
  });

  it("knows the year of a range that says it once", () => {
    expect(readableWords("Voice AI Starter, 20 Nov – 19 Dec 2026")).toBe(
      "Voice AI Starter, Nov 20 – Dec 19, 2026",
    );
    expect(readableWords("20 Dec 2026 – 19 Jan 2027")).toBe("Dec 20, 2026 – Jan 19, 2027");
  });

  it("has a true minus before an amount, and leaves names alone", () => {
    expect(readableWords("-99.00 USD")).toBe("\u221299.00 USD");
    expect(readableWords("Plan 2-3 of INV-2026-1000")).toBe("Plan 2-3 of INV-2026-1000");
  });
});

describe("percentages", () => {
  it("stand as the language writes them", () => {
    expect(readablePrices("2.5 % of 1000 + 0 flat")).toBe("2.5% of 1,000 + 0 flat");
    expect(readablePrices("VAT 19\u00a0%")).toBe("VAT 19%");
  });

  it("stay in names as they were given", () => {
    expect(readableWords("The coupon Loyalty, 15 % begins to count.")).toBe(
      "The coupon Loyalty, 15 % begins to count.",
    );
  });
});

describe("problemWords", () => {
  it("leaves out that nothing was changed, before anything could have been", () => {
    expect(
      problemWords("A subscription that is canceled cannot be changed. Nothing was changed."),
    ).toBe("A subscription that is canceled cannot be changed.");
    expect(problemWords("125 % cannot be taken off; nothing was changed. Give at most 100.")).toBe(
      "125 % cannot be taken off. Give at most 100.",
    );
  });
});

describe("limits", () => {
  it("count in the plural where the unit is a word", () => {
    expect(limitText("2000 minute")).toBe("2,000 minutes");
    expect(limitText("1 user")).toBe("1 user");
    expect(limitText("500 GB")).toBe("500 GB");
    expect(limitText("unlimited")).toBe("unlimited");
    expect(plural("access", "2")).toBe("access");
    expect(plural("AI request", "2")).toBe("AI requests");
    expect(plural("AI request", "1")).toBe("AI request");
  });
});
