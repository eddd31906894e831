// Advice as a person answers it: looked at, snoozed, dismissed with a reason, and brought back.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useTransport, type AdviceDto, type AdviceList } from "$lib/backend";
import { toasts } from "$lib/ui/toast.svelte";
import View from "./AdviceList.svelte";

const eur = (minor: string) => ({ minor, currency: "EUR" });

const UPGRADE: AdviceDto = {
  key: "upgrade:sub_1:plan_pro",
  kind: "upgrade",
  urgency: "now",
  customer_id: "cus_1",
  customer_name: "Camille Rousseau",
  subscription_id: "sub_1",
  plan: "Starter",
  meter: "pages",
  meter_name: "Scraping pages",
  unit: "page",
  title: "Professional instead of Starter",
  sentence: "Six months of six came above 90 % of 50 pages.",
  // 41.00 now, 29.00 then: 12.00 a month, 144.00 a year.
  saving_month: eur("1200"),
  saving_year: eur("14400"),
  saving_from: eur("1200"),
  saving_to: eur("1200"),
  business_month: eur("-1200"),
  confidence: "high",
  confidence_why: "All months say the same.",
  breaks_if: "",
  loses: [],
  rows: [
    {
      start: "2026-10-01",
      end: "2026-11-01",
      used: "1250",
      limit: "50",
      billed_now: eur("4100"),
      billed_then: eur("2900"),
      detail: "",
    },
  ],
  change: { words: "Change to Professional", request: null, route: "/customers/cus_1?tab=usage" },
  answer: null,
};

let list: AdviceList;
let asked: { name: string; request: unknown }[];

/** Answers as Rust would: what is answered moves to the others. */
function answer(name: string, request: unknown): unknown {
  asked.push({ name, request });
  const done = { answered_at: "2026-11-20T10:00:00Z", until_on: null, reason: "" };
  if (name === "advice.dismiss") {
    const { reason } = request as { reason: string };
    const gone = { ...UPGRADE, answer: { ...done, state: "dismissed", reason } };
    list = { ...list, now: [], answered: [gone] };
  }
  if (name === "advice.restore") list = { ...list, now: [UPGRADE], answered: [] };
  return name === "advice.list" ? list : UPGRADE;
}

beforeEach(() => {
  asked = [];
  list = { now: [UPGRADE], next: [], later: [], answered: [], too_young: [], waiting: 0 };
  useTransport({
    call: (name, request) => Promise.resolve(answer(name, request)),
    onEvent: () => () => undefined,
  });
});
afterEach(() => {
  cleanup();
  for (const note of toasts.notes) toasts.dismiss(note.id);
});

const press = (name: RegExp | string) => fireEvent.click(screen.getByRole("button", { name }));

describe("advice", () => {
  it("says what it saves, and shows the months behind it", async () => {
    render(View, { today: "2026-11-20", customerId: "cus_1" });
    expect(await screen.findByText("saves €12.00 a month")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    await press(/^Why/);
    expect(screen.getByText("Saves €144.00 a year")).toBeTruthy();
    expect(screen.getByText("You take €12.00 less a month.")).toBeTruthy();
    const cells = screen.getAllByRole("cell").map((cell) => cell.textContent?.trim());
    expect(cells).toEqual(["1,250", "50", "€41.00", "€29.00"]);
  });

  it("goes with a reason, and comes back", async () => {
    render(View, { today: "2026-11-20", customerId: "cus_1" });
    await screen.findByText("saves €12.00 a month");
    await press(/^Dismiss…/);
    const reason = await screen.findByLabelText(/Reason/);
    const confirm = screen.getByRole("button", { name: "Dismiss" });
    expect(confirm.hasAttribute("disabled")).toBe(true);
    await fireEvent.input(reason, { target: { value: " They leave anyway " } });
    await fireEvent.click(confirm);
    await screen.findByText(/Nothing to advise/);
    const dismissed = asked.find((one) => one.name === "advice.dismiss");
    expect(dismissed?.request).toEqual({ key: UPGRADE.key, reason: "They leave anyway" });
    await press(/1 answered piece of advice/);
    expect(screen.getByText("Dismissed: They leave anyway")).toBeTruthy();
    await press(/^Bring back/);
    await waitFor(() => expect(screen.getByText("saves €12.00 a month")).toBeTruthy());
  });

  it("is taken at once where nothing in the ledger changes", async () => {
    render(View, { today: "2026-11-20", customerId: "cus_1" });
    await screen.findByText("saves €12.00 a month");
    await press(/^Accept/);
    await waitFor(() => expect(toasts.notes.map((one) => one.text)).toContain("Accepted."));
    expect(asked.map((one) => one.name)).toContain("advice.accept");
  });
});
