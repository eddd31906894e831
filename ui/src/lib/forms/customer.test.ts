// Where a refusal of a customer is shown.
import { describe, expect, it } from "vitest";
import { AppError } from "$lib/backend";
import { isShownAtField, messageAt } from "./customer";

describe("a refusal", () => {
  const at = (field: string) =>
    new AppError({ code: "refused", message: "No.", fix: "Mend it.", field });

  it("stands at its field, or above the form where no field shows it", () => {
    expect(messageAt(at("customer.email"), "email")).toBe("No. Mend it.");
    expect(messageAt(at("customer.email"), "name")).toBeNull();
    expect(isShownAtField(at("customer.email"))).toBe(true);
    expect(isShownAtField(at("customer.tax_rate_ids.0"))).toBe(false);
    expect(isShownAtField(null)).toBe(false);
  });

  it("stands at the proof or the check that it is about", () => {
    expect(isShownAtField(at("customer.place_proofs.1.country"))).toBe(true);
    expect(isShownAtField(at("customer.number_checks.0.checked_on"))).toBe(true);
    expect(isShownAtField(at("customer.number_checks.0.name"))).toBe(false);
  });

  it("stands above the short form where that lacks the field", () => {
    expect(isShownAtField(at("customer.timezone"), true)).toBe(false);
    expect(isShownAtField(at("customer.vat_id"), true)).toBe(true);
  });
});
