// Addresses of patterns, and their short words about time.
import { describe, expect, it } from "vitest";
import type { CustomerAdoptionDto } from "$lib/backend";
import { lastUse, monthsText, patternsHref } from "./patterns";

describe("patterns", () => {
  it("are linked to by meter and customer", () => {
    expect(patternsHref({ customer: "", meter: "pages" })).toBe("/usage?tab=patterns&meter=pages");
    expect(patternsHref({ customer: "cus_1", meter: "" })).toBe(
      "/usage?tab=patterns&customer=cus_1",
    );
  });

  it("say a span of months once where it is one", () => {
    expect(monthsText("2026-05-01", "2026-10-31")).toBe("May 2026 to October 2026");
    expect(monthsText("2026-10-01", "2026-10-31")).toBe("October 2026");
  });

  it("know the last use of any meter", () => {
    const used = (...days: string[]) =>
      ({ meters: days.map((last_on) => ({ last_on })) }) as unknown as CustomerAdoptionDto;
    expect(lastUse(used("2026-11-18", "2026-11-19", "2026-10-01"))).toBe("2026-11-19");
    expect(lastUse(used())).toBeNull();
  });
});
