// The journal's words and the audit log's differences.
import { describe, expect, it } from "vitest";
import type { JournalEntryDto, PostingDto } from "$lib/backend";
import { byKind, changesOf, flowOf, sourceHref } from "./ledger";

const eur = (minor: string) => ({ minor, currency: "EUR" });
const posting = (name: string, debit: string | null, credit: string | null): PostingDto => ({
  account: name,
  account_name: name,
  debit: debit === null ? null : eur(debit),
  credit: credit === null ? null : eur(credit),
});

describe("flowOf", () => {
  it("names what is debited before what is credited, each account once", () => {
    const entry = {
      postings: [
        posting("Receivable", "11900", null),
        posting("Revenue: Design", null, "6000"),
        posting("Revenue: Design", null, "4000"),
        posting("Tax payable: DE", null, "1900"),
      ],
    } as JournalEntryDto;
    expect(flowOf(entry)).toBe("Receivable → Revenue: Design, Tax payable: DE");
  });
});

describe("changesOf", () => {
  it("lists only the fields that differ, by their path", () => {
    const before = '{"name":"A","address":{"city":"Bonn","country":"DE"}}';
    const after = '{"name":"A","address":{"city":"Köln","country":"DE"},"email":"a@b.example"}';
    expect(changesOf(before, after)).toEqual([
      { field: "address.city", before: "Bonn", after: "Köln" },
      { field: "email", before: "", after: "a@b.example" },
    ]);
  });

  it("shows everything of what was made", () => {
    expect(changesOf(null, '{"a":1}')).toEqual([{ field: "a", before: "", after: "1" }]);
  });
});

describe("sourceHref", () => {
  it("leads to the document, and nowhere for an entry made by hand", () => {
    expect(sourceHref("invoice", "in_1")).toBe("#/invoices/in_1");
    expect(sourceHref("manual", null)).toBeNull();
  });
});

describe("byKind", () => {
  it("keeps the order of a balance sheet and leaves out what is empty", () => {
    const row = (code: string, kind: string) => ({ code, name: code, kind, balances: [] });
    const groups = byKind([row("4000", "revenue"), row("1000", "asset")]);
    expect(groups.map((group) => group.label)).toEqual(["Assets", "Revenue"]);
  });
});
