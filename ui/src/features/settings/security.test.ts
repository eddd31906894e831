// When to lock, and which new passphrases will do.
import { describe, expect, it } from "vitest";
import { lockOptions, wrongPassphrase } from "./security";

describe("lockOptions", () => {
  it("has the usual times in order, and what is set", () => {
    expect(lockOptions(15).map((one) => one.label)).toEqual([
      "Never",
      "1 minute",
      "5 minutes",
      "15 minutes",
      "30 minutes",
      "1 hour",
      "4 hours",
    ]);
    expect(lockOptions(45).map((one) => one.value)).toContain("45");
  });
});

describe("wrongPassphrase", () => {
  it("counts characters, not bytes, and wants the same twice", () => {
    expect(wrongPassphrase("sieben7", "sieben7").next).toMatch(/at least 8/);
    // Eight characters, sixteen UTF-16 units.
    expect(wrongPassphrase("🗝".repeat(8), "🗝".repeat(8))).toEqual({});
    expect(wrongPassphrase("long enough", "long enouhg").again).toMatch(/differ/);
  });
});
