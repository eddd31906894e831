// The mapping of a file's columns as it is edited, and imports in words.
import { describe, expect, it } from "vitest";
import type { UsageDryRun, UsageMapping } from "$lib/backend";
import { bringsAny, bytesText, importWords, SAME, sourceOf, sources, spare } from "./imports";
import { FIELDS, withConstant, withProperty, withSource } from "./imports";

const mapping: UsageMapping = {
  format: "csv",
  delimiter: ",",
  header: ["id", "account", "when", "amount", "region"],
  columns: { key: "id", subject: "account", at: "when", quantity: "amount" },
  constants: {},
  properties: ["region"],
  time_format: "rfc3339",
  timezone: "",
  decimal_comma: false,
};

const run = (counted: number, unmatched: number): UsageDryRun => ({
  rows: 10,
  counted,
  duplicates: 0,
  unmatched,
  refused: 10 - counted - unmatched,
  refused_reasons: [],
  unmatched_reasons: [],
  first_at: "",
  last_at: "",
});

describe("mapping", () => {
  it("says where each field comes from", () => {
    expect(sourceOf(mapping, "at")).toBe(":when");
    expect(sourceOf(mapping, "meter")).toBe("");
    expect(sourceOf({ ...mapping, constants: { meter: "pages" } }, "meter")).toBe(SAME);
  });

  it("takes a column for one field only, and no more as a property", () => {
    const next = withSource(mapping, "meter", ":region");
    expect(next.columns["meter"]).toBe("region");
    expect(next.properties).toEqual([]);
    const moved = withSource(next, "user", ":region");
    expect([moved.columns["meter"], moved.columns["user"]]).toEqual([undefined, "region"]);
  });

  it("goes to a constant and back", () => {
    const same = withConstant(withSource(mapping, "quantity", SAME), "quantity", "1");
    expect([same.constants, same.columns["quantity"]]).toEqual([{ quantity: "1" }, undefined]);
    const back = withSource(same, "quantity", ":amount");
    expect([back.constants, back.columns["quantity"]]).toEqual([{}, "amount"]);
  });

  it("offers the columns that no field takes", () => {
    expect(spare(mapping, mapping.header)).toEqual(["region"]);
    expect(withProperty(mapping, "region").properties).toEqual([]);
    const field = FIELDS.find((one) => one.key === "at");
    if (!field) throw new Error("events have a moment");
    const values = sources(mapping.header, field).map((one) => one.value);
    expect(values).toEqual(["", ":id", ":account", ":when", ":amount", ":region"]);
  });
});

describe("words", () => {
  it("count what comes in: what counts, and what waits for its customer", () => {
    expect(importWords(run(3_000, 2))).toBe("Import 3,002 events");
    expect(importWords(run(1, 0))).toBe("Import 1 event");
    expect([bringsAny(run(0, 1)), bringsAny(run(0, 0))]).toEqual([true, false]);
  });

  it("say how large a file is", () => {
    expect(bytesText("1")).toBe("1 byte");
    expect(bytesText("336596")).toBe("337 kB");
    expect(bytesText("84000000")).toBe("84 MB");
  });
});
