// Decisions of several lines are told once, and whose they are.
import { describe, expect, it } from "vitest";
import type { LineDto, TaxRecordDto } from "$lib/backend";
import { decidedLines, linesText, recordTitle } from "./tax_records";

const record = (more: Partial<TaxRecordDto> = {}): TaxRecordDto => ({
  customer_id: "cus_1",
  on: "2026-11-20",
  treatment: "destination",
  rule: "eu.oss",
  jurisdiction: "FR",
  rate_pct: "20",
  category: "S",
  reason: "The customer is a consumer in FR.",
  steps: [],
  place_proofs: [],
  number_check: null,
  exemption: null,
  warnings: [],
  ...more,
});
const line = (decision: TaxRecordDto | null) => ({ tax_decision: decision }) as LineDto;

describe("decisions of lines", () => {
  it("are one where they differ in their steps and days alone", () => {
    const steps = [{ label: "sales", value: "120 EUR of 10000" }];
    const reduced = record({ rate_pct: "5.5" });
    const all = [record(), null, record({ steps, on: "2026-11-21" }), reduced].map(line);
    const found = decidedLines(all);
    expect(found.map((one) => one.lines)).toEqual([[1, 3], [4]]);
    expect(decidedLines([line(null)])).toEqual([]);
  });

  it("say which lines they are about unless that is all", () => {
    expect(linesText([1, 2], 2)).toBe("");
    expect(linesText([2], 2)).toBe("line 2");
    expect(linesText([1, 3, 4], 5)).toBe("lines 1, 3 and 4");
  });

  it("name the place and the rate where tax is charged", () => {
    expect(recordTitle(record())).toMatch(/^Taxed where the customer is · France 20.?%$/);
    expect(recordTitle(record({ treatment: "export" }))).toBe("Export: no tax");
  });
});
