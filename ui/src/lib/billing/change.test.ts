// A change as typed becomes the right request, and the button says what it comes to.
import { describe, expect, it } from "vitest";
import type { ScheduledChangeDto, SubscriptionDetail, SubscriptionPreview } from "$lib/backend";
import {
  buttonText,
  changeFrom,
  hasDifference,
  kindsFor,
  missingText,
  NO_CHANGE,
  plannedSince,
  preparedForm,
  startForm,
  toChange,
  toRequest,
  whenOf,
  withKind,
} from "./change";

const monthly = { interval: "month", count: 1 };
const detail = {
  row: { id: "sub_1", plan_id: "plan_pro" },
  revision: 7,
  recurrence: monthly,
  items: [{ plan_id: "plan_pro", quantity: "3" }],
  schedule: [] as ScheduledChangeDto[],
} as unknown as SubscriptionDetail;
const usd = (minor: string) => ({ minor, currency: "USD" });
const preview = (more: object) =>
  ({ on: "2026-11-14", now: null, credited: [], ...more }) as unknown as SubscriptionPreview;

describe("kindsFor", () => {
  it("offers what the subscription allows, in a fixed order", () => {
    const kinds = kindsFor(["cancel", "change_plan", "undo_cancel"]);
    expect(kinds.map((one) => one.kind)).toEqual(["plan", "cancel"]);
  });
});

describe("toRequest", () => {
  it("asks nothing while the plan or the day is missing", () => {
    const form = startForm(detail, "plan");
    expect(toRequest(detail, form)).toBeNull();
    expect(toRequest(detail, { ...form, planId: "plan_ent", when: "on_date" })).toBeNull();
  });

  it("names the interval only where it changes", () => {
    const form = startForm(detail, "plan", "plan_ent");
    expect(toRequest(detail, form)).toEqual({
      id: "sub_1",
      revision: 7,
      change: { ...NO_CHANGE, kind: "plan", plan_id: "plan_ent" },
      when: "now",
      behavior: "",
    });
    const yearly = toChange({ ...form, interval: "year:1" }, monthly);
    expect(yearly?.recurrence).toEqual({ interval: "year", count: 1 });
  });

  it("is what was prepared elsewhere, as long as nobody alters the form", () => {
    const change = { ...NO_CHANGE, kind: "plan", plan_id: "plan_ent" };
    const request = { id: "sub_1", change, when: "period_end", behavior: "none" };
    expect(toRequest(detail, preparedForm(detail, request))).toEqual({ ...request, revision: 7 });
    const seats = { ...NO_CHANGE, kind: "quantity", plan_id: "plan_pro", quantity: "2" };
    const fewer = preparedForm(detail, { id: "sub_1", change: seats, when: "period_end" });
    expect(toChange(fewer, monthly)).toEqual(seats);
    const more = { ...NO_CHANGE, kind: "add_addon", plan_id: "plan_x", quantity: "4" };
    const added = preparedForm(detail, { id: "sub_1", change: more, when: "now" });
    expect([added.kind, toChange(added, monthly)]).toEqual(["addons", more]);
  });

  it("is read from an address", () => {
    const query = new URLSearchParams("change=interval&interval=year&when=period_end");
    const request = changeFrom("sub_1", query);
    expect(request).toMatchObject({ id: "sub_1", when: "period_end" });
    expect(request?.change.recurrence).toEqual({ interval: "year", count: 1 });
    expect(request && preparedForm(detail, request).interval).toBe("year:1");
    expect(changeFrom("sub_1", new URLSearchParams())).toBeNull();
  });

  it("keeps everybody's interval in a bulk change", () => {
    const form = { ...startForm(detail, "plan", "plan_ent"), interval: "" };
    expect(toChange(form, null)?.recurrence).toBeNull();
  });

  it("reads each kind's own fields", () => {
    const form = startForm(detail, "quantity");
    expect(toChange(form, monthly)).toMatchObject({ plan_id: "plan_pro", quantity: "3" });
    expect(toChange({ ...form, kind: "interval" }, monthly)).toBeNull();
    expect(toChange({ ...form, kind: "addons", addon: "add:plan_x" }, monthly)).toMatchObject({
      kind: "add_addon",
      plan_id: "plan_x",
    });
    expect(toChange({ ...form, kind: "addons", addon: "remove:plan_x" }, monthly)).toMatchObject({
      kind: "remove_addon",
      quantity: "",
    });
    expect(toChange({ ...form, kind: "coupon", couponCode: " SAVE20 " }, monthly)).toMatchObject({
      kind: "add_coupon",
      coupon_code: "SAVE20",
    });
    expect(toChange({ ...form, kind: "coupon", couponId: "co_1" }, monthly)).toMatchObject({
      kind: "remove_coupon",
      coupon_id: "co_1",
    });
  });

  it("ends at the end of the period unless told otherwise", () => {
    const ending = withKind(startForm(detail, "plan"), "cancel", detail);
    expect(whenOf(ending)).toEqual({ when: "period_end" });
    const dated = { ...startForm(detail, "cancel"), when: "on_date" as const, on: "2026-12-24" };
    expect(whenOf(dated)).toEqual({ when: "on_date", on: "2026-12-24" });
  });
});

describe("what is still to be chosen", () => {
  it("is the day once the change itself is known", () => {
    const form = startForm(detail, "plan", "plan_ent");
    expect(missingText({ ...form, planId: "" })).toBe("Choose what changes");
    expect(missingText({ ...form, when: "on_date" })).toBe("Choose the day of the change");
  });

  it("is how the difference is billed only where there is one", () => {
    const form = startForm(detail, "plan", "plan_ent");
    expect(hasDifference(form)).toBe(true);
    expect(hasDifference({ ...form, when: "period_end" })).toBe(false);
    expect(hasDifference({ ...form, kind: "pause" })).toBe(false);
  });
});

describe("buttonText", () => {
  const form = startForm(detail, "plan", "plan_ent");
  it("says the sum that is billed at once", () => {
    const now = { total: usd("5429") };
    expect(buttonText(form, preview({ now }), "2026-11-14")).toBe(
      "Change plan and bill 54.29\u00a0USD",
    );
  });

  it("says what comes back, or the day it is planned for", () => {
    const back = preview({ credited: [usd("2100")] });
    expect(buttonText(form, back, "2026-11-14")).toBe("Change plan and credit 21.00\u00a0USD");
    expect(buttonText(form, preview({ on: "2026-12-01" }), "2026-11-14")).toContain("on Dec 1");
    expect(buttonText(form, null, "2026-11-14")).toBe("Change plan");
    const free = preview({ now: { total: usd("0") } });
    expect(buttonText(form, free, "2026-11-14")).toBe("Change plan");
  });
});

describe("plannedSince", () => {
  const planned = (index: number, on: string): ScheduledChangeDto => ({
    index,
    on,
    title: `On ${on}`,
    change: { ...NO_CHANGE, kind: "cancel" },
  });

  it("finds the one that is new, wherever it was put", () => {
    const before = { ...detail, schedule: [planned(0, "2027-01-01")] };
    const after = { ...detail, schedule: [planned(0, "2026-12-01"), planned(1, "2027-01-01")] };
    expect(plannedSince(before, after).map((one) => one.index)).toEqual([0]);
    expect(plannedSince(after, after)).toEqual([]);
  });
});
