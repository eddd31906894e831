// What a coupon says, and what of a typed one is sent.
import { describe, expect, it } from "vitest";
import { durationWords, newCoupon, offWords, redeemedText, toCoupon } from "./coupons";

describe("coupons", () => {
  const typed = { ...newCoupon(), code: " launch20 ", percent: "20", amount: "5", currency: "EUR" };

  it("are sent as a percentage or as an amount, never both", () => {
    expect(toCoupon(typed, "percent")).toMatchObject({
      code: "LAUNCH20",
      name: "launch20",
      percent: "20",
      amount: "",
      currency: null,
    });
    expect(toCoupon(typed, "amount")).toMatchObject({ percent: "", amount: "5", currency: "EUR" });
  });

  it("say what they take off, and for how long", () => {
    expect(offWords({ ...typed, percent: "" })).toBe("5.00 EUR off");
    expect(offWords(typed)).toMatch(/^20\s?% off$/u);
    expect(durationWords({ ...typed, duration: "periods", periods: 3 })).toBe("for 3 periods");
    expect(redeemedText({ ...typed, redemptions: 2, max_redemptions: 50 })).toBe("2 of 50");
  });
});
