// What the address asks of the list, and the total effect of a bulk change in words.
import { describe, expect, it } from "vitest";
import type { BulkResult } from "$lib/backend";
import { blankForm, bulkButton, bulkVerb, doneText, effectText } from "./bulk";
import { askedView, yesOrNo } from "./subscriptions";

describe("askedView", () => {
  it("finds a view by its name and one plan's subscribers", () => {
    expect(askedView(new URLSearchParams("view=past_due"))?.filters).toEqual([
      { key: "status", values: ["past_due", "unpaid"] },
    ]);
    const both = askedView(new URLSearchParams("view=trial&plan=plan_1"));
    expect(both?.filters.map((one) => one.key)).toEqual(["status", "plan_id"]);
    expect(askedView(new URLSearchParams(""))).toBeUndefined();
  });
});

describe("yesOrNo", () => {
  it("asks for what is ending as one value", () => {
    const request = yesOrNo({ filters: [{ column: "ending", op: "one_of", values: ["true"] }] });
    expect(request.filters).toEqual([{ column: "ending", op: "is", values: ["true"] }]);
  });
});

describe("effectText", () => {
  const result = (more: Partial<BulkResult>): BulkResult => ({
    rows: [],
    possible: 2,
    now: [],
    monthly_difference: [],
    ...more,
  });
  const usd = (minor: string) => ({ minor, currency: "USD" });

  it("says what is billed and what changes a month", () => {
    const text = effectText(result({ now: [usd("5400")], monthly_difference: [usd("-1200")] }));
    expect(text).toContain("2 subscriptions change.");
    expect(text).toContain("Billed today: 54.00\u00a0USD.");
    expect(text).toContain("A month, before tax: \u221212.00\u00a0USD.");
  });

  it("says so where nothing is billed and nothing changes", () => {
    const text = effectText(result({ possible: 1, now: [usd("0")] }));
    expect(text).toContain("1 subscription changes. Nothing is billed today.");
    expect(text).toContain("stays the same");
  });
});

describe("doneText", () => {
  const usd = { minor: "5400", currency: "USD" };
  const jpy = { minor: "4500", currency: "JPY" };
  const row = { problem: "" } as BulkResult["rows"][number];
  const done: BulkResult = { rows: [row, row, row], possible: 2, now: [], monthly_difference: [] };

  it("tells what stays as it is, and what was billed", () => {
    const text = doneText({ ...done, now: [usd, jpy] });
    expect(text).toBe(
      "2 subscriptions changed, 1 stays as it is. 54.00\u00a0USD and 4,500\u00a0JPY billed.",
    );
  });

  it("tells a plan from a change", () => {
    expect(doneText({ ...done, possible: 3 }, true)).toBe("Planned for 3 subscriptions.");
  });
});

describe("blankForm", () => {
  it("waits for the period's end where something is taken away", () => {
    expect(blankForm("cancel").when).toBe("period_end");
    expect(blankForm("pause").when).toBe("now");
    expect(bulkVerb("cancel")).toBe("Cancel");
    expect(bulkButton("plan", 8)).toBe("Change plan of 8 subscriptions");
    expect(bulkButton("pause", 1)).toBe("Pause 1 subscription");
  });
});
