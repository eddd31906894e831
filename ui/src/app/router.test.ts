// Addresses: how they are read, and which screen each leads to.
import { describe, expect, it } from "vitest";
import { NAVIGATION } from "./navigation";
import { matchPath, placeOf } from "./router.svelte";
import { findRoute } from "./routes";

describe("addresses", () => {
  it("separates path and query, with or without slashes", () => {
    expect(placeOf("#/customers/cus_1?tab=usage").path).toBe("customers/cus_1");
    expect(placeOf("#/customers/cus_1?tab=usage").query.get("tab")).toBe("usage");
    expect(placeOf("").path).toBe("");
    expect(placeOf("#/ledger/").path).toBe("ledger");
  });

  it("takes values out of a pattern and refuses what differs", () => {
    expect(matchPath("invoices/:id/edit", "invoices/in_1/edit")).toEqual({ id: "in_1" });
    expect(matchPath("customers/:id", "customers/a%20b")).toEqual({ id: "a b" });
    expect(matchPath("customers/:id", "customers")).toBeNull();
    expect(matchPath("customers/:id", "customers/")).toBeNull();
  });

  it("prefers fixed words to values", () => {
    expect(findRoute("invoices/new")?.route.pattern).toBe("invoices/new");
    expect(findRoute("invoices/in_1")?.route.pattern).toBe("invoices/:id");
    expect(findRoute("no/such/place")).toBeNull();
  });

  it("has a screen behind every entry of the sidebar", () => {
    for (const place of NAVIGATION) {
      const found = findRoute(placeOf(place.href).path);
      expect(found?.route.section, place.href).toBe(place.section);
    }
  });
});
