// The sentence under the amount agrees with the amount.
import { describe, expect, it } from "vitest";
import type { InvoiceRow } from "$lib/backend";
import { effectOf, methodWord } from "./record_payment";

const due = { amount_due: { minor: "11900", currency: "EUR" } } as InvoiceRow;
const eur = (minor: string) => ({ minor, currency: "EUR" });

describe("effectOf", () => {
  it("tells full, part and more apart", () => {
    expect(effectOf(due, eur("11900"))).toMatch(/in full\.$/);
    expect(effectOf(due, eur("11899"))).toMatch(/a part/);
    expect(effectOf(due, eur("11901"))).toMatch(/credit/);
    expect(effectOf(due, eur("0"))).toMatch(/more than nothing/);
  });
});

describe("methodWord", () => {
  it("shows an unknown method as it is", () => {
    expect(methodWord("cheque")).toBe("Cheque");
    expect(methodWord("barter")).toBe("barter");
  });
});
