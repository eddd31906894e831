// Bars stand in proportion to exact amounts, whatever their size.
import { describe, expect, it } from "vitest";
import { barsOf, findingOf, hasMovement, sizeOf } from "./bars";

const eur = (minor: string) => ({ minor, currency: "EUR" });
const month = (name: string, invoiced: string, cash: string) => ({
  month: name,
  invoiced: eur(invoiced),
  cash_in: eur(cash),
});

describe("sizeOf", () => {
  it("is proportional, also beyond what a double holds", () => {
    expect(sizeOf("50", 100n, 200)).toBe(100);
    expect(sizeOf("4503599627370497000", 9007199254740994000n, 100)).toBe(50);
  });

  it("draws nothing for nothing and for credits", () => {
    expect(sizeOf("0", 100n, 100)).toBe(0);
    expect(sizeOf("-5", 100n, 100)).toBe(0);
    expect(sizeOf("5", 0n, 100)).toBe(0);
  });
});

describe("barsOf", () => {
  it("measures both kinds on one scale", () => {
    const [january] = barsOf([month("2026-01", "1000", "500")], 100);
    expect(january?.map((bar) => bar.size)).toEqual([100, 50]);
  });
});

describe("findingOf", () => {
  const name = (iso: string) => iso;
  it("names the best month, or says that there was nothing", () => {
    const months = [month("2026-01", "1000", "0"), month("2026-02", "2500", "0")];
    expect(findingOf(months, name)).toContain("2026-02");
    expect(findingOf([month("2026-01", "0", "0")], name)).toContain("Nothing");
    expect(hasMovement([month("2026-01", "0", "0")])).toBe(false);
  });
});
