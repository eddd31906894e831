// The list's questions, and the address on an envelope.
import { describe, expect, it } from "vitest";
import { newCustomer } from "$lib/forms/customer";
import {
  addressLines,
  CUSTOMER_VIEWS,
  everyStatus,
  ratesFor,
  readDays,
  viewNamed,
} from "./customers";

describe("views", () => {
  it("are found by the name in the address", () => {
    expect(viewNamed("past_due")?.filters).toEqual([{ key: "status", values: ["past_due"] }]);
    expect(viewNamed("all")?.filters).toEqual([]);
    expect(viewNamed("nobody")).toBeUndefined();
    expect(CUSTOMER_VIEWS.map((view) => view.name)).toEqual(["Active", "Past due", "Archived"]);
  });

  it("without a status mean everybody, with one only those", () => {
    const asked = { column: "status", op: "one_of" as const, values: ["archived"] };
    expect(everyStatus({ filters: [asked] }).filters).toEqual([asked]);
    const begun = { column: "country", op: "one_of" as const, values: [""] };
    expect(everyStatus({ filters: [begun, asked] }).filters).toEqual([asked]);
    expect(everyStatus({}).filters?.[0]?.values).toEqual(["active", "past_due", "archived"]);
  });
});

describe("addressLines", () => {
  it("leaves out what is empty and spells out the country", () => {
    const customer = newCustomer("DE");
    customer.address.line1 = "Torstraße 7";
    customer.address.postal_code = "10119";
    customer.address.city = "Berlin";
    expect(addressLines(customer)).toEqual(["Torstraße 7", "10119 Berlin", "Germany"]);
    expect(addressLines(newCustomer(""))).toEqual([]);
  });
});

describe("readDays", () => {
  it("tells nothing, a number and nonsense apart", () => {
    expect(readDays(" ")).toEqual({ days: null });
    expect(readDays("30")).toEqual({ days: 30 });
    expect(readDays("0")).toEqual({ days: 0 });
    expect(readDays("1.5")).toBeNull();
    expect(readDays("-3")).toBeNull();
  });
});

describe("ratesFor", () => {
  const rate = (id: string, archived: boolean) => ({
    id,
    name: id,
    rate_pct: "19",
    jurisdiction: "DE",
    category: "S",
    note: "",
    archived,
  });

  it("keeps an archived rate only where the customer has it", () => {
    const rates = [rate("a", false), rate("b", true), rate("c", true)];
    expect(ratesFor(rates, ["c"]).map((one) => one.id)).toEqual(["a", "c"]);
  });
});
