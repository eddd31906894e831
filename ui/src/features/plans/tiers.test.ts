// Tiers typed and pasted: bounds are inclusive, and the last tier is always open above.
import { describe, expect, it } from "vitest";
import type { TierDto } from "$lib/backend";
import type { Parsed } from "$lib/format";
import { addTier, pasteTiers, removeTier, tierRange } from "./tiers";

const tier = (up_to: string | null, unit_amount = ""): TierDto => {
  return { up_to, unit_amount, flat_amount: "", rate_pct: "" };
};
const read = (text: string): Parsed<string> =>
  /^\d+(\.\d+)?$/.test(text) ? { ok: true, value: text } : { ok: false, reason: "no" };
const GRADUATED = "tiered_graduated";

describe("tiers", () => {
  it("keep the last one open above when another is added", () => {
    expect(addTier([tier("10", "1"), tier(null, "0.5")])).toEqual([
      tier("10", "1"),
      tier(""),
      tier(null, "0.5"),
    ]);
    expect(addTier([])).toEqual([tier(null)]);
  });

  it("open the one before when the last is removed", () => {
    expect(removeTier([tier("10", "1"), tier(null, "2")], 1)).toEqual([tier(null, "1")]);
    expect(removeTier([tier(null, "1")], 0)).toEqual([tier(null)]);
  });

  it("are filled from a spreadsheet, whose last bound is taken for none", () => {
    const cells = [
      ["1000", "0.02", "0"],
      ["5000", "0.015", ""],
      ["∞", "oops", "10"],
    ];
    const pasted = pasteTiers([tier(null)], 0, "up_to", cells, GRADUATED, read);
    expect(pasted.unread).toBe(1);
    expect(pasted.tiers).toEqual([
      { up_to: "1000", unit_amount: "0.02", flat_amount: "0", rate_pct: "" },
      { up_to: "5000", unit_amount: "0.015", flat_amount: "", rate_pct: "" },
      { up_to: null, unit_amount: "", flat_amount: "10", rate_pct: "" },
    ]);
  });

  it("ask for the bound of a tier that is no longer the last", () => {
    const pasted = pasteTiers([tier(null)], 0, "unit_amount", [["3"], ["2"]], GRADUATED, read);
    expect(pasted.tiers.map((one) => [one.up_to, one.unit_amount])).toEqual([
      ["", "3"],
      [null, "2"],
    ]);
  });

  it("say their bounds as people count, the bound included", () => {
    const tiers = [tier("10"), tier("20"), tier(null)];
    expect(tierRange(tiers, 0, true)).toBe("1 to 10, the last included");
    expect(tierRange(tiers, 1, true)).toBe("11 to 20, the last included");
    expect(tierRange(tiers, 2, true)).toBe("21 and more");
    expect(tierRange([tier("0.5"), tier(null)], 1, true)).toBe("More than 0.5");
    expect(tierRange([tier("20"), tier("10"), tier(null)], 1, true)).toMatch(/not above/);
    expect(tierRange([tier(null)], 0, true)).toBe("All of it");
  });
});
