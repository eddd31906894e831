// Events as windows of a table: cursors become places, and filters become addresses.
import { describe, expect, it, vi } from "vitest";
import type { UsageEventDto } from "$lib/backend";
import { eventsHref, EventWindows, filterOf, toEventsRequest } from "./events";
import { fed } from "./live";

const event = (place: number): UsageEventDto => ({
  place,
  key: `ev-${place}`,
  meter: "pages",
  customer_id: "cus_1",
  customer_name: "Camille",
  subscription_id: null,
  at: "2026-11-20T08:00:00Z",
  on: "2026-11-20",
  received_at: "2026-11-20T08:00:00Z",
  quantity: "1",
  value: "",
  user: "",
  operation: "",
  properties: {},
  cost: "",
  corrects: null,
  states: [],
});

/** Events 250 … 1, of which a page looks at `most`, and shows those whose place `passes`. */
const listOf = (most: number, passes: (place: number) => boolean = () => true) =>
  vi.fn(async (after: string, limit: number) => {
    const rows: UsageEventDto[] = [];
    let at = after === "" ? 250 : Number(after);
    for (let looked = 0; at > 0 && looked < most && rows.length < limit; looked += 1, at -= 1) {
      if (passes(at)) rows.push(event(at));
    }
    return { rows, next: at > 0 ? String(at) : null };
  });

const places = (rows: readonly UsageEventDto[]) => rows.map((row) => row.place);

describe("EventWindows", () => {
  it("gives one window more than it knows, until the end", async () => {
    const windows = new EventWindows(listOf(1000));
    const first = await windows.load(0, 100);
    expect([first.rows.length, first.count]).toEqual([100, 200]);
    await windows.load(100, 100);
    const last = await windows.load(200, 100);
    expect(places(last.rows)).toEqual(Array.from({ length: 50 }, (_, at) => 50 - at));
    expect(last.count).toBe(250);
  });

  it("fills a window from short ones", async () => {
    // Pages look at 7 events and show every tenth: 25 of 250.
    const ask = listOf(7, (place) => place % 10 === 0);
    const all = await new EventWindows(ask).load(0, 100);
    expect(places(all.rows).slice(0, 3)).toEqual([250, 240, 230]);
    expect(all.count).toBe(25);
    expect(ask.mock.calls.length).toBeGreaterThan(25);
  });

  it("walks to a window that nobody came to yet", async () => {
    const windows = new EventWindows(listOf(1000));
    const { rows } = await windows.load(120, 10);
    expect(places(rows)).toEqual([130, 129, 128, 127, 126, 125, 124, 123, 122, 121]);
  });

  it("is empty behind the end", async () => {
    const beyond = await new EventWindows(listOf(1000)).load(300, 100);
    expect(beyond.rows).toEqual([]);
  });
});

describe("filters", () => {
  it("stand in the address and come back from it", () => {
    const href = eventsHref({ customer: "cus_1", user: "Ada & Co", from: "2026-11-01" });
    const query = new URLSearchParams(href.split("?")[1]);
    expect(query.get("tab")).toBe("events");
    expect(toEventsRequest(filterOf(query))).toEqual({
      customer_id: "cus_1",
      meter: "",
      user: "Ada & Co",
      operation: "",
      from: "2026-11-01",
      through: "",
      state: "",
    });
  });
});

describe("the feed", () => {
  it("puts the newest on top and shows none twice", () => {
    const shown = fed([], [event(1), event(2)]);
    expect(places(fed(shown, [event(2), event(3)]))).toEqual([3, 2, 1]);
    expect(fed(shown, [])).toBe(shown);
  });

  it("keeps what somebody reads, and no more", () => {
    const many = Array.from({ length: 300 }, (_, at) => event(at + 1));
    const kept = fed([], many);
    expect([kept.length, kept[0]?.place]).toEqual([200, 300]);
  });
});
