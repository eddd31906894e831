// What a comparison of plans shows, in which order, and what "only what differs" leaves.
import { describe, expect, it } from "vitest";
import type { ComparisonRow } from "$lib/backend";
import { comparedRows, differs } from "./comparison";

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
