// A history entry: its moment, where it opens, and its words.
import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "$lib/backend";
import { countsOf, detailOf, hrefOf, momentOf } from "./history";

const entry = (parts: Partial<TimelineEntry>): TimelineEntry => ({
  at: "2026-11-20T00:00:00+00:00",
  kind: "invoice",
  title: "",
  detail: "",
  amount: null,
  subject_id: "in_1",
  actor: "",
  ...parts,
});

describe("momentOf", () => {
  it("shows the day of a document, whatever the zone, and the instant of a change", () => {
    expect(momentOf(entry({}))).toBe("2026-11-20");
    const edited = entry({ kind: "customer" });
    expect(momentOf(edited)).toBe("2026-11-20T00:00:00+00:00");
    expect(momentOf(entry({ at: "2026-11-20T09:15:00+00:00" }))).toBe("2026-11-20T09:15:00+00:00");
  });
});

describe("hrefOf", () => {
  const invoices = new Map([["cn_1", "in_7"]]);

  it("opens invoices, what payments paid, and credit notes at their invoice", () => {
    expect(hrefOf(entry({}), invoices)).toBe("#/invoices/in_1");
    expect(hrefOf(entry({ kind: "payment" }), invoices)).toBe("#/invoices/in_1");
    const credit = entry({ kind: "credit_note", subject_id: "cn_1" });
    expect(hrefOf(credit, invoices)).toBe("#/invoices/in_7?credit=cn_1");
  });

  it("is absent where there is nothing to open", () => {
    expect(hrefOf(entry({ kind: "payment", subject_id: null }), invoices)).toBeUndefined();
    expect(hrefOf(entry({ kind: "customer" }), invoices)).toBeUndefined();
    expect(hrefOf(entry({ kind: "credit_note" }), invoices)).toBeUndefined();
  });
});

describe("detailOf", () => {
  it("says the status in its word and who did it", () => {
    expect(detailOf(entry({ detail: "uncollectible" }))).toBe("Uncollectible");
    expect(detailOf(entry({ kind: "customer", actor: "owner" }))).toBe("by owner");
    expect(detailOf(entry({ kind: "payment", detail: "open" }))).toBe("open");
    const same = entry({ kind: "payment", title: "Payment for INV-1", detail: "INV-1" });
    expect(detailOf(same)).toBe("");
  });
});

describe("countsOf", () => {
  it("counts each kind", () => {
    const counts = countsOf([entry({}), entry({}), entry({ kind: "payment" })]);
    expect([counts.get("invoice"), counts.get("payment"), counts.get("customer")]).toEqual([
      2,
      1,
      undefined,
    ]);
  });
});
