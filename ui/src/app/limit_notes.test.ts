// The note of reached limits: one in its own words, several by their number.
import { describe, expect, it } from "vitest";
import type { LimitReached } from "$lib/backend";
import { noteOf } from "./limit_notes";

const reached = (key: string, threshold: string): LimitReached => ({
  customer_id: "cus_1",
  subscription_id: "sub_1",
  key,
  threshold,
  message: `${key}: ${threshold} of 100 used.`,
});

describe("noteOf", () => {
  it("says one limit in its own words, with the last of its alerts", () => {
    const note = noteOf([reached("pages", "80"), reached("pages", "95")]);
    expect(note).toEqual({ text: "pages: 95 of 100 used.", route: "/customers/cus_1?tab=usage" });
  });

  it("counts limits, not alerts", () => {
    const all = [reached("pages", "80"), reached("pages", "95"), reached("calls", "80")];
    const note = noteOf(all);
    expect(note).toEqual({
      text: "2 limits are nearly or fully used.",
      route: "/usage?tab=alerts",
    });
  });
});
