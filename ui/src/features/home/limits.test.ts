// What needs the person today, with limits between what is urgent and what can wait.
import { describe, expect, it } from "vitest";
import type { NeedsMe, UsageAlertDto } from "$lib/backend";
import { withLimits } from "./limits";

const need = (kind: string): NeedsMe => ({
  kind,
  title: kind,
  detail: "",
  amount: null,
  route: `/${kind}`,
  action: "Open",
});

const alert = (key: string, threshold = "80"): UsageAlertDto => ({
  id: 1,
  customer_id: "cus_1",
  customer_name: "Camille",
  subscription_id: "sub_1",
  key,
  name: key,
  threshold,
  percent: "110",
  used: "55",
  most: "50",
  message: `${key}: 55 of 50 used.`,
  period_start: "2026-11-15",
  fired_at: "2026-11-20T09:00:00Z",
  acknowledged_at: null,
});

const kinds = (needs: readonly NeedsMe[]) => needs.map((one) => one.kind);

describe("withLimits", () => {
  it("puts limits after what is past due and before drafts", () => {
    const needs = [need("past_due"), need("draft")];
    const all = withLimits(needs, [alert("pages", "100"), alert("calls")]);
    expect(kinds(all)).toEqual(["past_due", "limit_full", "limit", "draft"]);
    expect(all[1]?.title).toBe("Camille: pages 110% used");
  });

  it("leaves out what somebody has seen", () => {
    const seen = { ...alert("pages"), acknowledged_at: "2026-11-20T10:00:00Z" };
    expect(withLimits([need("draft")], [seen])).toEqual([need("draft")]);
  });

  it("names three and counts the others", () => {
    const all = withLimits(
      [],
      ["a", "b", "c", "d", "e"].map((key) => alert(key)),
    );
    expect(all).toHaveLength(4);
    expect(all[3]?.title).toBe("2 more limits nearly or fully used");
    expect(
      withLimits(
        [],
        ["a", "b", "c", "d"].map((key) => alert(key)),
      ),
    ).toHaveLength(4);
  });
});
