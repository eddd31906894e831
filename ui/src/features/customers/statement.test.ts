// A statement's months and addresses.
import { describe, expect, it } from "vitest";
import { isMonth, monthAfter, monthOf, statementHref } from "./statement";

describe("the months of statements", () => {
  it("follow one another over the turn of a year", () => {
    expect(monthAfter("2026-01", -1)).toBe("2025-12");
    expect(monthAfter("2026-12", 1)).toBe("2027-01");
    expect(monthOf("2026-11-20")).toBe("2026-11");
  });

  it("are no other text", () => {
    expect(["2026-10", "2026-13", "2026-1", "", "2026-10-01"].map(isMonth)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("stand in the address, with the one that was kept", () => {
    expect(statementHref("cus_1", "2026-10")).toBe("/customers/cus_1/statement?month=2026-10");
    expect(statementHref("cus_1", "2026-10", 7)).toBe(
      "/customers/cus_1/statement?month=2026-10&kept=7",
    );
  });
});
