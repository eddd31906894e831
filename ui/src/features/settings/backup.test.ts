// The size of a backup is read at a glance.
import { describe, expect, it } from "vitest";
import { kindWord, sizeText } from "./backup";

describe("sizeText", () => {
  it("has the unit that fits", () => {
    expect(sizeText(999)).toBe("999 B");
    expect(sizeText(4_096)).toBe("4 kB");
    expect(sizeText(812_300)).toBe("812 kB");
    expect(sizeText(12_400_000)).toBe("12.4 MB");
    expect(sizeText(1_250_000_000)).toBe("1.3 GB");
  });
});

describe("kindWord", () => {
  it("shows an unknown kind as it is", () => {
    expect(kindWord("daily")).toBe("Daily");
    expect(kindWord("weekly")).toBe("weekly");
  });
});
