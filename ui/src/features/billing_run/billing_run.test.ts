// What a run says, and where its exceptions lead.
import { describe, expect, it } from "vitest";
import type { RunException, RunRow } from "$lib/backend";
import { byCustomer, hrefOf, mendingPlace, monthEnd, runVerb, totalText } from "./billing_run";

const row = (customer: string, title: string): RunRow => ({
  customer_id: customer,
  customer_name: customer.toUpperCase(),
  subscription_ids: ["sub_1"],
  title,
  on: "2026-12-01",
  lines: 1,
  total: { minor: "9900", currency: "USD" },
  invoice_id: null,
  number: null,
  status: "open",
});

const exception = (code: string): RunException => ({
  subscription_id: "sub_1",
  customer_id: "cus_1",
  customer_name: "Ada",
  code,
  reason: "",
  fix: "",
});

describe("monthEnd", () => {
  it("knows the length of months and leap years", () => {
    expect(monthEnd("2026-11-20")).toBe("2026-11-30");
    expect(monthEnd("2028-02-01")).toBe("2028-02-29");
    expect(monthEnd("2026-12-31")).toBe("2026-12-31");
  });
});

describe("byCustomer", () => {
  it("keeps the order of first sight and every row", () => {
    const groups = byCustomer([row("b", "1"), row("a", "2"), row("b", "3")]);
    expect(groups.map((group) => group.id)).toEqual(["b", "a"]);
    expect(groups[0]?.rows.map((one) => one.title)).toEqual(["1", "3"]);
  });
});

describe("mendingPlace", () => {
  it("leads to what is wrong", () => {
    expect(mendingPlace(exception("customer_archived")).href).toBe("#/customers/cus_1");
    expect(mendingPlace(exception("invalid_vat_id")).href).toBe("#/customers/cus_1");
    expect(mendingPlace(exception("price_missing")).href).toBe("#/plans");
    expect(mendingPlace(exception("negative_total")).href).toBe("#/subscriptions/sub_1");
  });
});

describe("words", () => {
  it("count", () => {
    expect(runVerb("issue", 1)).toBe("Issue 1 invoice");
    expect(runVerb("draft", 2)).toBe("Make 2 drafts");
    const run = { mode: "issue", invoices: 2, customers: 1, totals: [] };
    expect(totalText(run)).toBe("2 invoices for 1 customer");
    const drafts = { ...run, mode: "draft", totals: [{ minor: "2900", currency: "EUR" }] };
    expect(totalText(drafts)).toBe("2 drafts for 1 customer: 29.00\u00a0EUR");
  });

  it("lead a draft to its editor and what is not made yet nowhere", () => {
    expect(hrefOf(row("a", "1"))).toBeUndefined();
    expect(hrefOf({ ...row("a", "1"), invoice_id: "in_1" })).toBe("#/invoices/in_1");
    expect(hrefOf({ ...row("a", "1"), invoice_id: "in_1", status: "draft" })).toBe(
      "#/invoices/in_1/edit",
    );
  });
});
