// Worked examples of meters: each says what can be counted along.
import { describe, expect, it } from "vitest";
import { blankMeter, exampleOf, keyOf } from "./meters";

const meter = { ...blankMeter(), unit: "request" };

describe("exampleOf", () => {
  it("counts three events in every way", () => {
    const said = (aggregation: string) => exampleOf({ ...meter, aggregation });
    // 2 + 3 + 4 = 9; (10 × 2 + 20 × 5) ÷ 30 = 120 ÷ 30 = 4.
    expect(said("sum")).toContain("count 9 requests: 2 + 3 + 4");
    expect(said("count")).toContain("count 3 requests");
    expect(said("max")).toContain("count 5 requests: the greatest");
    expect(said("last")).toContain("count 3 requests: the latest");
    expect(said("unique_count")).toContain("count 2 requests: ada and grace");
    expect(said("weighted")).toContain("count 4 requests: (10 × 2 + 20 × 5) ÷ 30");
  });

  it("says that a level stays", () => {
    const said = exampleOf({ ...meter, aggregation: "last", reset: "never" });
    expect(said).toMatch(/The next period begins with the level that the last one ended with\.$/);
  });

  it("rounds at the digits that are kept", () => {
    const said = (decimals: number, mode: string) =>
      /A period's (\S+) is billed as (\S+)\.$/
        .exec(exampleOf({ ...meter, rounding: { decimals, mode } }))
        ?.slice(1);
    expect(said(0, "half_up")).toEqual(["2.5", "3"]);
    expect(said(0, "half_even")).toEqual(["2.5", "2"]);
    expect(said(0, "up")).toEqual(["2.1", "3"]);
    expect(said(0, "down")).toEqual(["2.9", "2"]);
    expect(said(1, "half_up")).toEqual(["0.25", "0.3"]);
    expect(said(2, "half_even")).toEqual(["0.025", "0.02"]);
    expect(said(3, "up")).toEqual(["0.0021", "0.003"]);
  });
});

describe("keyOf", () => {
  it("is what events can write", () => {
    expect(keyOf("AI requests")).toBe("ai_requests");
    expect(keyOf("  Größe (GB) ")).toBe("gro_e_gb");
    expect(keyOf("Café-Minuten")).toBe("cafe_minuten");
  });
});
