// Proofs and checks as they begin, and in words.
import { describe, expect, it } from "vitest";
import { checkOf, checkText, exemptionText, newCheck, newProof, proofText } from "./tax_evidence";

const TODAY = "2026-11-20";

describe("a new proof", () => {
  it("is of a kind that is not there yet", () => {
    const first = newProof([], TODAY);
    expect(first).toEqual({ kind: "card", country: "", detail: "", noted_on: TODAY });
    expect(newProof([first], TODAY).kind).toBe("ip_address");
    const all = ["card", "ip_address", "sim_card", "fixed_line"].map((kind) => ({
      ...first,
      kind,
    }));
    expect(newProof(all, TODAY).kind).toBe("other");
  });
});

describe("a check", () => {
  it("asks the authority that knows the number", () => {
    expect(newCheck("FR40303265045", TODAY).authority).toBe("VIES");
    expect(newCheck("GB 980 7806 84", TODAY).authority).toBe("HMRC");
    expect(newCheck("XI980780684", TODAY).authority).toBe("VIES");
  });

  it("takes what was read, and never takes silence for a yes", () => {
    const nothing = { vat_id: "", valid: null, authority: "", checked_on: null };
    const read = { ...nothing, name: "SA DUBOIS", address: "", receipt: "WAPI" };
    const check = checkOf(read, "FR40303265045", TODAY);
    expect(check.valid).toBe(false);
    expect([check.vat_id, check.authority, check.checked_on]).toEqual([
      "FR40303265045",
      "VIES",
      TODAY,
    ]);
    expect([check.name, check.receipt]).toEqual(["SA DUBOIS", "WAPI"]);
    const given = { ...read, vat_id: "DE136695976", valid: true, checked_on: "2026-11-19" };
    expect(checkOf(given, "FR40303265045", TODAY)).toMatchObject({
      vat_id: "DE136695976",
      valid: true,
      checked_on: "2026-11-19",
    });
  });
});

describe("evidence in words", () => {
  it("leaves out what is not known", () => {
    const proof = { kind: "card", country: "FR", detail: "", noted_on: TODAY };
    expect(proofText(proof)).toMatch(/^Card: France · .*2026$/);
    expect(proofText({ ...proof, detail: "Stripe" })).toMatch(/^Card: France · Stripe · /);
    const check = { ...newCheck("FR40303265045", TODAY), receipt: "WAPIAAAAY" };
    expect(checkText(check)).toMatch(/^Registered · .*2026 · VIES WAPIAAAAY$/);
    expect(checkText({ ...check, valid: false, authority: "", receipt: "" })).toMatch(
      /^Not registered · [^·]*$/,
    );
    expect(exemptionText({ reason: "Education", certificate: "", until: null })).toBe("Education");
    expect(exemptionText({ reason: "Education", certificate: "B-17", until: TODAY })).toMatch(
      /^Education · certificate B-17 · until .*2026$/,
    );
  });
});
