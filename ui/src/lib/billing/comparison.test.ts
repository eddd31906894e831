// What a comparison of plans shows, in which order, and what "only what differs" leaves.
import { describe, expect, it } from "vitest";
import type { ComparisonRow } from "$lib/backend";
import { byProduct, comparedRows, differs } from "./comparison";

const row = (name: string, kind: string, ...cells: string[]): ComparisonRow => {
  return { name, kind, cells };
};

describe("comparedRows", () => {
  const rows = [
    row("Support", "level", "email", "priority"),
    row("Google Workspace", "feature", "yes", "yes"),
    row("Call minutes", "limit", "500 minute", "2000 minute"),
    row("API access", "feature", "no", "yes"),
  ];

  it("puts limits before features before the level of service", () => {
    expect(comparedRows(rows, false).map((section) => section.kind)).toEqual([
      "limit",
      "feature",
      "level",
    ]);
  });

  it("leaves out what every plan has alike", () => {
    const names = comparedRows(rows, true).flatMap((section) => section.rows.map((r) => r.name));
    expect(names).toEqual(["Call minutes", "API access", "Support"]);
  });

  it("takes nothing and no for the same", () => {
    expect(differs(row("Custom integrations", "feature", "", "no"))).toBe(false);
    expect(differs(row("Custom integrations", "feature", "", "yes"))).toBe(true);
  });
});

describe("byProduct", () => {
  const plan = (id: string, current: boolean) => {
    return { id, name: id, version: 1, price_words: [], current };
  };
  const compared = {
    plans: [plan("a1", false), plan("b1", true), plan("a2", false)],
    rows: [row("Minutes", "limit", "1", "", "3"), row("Users", "limit", "", "2", "")],
  };
  const products = new Map([
    ["a1", "Voice"],
    ["a2", "Voice"],
    ["b1", "Work"],
  ]);

  it("puts what is held first and leaves out the rows of others", () => {
    const [work, voice] = byProduct(compared, products);
    expect(work?.product).toBe("Work");
    expect(work?.comparison.rows).toEqual([row("Users", "limit", "2")]);
    expect(voice?.comparison.plans.map((one) => one.id)).toEqual(["a1", "a2"]);
    expect(voice?.comparison.rows).toEqual([row("Minutes", "limit", "1", "3")]);
  });
});
