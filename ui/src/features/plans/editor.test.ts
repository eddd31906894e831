// The plan editor's state: what counts as changed, where problems stand, what waits for publishing.
import { describe, expect, it } from "vitest";
import type { PlanContentDto, PlanDetail } from "$lib/backend";
import { offerId } from "./charges";
import { blankStart, PlanEditor } from "./editor.svelte";
import { shownProblems } from "./problems";

const fields = {
  product_id: "prod_1",
  kind: "plan",
  name: "Starter",
  code: "",
  description: "",
  position: 0,
};
const start = { address: "plans/new", purpose: "new" as const, fields };

function priced(): PlanEditor {
  const editor = new PlanEditor({ ...start, ...blankStart("USD") });
  const base = editor.charges[0];
  for (const offer of editor.offers) {
    const row = base?.rows[offerId(offer)];
    if (row) row.model.amount = "29";
  }
  editor.settle();
  return editor;
}

describe("a plan that is edited", () => {
  it("begins with a base fee by month and year that is not sold yet", () => {
    const editor = new PlanEditor({ ...start, ...blankStart("USD") });
    expect(editor.offers.map(offerId)).toEqual(["USD 1 month", "USD 1 year"]);
    expect(editor.content().prices).toEqual([]);
    expect(editor.isDirty).toBe(false);
  });

  it("tells a changed name from a changed price", () => {
    const editor = priced();
    editor.fields.name = "Starter plus";
    expect([editor.fieldsChanged, editor.contentChanged]).toEqual([true, false]);
    editor.fields.name = "Starter";
    editor.settings.trial_days = 14;
    expect([editor.fieldsChanged, editor.contentChanged]).toEqual([false, true]);
  });

  it("brings prices back with an offer that was removed by mistake", () => {
    const editor = priced();
    const yearly = editor.offers[1];
    if (!yearly) throw new Error("a new plan is sold by the year as well");
    editor.removeOffer(offerId(yearly));
    expect(editor.content().prices).toHaveLength(1);
    editor.addOffer(yearly);
    expect(editor.isDirty).toBe(false);
  });

  it("gives grants a key of their name, and leaves empty rows out", () => {
    const editor = priced();
    const grant = { key: "", kind: "limit", on: true, most: "500", unit: "minute", level: "" };
    editor.settings.entitlements.push({ ...grant, name: "Call minutes" }, { ...grant, name: "" });
    expect(editor.content().entitlements.map((one) => one.key)).toEqual(["call_minutes"]);
  });
});

describe("problems", () => {
  it("stand at the charge and offer that they are of", () => {
    const editor = priced();
    const message = "Write a number.";
    editor.problems = [{ field: "content.prices.1.model.amount", message }];
    const base = editor.charges[0]?.at ?? 0;
    expect(editor.wrongIn(base, "USD 1 year").get("model.amount")).toBe(message);
    expect(editor.wrongIn(base, "USD 1 month").size).toBe(0);
    expect(shownProblems(editor, editor.problems)).toEqual([
      { text: "Base, USD a year, Price: Write a number.", charge: base },
    ]);
  });

  it("are said once where all prices of a charge share the field", () => {
    const editor = priced();
    const fields = ["prices.0.name", "prices.1.name"];
    const problems = fields.map((field) => ({ field, message: "Say it." }));
    expect(shownProblems(editor, problems).map((one) => one.text)).toEqual(["Base, Name: Say it."]);
  });

  it("of a refused call stand at the field that it names", () => {
    const editor = priced();
    const said = { code: "plan_code_taken", message: "It is taken.", fix: "Take another." };
    editor.refuse({ ...said, field: "fields.code" });
    expect(editor.wrong("code")).toBe("It is taken.");
    editor.forgive();
    expect(editor.wrong("code")).toBeUndefined();
  });
});

describe("a draft that waited", () => {
  const content: PlanContentDto = blankStart("USD").content;
  const detail = (version: number) =>
    ({ versions: [{ version, content }] }) as unknown as PlanDetail;

  it("says so when another version was published meanwhile", () => {
    const editor = new PlanEditor({ ...start, content, purpose: "edit", known: detail(1) });
    editor.hear(detail(1));
    expect(editor.overtakenBy).toBeNull();
    editor.hear(detail(2));
    expect(editor.overtakenBy).toBe(2);
  });
});
