// Registrations and decisions as they are said.
import { describe, expect, it } from "vitest";
import type { TaxDecisionDto, TaxSettingsDto } from "$lib/backend";
import { placeName, placeOptions } from "./places";
import {
  decisionTitle,
  noSalesYet,
  rateText,
  sellsInEu,
  withoutRegistration,
  withRegistration,
} from "./tax_settings";

const nowhere: TaxSettingsDto = { registrations: [], oss: false, eu_b2c_sales: null };

describe("registrations", () => {
  it("are kept once each, by code", () => {
    const two = withRegistration(withRegistration(nowhere, "US-NY"), "DE");
    expect(withRegistration(two, "DE").registrations).toEqual(["DE", "US-NY"]);
    expect(withoutRegistration(two, "DE").registrations).toEqual(["US-NY"]);
  });

  it("make the EU's questions worth asking", () => {
    expect(sellsInEu(nowhere, "US")).toBe(false);
    expect(sellsInEu(nowhere, "FR")).toBe(true);
    expect(sellsInEu(withRegistration(nowhere, "DE"), "US")).toBe(true);
    expect(noSalesYet("2026-11-20").year).toBe(2026);
  });
});

describe("places", () => {
  it("have names down to states and provinces", () => {
    expect(placeName("DE")).toBe("Germany");
    expect(placeName("CA-QC")).toBe("Quebec, Canada");
    expect(placeName("XI")).toBe("Northern Ireland");
    expect(placeName("PT-30")).toBe("Madeira, Portugal");
    expect(placeName("ES-CN")).toBe("CN, Spain");
    expect(placeOptions().some((one) => one.value === "US-NY")).toBe(true);
  });
});

describe("decisions", () => {
  const line = { jurisdiction: "CA", category: "S", note: "" };
  const decision: TaxDecisionDto = {
    treatment: "domestic",
    rate_pct: "14.975",
    category: "S",
    jurisdiction: "CA-QC",
    taxes: [
      { ...line, name: "GST", rate_pct: "5" },
      { ...line, name: "QST", rate_pct: "9.975" },
    ],
    reason: "",
    rule: "",
    invoice_note: "",
    steps: [],
    record: {} as TaxDecisionDto["record"],
  };

  it("name each tax where there are several", () => {
    expect(decisionTitle(decision)).toMatch(/^Taxed at home: GST 5\s?% \+ QST 9.975\s?%$/u);
    expect(decisionTitle({ ...decision, treatment: "export", taxes: [] })).toBe("Export: no tax");
    expect(rateText("")).toBe("–");
  });
});
