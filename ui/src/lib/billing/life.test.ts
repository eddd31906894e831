// Past and coming events of a subscription.
import { describe, expect, it } from "vitest";
import type { LifeEventDto } from "$lib/backend";
import { splitLife, toneOf } from "./life";

const event = (on: string, coming: boolean, kind = "renewal"): LifeEventDto => ({
  on,
  kind,
  title: on,
  detail: "",
  amount: null,
  coming,
  subject_id: null,
});

describe("splitLife", () => {
  it("begins both at today: the next first, the latest first", () => {
    const life = [
      event("2027-01-01", true),
      event("2026-10-01", false),
      event("2026-12-01", true),
      event("2026-11-01", false),
    ];
    const { coming, past } = splitLife(life);
    expect(coming.map((one) => one.on)).toEqual(["2026-12-01", "2027-01-01"]);
    expect(past.map((one) => one.on)).toEqual(["2026-11-01", "2026-10-01"]);
  });

  it("has a tone for what is not known", () => {
    expect(toneOf(event("2026-11-01", false, "something"))).toBe("neutral");
    expect(toneOf(event("2026-11-01", false, "cancel"))).toBe("neg");
  });
});
