// Every address that leads into the settings has its section, and the search finds settings.
import { describe, expect, it } from "vitest";
import { findSections, SECTIONS, sectionOf } from "./settings";

describe("sections", () => {
  it("exist for every address that Home leads to", () => {
    // From the checklist and the "needs me" list on the Rust side.
    for (const id of ["business", "taxes", "backup"]) expect(sectionOf(id)?.id).toBe(id);
    expect(sectionOf(undefined)?.id).toBe("business");
    expect(sectionOf("nowhere")).toBeUndefined();
  });

  it("have an address and a name of their own", () => {
    expect(new Set(SECTIONS.map((section) => section.id)).size).toBe(SECTIONS.length);
    expect(new Set(SECTIONS.map((section) => section.label)).size).toBe(SECTIONS.length);
  });
});

describe("the search", () => {
  const found = (text: string) => findSections(text).map((hit) => hit.section.id);

  it("finds settings by any of their words, without case or accents", () => {
    expect(found("iban")).toEqual(["business"]);
    expect(found("DAILY backup")).toEqual(["backup"]);
    expect(found("fiscal")).toEqual(["invoices"]);
    expect(found("passphrase")).toEqual(["security"]);
    expect(found("zzz")).toEqual([]);
  });

  it("shows every section while nothing is asked", () => {
    expect(found(" ")).toHaveLength(SECTIONS.length);
    expect(findSections("")[0]?.words).toEqual([]);
  });

  it("names the settings that fit", () => {
    expect(findSections("dark")[0]?.words).toEqual(["Dark"]);
  });
});
