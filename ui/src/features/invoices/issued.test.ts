// The words and places of issued invoices.
import { describe, expect, it } from "vitest";
import type { InvoiceRow } from "$lib/backend";
import {
  addressOf,
  dueText,
  invoiceColumns,
  invoiceRequest,
  isLate,
  statusOf,
  viewNamed,
} from "./issued";

const row = (parts: Partial<InvoiceRow>): InvoiceRow => ({
  id: "in_1",
  number: "INV-1",
  customer_id: "cus_1",
  customer_name: "Larkspur",
  status: "open",
  past_due: false,
  issued_on: "2026-11-01",
  due_on: "2026-11-15",
  total: { minor: "11900", currency: "EUR" },
  amount_due: { minor: "11900", currency: "EUR" },
  reference: "",
  updated_at: "2026-11-01T09:00:00Z",
  ...parts,
});

describe("an invoice", () => {
  it("opens where it can be worked on", () => {
    expect(addressOf(row({ status: "draft" }))).toBe("#/invoices/in_1/edit");
    expect(addressOf(row({}))).toBe("#/invoices/in_1");
  });

  it("is past due rather than open once it is", () => {
    expect(statusOf(row({ past_due: true }))).toBe("past_due");
    expect(isLate(row({}), "2026-11-16")).toBe(true);
    expect(isLate(row({}), "2026-11-15")).toBe(false);
    expect(isLate(row({ status: "paid" }), "2026-12-01")).toBe(false);
  });

  it("says when it is due, or that nothing is", () => {
    // The 20th is five days after the 15th.
    expect(dueText(row({}), "2026-11-20")).toBe("5 days late");
    expect(dueText(row({ status: "void" }), "2026-11-20")).toBe("Void: nothing is due");
  });
});

describe("the list's question", () => {
  it("asks for what is past due as Rust does", () => {
    const filters = [
      { key: "past_due", values: ["true"] },
      { key: "status", values: ["open"] },
    ];
    const asked = { search: "", sort: [], filters };
    expect(invoiceRequest(invoiceColumns("2026-11-20"), asked, "EUR").filters).toEqual([
      { column: "past_due", op: "is", values: ["true"] },
      { column: "status", op: "one_of", values: ["open"] },
    ]);
  });
});

describe("a link to a view", () => {
  it("finds it by its name in an address", () => {
    expect(viewNamed("past_due")?.name).toBe("Past due");
    expect(viewNamed("nonsense")).toBeUndefined();
    expect(viewNamed(null)).toBeUndefined();
  });
});
