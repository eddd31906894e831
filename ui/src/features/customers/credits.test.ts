// What the credit card says of a grant and of what happened to it.
import { describe, expect, it } from "vitest";
import type { CreditGrantRow, CreditMovementDto } from "$lib/backend";
import { daysText, isLive, isTaken, movementText, voidText } from "./credits";

const money = (minor: string) => ({ minor, currency: "EUR" });

const grant = (given: Partial<CreditGrantRow>): CreditGrantRow => ({
  id: "crgr_1",
  customer_id: "cus_1",
  customer_name: "Oak",
  name: "Hours",
  category: "paid",
  state: "available",
  priority: 50,
  granted_on: "2026-11-20",
  effective_on: "2026-11-20",
  expires_on: null,
  expires_soon: false,
  method: "bank_transfer",
  reference: "",
  amount: money("10000"),
  used: money("0"),
  expired: money("0"),
  voided: money("0"),
  left: money("10000"),
  left_pct: 100,
  actions: ["void"],
  ...given,
});

const moved = (given: Partial<CreditMovementDto>): CreditMovementDto => ({
  on: "2026-11-20",
  kind: "applied",
  amount: money("4000"),
  invoice_id: null,
  invoice_number: null,
  left: money("6000"),
  ...given,
});

const TODAY = "2026-11-20";

describe("daysText", () => {
  it("says that credit without an end stays", () => {
    expect(daysText(grant({}), TODAY)).toBe("Never expires");
  });

  it("counts the days where the end is near", () => {
    const soon = grant({ expires_on: "2026-12-02", expires_soon: true });
    expect(daysText(soon, TODAY)).toMatch(/^Expires in 12 days, on /);
    const tomorrow = grant({ expires_on: "2026-11-21", expires_soon: true });
    expect(daysText(tomorrow, TODAY)).toMatch(/^Expires tomorrow, /);
    const later = grant({ expires_on: "2027-03-01" });
    expect(daysText(later, TODAY)).toMatch(/^Expires on /);
  });

  it("names the beginning only while it is to come", () => {
    const upcoming = grant({ state: "upcoming", effective_on: "2027-01-01" });
    expect(daysText(upcoming, TODAY)).toMatch(/^From .* · Never expires$/);
    expect(isLive(upcoming)).toBe(true);
    expect(isLive(grant({ state: "used_up" }))).toBe(false);
  });
});

describe("movementText", () => {
  it("names the invoice that used credit or gave it back", () => {
    expect(movementText(moved({ invoice_number: "INV-1" }))).toBe("Used by INV-1");
    const back = moved({ kind: "returned", invoice_number: "INV-1" });
    expect(movementText(back)).toBe("Given back by INV-1");
    expect([isTaken(moved({})), isTaken(back)]).toEqual([true, false]);
    expect(movementText(moved({ kind: "expired" }))).toBe("Expired");
  });
});

describe("voidText", () => {
  it("gives back only what was paid for", () => {
    expect(voidText(grant({}))).toContain("becomes the customer’s credit");
    expect(voidText(grant({ category: "promotional" }))).toContain("just ends");
  });
});
