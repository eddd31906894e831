// Figures in sentences are grouped as the person groups them; codes and dates are left alone.
import { describe, expect, it } from "vitest";
import { limitText, plural, readableNumbers } from "./plain_numbers";

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

describe("limits", () => {
  it("count in the plural where the unit is a word", () => {
    expect(limitText("2000 minute")).toBe("2,000 minutes");
    expect(limitText("1 user")).toBe("1 user");
    expect(limitText("500 GB")).toBe("500 GB");
    expect(limitText("unlimited")).toBe("unlimited");
    expect(plural("access", "2")).toBe("access");
  });
});
