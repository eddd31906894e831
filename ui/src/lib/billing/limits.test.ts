// Limits in words, as a bar, and their alerts: the highest says what the others said.
import { describe, expect, it } from "vitest";
import type { LimitDto, UsageAlertDto } from "$lib/backend";
import {
  alertState,
  alike,
  fillOf,
  highest,
  inShort,
  isOpen,
  limitNote,
  monthsBefore,
  readThresholds,
  thresholdsText,
  toneOf,
  usedText,
} from "./limits";

const limit = (more: Partial<LimitDto> = {}): LimitDto => ({
  subscription_id: "sub_1",
  plan: "AI workspace Starter",
  key: "pages",
  name: "Scraping pages",
  unit: "page",
  most: "50",
  used: "41",
  left: "9",
  over: "0",
  percent: "82",
  policy: "soft",
  runs_out_on: "2026-11-24",
  period_start: "2026-11-15",
  period_end: "2026-12-15",
  ...more,
});

const alert = (
  id: number,
  threshold: string,
  more: Partial<UsageAlertDto> = {},
): UsageAlertDto => ({
  id,
  customer_id: "cus_1",
  customer_name: "Camille",
  subscription_id: "sub_1",
  key: "pages",
  name: "Scraping pages",
  threshold,
  percent: "124",
  used: "62",
  most: "50",
  message: "",
  period_start: "2026-11-15",
  fired_at: "2026-11-20T09:00:00Z",
  acknowledged_at: null,
  ...more,
});

describe("a limit", () => {
  it("says what is used of it, and when it runs out", () => {
    expect(usedText(limit())).toBe("41 of 50 pages");
    expect(usedText(limit({ most: null, used: "1200" }))).toBe("1,200 pages");
    expect(limitNote(limit())).toBe("82%, at this pace used up on Nov 24, 2026");
    expect(limitNote(limit({ percent: null }))).toBe("");
  });

  it("says what is beyond it, or that no more goes", () => {
    const past = { used: "62", over: "12", percent: "124", runs_out_on: null };
    expect(limitNote(limit(past))).toBe("124%, 12 beyond what is included");
    const full = { used: "50", percent: "100", policy: "hard", runs_out_on: null };
    expect(limitNote(limit(full))).toBe("100%, used up");
  });

  it("has a tone: red only where more is refused", () => {
    const toned = (percent: string, policy: string) => toneOf(limit({ percent, policy }));
    expect(toned("79.99", "hard")).toBe("calm");
    expect(toned("80", "soft")).toBe("near");
    expect(toned("100", "soft")).toBe("over");
    expect(toned("100", "hard")).toBe("full");
  });

  it("fills a bar and no more", () => {
    expect([fillOf(null), fillOf("0.6"), fillOf("124"), fillOf("-3")]).toEqual([0, 0.6, 100, 0]);
  });

  it("comes with the fullest first, without those that say nothing", () => {
    const unlimited = limit({ key: "calls", most: null, percent: null });
    const unused = limit({ key: "users", most: null, percent: null, used: "0" });
    const full = limit({ key: "minutes", percent: "96" });
    const shown = inShort([unlimited, limit(), unused, full]);
    expect(shown.map((one) => one.key)).toEqual(["minutes", "pages", "calls"]);
  });
});

describe("alerts", () => {
  it("are told by the highest of each limit and period", () => {
    const before = alert(4, "80", { period_start: "2026-10-15" });
    const all = [alert(3, "100"), alert(2, "95"), alert(1, "80"), before];
    expect(highest(all).map((one) => one.id)).toEqual([3, 4]);
    expect(alike(all, alert(3, "100")).map((one) => one.id)).toEqual([3, 2, 1]);
  });

  it("are not told by one that was taken back while another holds", () => {
    const gone = alert(3, "100", { withdrawn_at: "2026-11-20T10:00:00Z" });
    expect(highest([gone, alert(4, "80")]).map((one) => one.id)).toEqual([4]);
    expect(highest([alert(4, "80"), gone]).map((one) => one.id)).toEqual([4]);
    expect(highest([gone]).map((one) => one.id)).toEqual([3]);
  });

  it("are open until somebody saw them or their import was undone", () => {
    const at = "2026-11-20T10:00:00Z";
    const seen = alert(2, "95", { acknowledged_at: at });
    const gone = alert(3, "100", { withdrawn_at: at });
    expect([alert(1, "80"), seen, gone].map(isOpen)).toEqual([true, false, false]);
    expect([alert(1, "80"), seen, gone].map(alertState)).toEqual(["Not yet", "Seen", "Taken back"]);
  });

  it("compare percentages as numbers", () => {
    expect(highest([alert(1, "95"), alert(2, "100")]).map((one) => one.id)).toEqual([2]);
  });
});

describe("thresholds", () => {
  it("are percentages as they are typed", () => {
    expect(readThresholds("80; 95;100")).toEqual(["80", "95", "100"]);
    expect(readThresholds("80, 95, 100 %")).toEqual(["80", "95", "100"]);
    expect(readThresholds("99,5; 100%")).toEqual(["99.5", "100"]);
    expect(readThresholds("  ")).toEqual([]);
    expect(readThresholds("soon")).toEqual(["soon"]);
  });
  it("are shown as they can be typed again", () => {
    expect(thresholdsText(["80", "99.5"])).toBe("80; 99.5");
    expect(thresholdsText(undefined)).toBe("");
  });
});

describe("monthsBefore", () => {
  it("crosses years", () => {
    expect(monthsBefore("2026-11-20", 5)).toBe("2026-06-01");
    expect(monthsBefore("2026-03-31", 5)).toBe("2025-10-01");
    expect(monthsBefore("2026-01-31", 1)).toBe("2025-12-01");
  });
});
