// The chart as a person meets it: read by keyboard, seen as a table, with amounts hidden.
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { preferences } from "$lib/preferences.svelte";
import { announcer } from "$lib/ui/announce.svelte";
import ChartView from "./Chart.svelte";
import type { Chart } from "./chart";

const point = (step: number, value: string) => ({
  step,
  x_px: 20 + step * 80,
  y_px: 50,
  value,
  range: null,
  label: `Nov ${step + 1}`,
});

const chart: Chart = {
  svg: '<svg role="img" aria-label="picture"></svg>',
  width: 200,
  height: 100,
  plot: { left: 20, top: 10, width: 160, height: 80 },
  x: { ticks: [] },
  y: { ticks: [] },
  series: [
    {
      name: "Revenue",
      class: "chart-series-1",
      paint: "--c1",
      points: [point(0, "$1.00"), point(1, "$2.00"), point(2, "$4.00")],
    },
  ],
  title: "Revenue by day",
  description: "Doubling.",
  table: {
    columns: ["Day", "Revenue"],
    rows: [
      ["Nov 1", "$1.00"],
      ["Nov 2", "$2.00"],
      ["Nov 3", "$4.00"],
    ],
  },
  reading: "points",
  is_money: true,
};

const group = () => screen.getByRole("group", { name: "Revenue by day" });
const press = (key: string) => fireEvent.keyDown(group(), { key });

afterEach(() => {
  cleanup();
  preferences.set("hideAmounts", false);
});

describe("a chart", () => {
  it("is read point by point with the keyboard", async () => {
    render(ChartView, { chart });
    await press("Home");
    expect(announcer.text).toContain("Nov 1: Revenue $1.00");
    await press("ArrowRight");
    expect(announcer.text).toContain("Nov 2: Revenue $2.00");
    await press("End");
    expect(announcer.text).toContain("Nov 3: Revenue $4.00");
    expect(screen.getByText("$4.00")).toBeTruthy();
    await press("Escape");
    expect(screen.queryByText("$4.00")).toBeNull();
  });

  it("opens the point that is read", async () => {
    const opened: number[] = [];
    render(ChartView, { chart, onopen: (spot) => opened.push(spot.step) });
    await press("Enter");
    expect(opened).toEqual([]);
    await press("End");
    await press("Enter");
    await fireEvent.click(group());
    expect(opened).toEqual([2, 2]);
  });

  it("does not say amounts that are hidden", async () => {
    preferences.set("hideAmounts", true);
    render(ChartView, { chart });
    await press("Home");
    expect(announcer.text).toContain("Nov 1: Revenue hidden");
  });

  it("is a table when asked, with amounts that privacy mode can hide", async () => {
    render(ChartView, { chart });
    await fireEvent.click(screen.getByRole("button", { name: "Revenue by day as a table" }));
    expect(screen.getAllByRole("row")).toHaveLength(4);
    const cell = screen.getByRole("cell", { name: "$2.00" });
    expect(cell.hasAttribute("data-amount")).toBe(true);
    await fireEvent.click(screen.getByRole("button", { name: "Revenue by day as a table" }));
    expect(group()).toBeTruthy();
  });
});
