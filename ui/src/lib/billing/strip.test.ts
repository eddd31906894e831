// The bar of a change: its day in the period, and the parts that its lines are for.
import { describe, expect, it } from "vitest";
import type { BillLineDto, SubscriptionPreview } from "$lib/backend";
import { stripOf, usedPart } from "./strip";
import { placeIn } from "./words";

const december = { period_start: "2026-12-01", period_end: "2027-01-01" };
const line = (kind: string, fraction: string | null, service_start?: string): BillLineDto =>
  ({ kind, fraction, service_start: service_start ?? null, steps: [] }) as unknown as BillLineDto;
const preview = (on: string, lines: BillLineDto[], period = december) =>
  ({ ...period, on, now: { lines }, next: null }) as unknown as SubscriptionPreview;

describe("stripOf", () => {
  it("tells credits from charges and ignores whole periods", () => {
    const lines = [line("credit", "17/31"), line("proration", "17/31"), line("period", null)];
    const strip = stripOf(preview("2026-12-15", lines));
    expect(strip).toMatchObject({ left: "17/31", on: "2026-12-15" });
    expect(strip?.credits).toHaveLength(1);
    expect(strip?.charges).toHaveLength(1);
    // 14 of 31 days are over: 45.2 per cent of the bar.
    expect(strip?.used).toBe(45.2);
  });

  it("is not there outside the period or where nothing is prorated", () => {
    const lines = [line("credit", "17/31")];
    expect(stripOf(preview("2027-01-01", lines))).toBeNull();
    expect(stripOf(preview("2026-11-30", lines))).toBeNull();
    expect(stripOf(preview("2026-12-15", [line("period", null)]))).toBeNull();
  });

  it("shows the period of an overdue subscription that the change falls in", () => {
    // November is caught up with the change of December 15, and a change of November 20 with it.
    const lines = [
      line("period", null, "2026-11-01"),
      line("period", null, "2026-12-01"),
      line("credit", "11/30", "2026-11-20"),
      line("proration", "11/30", "2026-11-20"),
      line("credit", "17/31", "2026-12-15"),
      line("proration", "17/31", "2026-12-15"),
    ];
    const strip = stripOf(preview("2026-12-15", lines));
    expect(strip).toMatchObject({ start: "2026-12-01", end: "2027-01-01", left: "17/31" });
    expect(strip?.credits).toHaveLength(1);
    expect(strip?.charges).toHaveLength(1);
  });

  it("shows the charge of a whole period on its first day", () => {
    const lines = [line("credit", "31/31"), line("proration", null)];
    const strip = stripOf(preview("2026-12-01", lines));
    expect(strip).toMatchObject({ left: "31/31", used: 0 });
    expect(strip?.charges).toHaveLength(1);
  });
});

describe("usedPart", () => {
  it("is the rest of the whole", () => {
    expect(usedPart("17/31")).toBe("14/31");
    expect(usedPart("31/31")).toBe("0/31");
    expect(usedPart(null)).toBeNull();
    expect(usedPart("2/1")).toBeNull();
  });
});

describe("placeIn", () => {
  it("stays inside the bar, also across leap days", () => {
    expect(placeIn("2028-02-01", "2028-03-01", "2028-02-29")).toBe(96.6); // 28 of 29 days
    expect(placeIn("2026-12-01", "2027-01-01", "2027-06-01")).toBe(100);
    expect(placeIn("2026-12-01", "2026-12-01", "2026-12-01")).toBe(0);
  });
});
