// Moving over a chart's points, what is said of them, and the files they become.
import { describe, expect, it } from "vitest";
import {
  base64Of,
  fileName,
  literalSvg,
  moved,
  nearest,
  sayable,
  spotsOf,
  tableCsv,
  type Chart,
  type PlottedPoint,
  type Reading,
} from "./chart";

const at = (step: number, x: number, y: number, value: string): PlottedPoint => ({
  step,
  x_px: x,
  y_px: y,
  value,
  range: null,
  label: `Nov ${step + 1}`,
});

const chart = (reading: Reading, series: Chart["series"]): Chart => ({
  svg: "",
  width: 200,
  height: 100,
  plot: { left: 20, top: 10, width: 160, height: 80 },
  x: { ticks: [] },
  y: { ticks: [] },
  series,
  title: "Calls",
  description: "Rising.",
  table: { columns: [], rows: [] },
  reading,
  is_money: false,
});

const series = (name: string, points: PlottedPoint[]) => ({
  name,
  class: "chart-series-1",
  paint: "--c1",
  points,
});

const lines = chart("points", [
  series("Low", [at(0, 20, 80, "1"), at(1, 100, 70, "2"), at(2, 180, 60, "3")]),
  series("High", [at(0, 20, 30, "7"), at(2, 180, 20, "9")]),
]);

describe("a chart of steps", () => {
  it("reads all series of a step, highest first", () => {
    const [row] = spotsOf(lines);
    expect(row?.map((spot) => spot?.entries.map((entry) => entry.value))).toEqual([
      ["7", "1"],
      ["2"],
      ["9", "3"],
    ]);
  });

  it("finds the step under the pointer, and none outside the plot", () => {
    const spots = spotsOf(lines);
    // Steps stand at 20, 100 and 180: 139 is nearer to 100, 141 to 180.
    expect(nearest(lines, spots, 139, 50)).toEqual({ column: 1, row: 0 });
    expect(nearest(lines, spots, 141, 50)).toEqual({ column: 2, row: 0 });
    expect(nearest(lines, spots, 2, 50)).toBeNull();
    expect(nearest(lines, spots, 100, 120)).toBeNull();
  });

  it("is walked with arrows, Home and End, and stops at its ends", () => {
    const spots = spotsOf(lines);
    const walk = (from: number | null, key: string) =>
      moved(spots, from === null ? null : { column: from, row: 0 }, key)?.column;
    expect(walk(null, "ArrowRight")).toBe(0);
    expect(walk(null, "ArrowLeft")).toBe(2);
    expect(walk(0, "ArrowRight")).toBe(1);
    expect(walk(2, "ArrowRight")).toBe(2);
    expect(walk(1, "Home")).toBe(0);
    expect(walk(1, "End")).toBe(2);
    expect(walk(1, "ArrowUp")).toBeUndefined();
    expect(walk(1, "a")).toBeUndefined();
  });

  it("has nothing to walk over when it is empty", () => {
    const empty = chart("points", []);
    expect(moved(spotsOf(empty), null, "Home")).toBeNull();
    expect(nearest(empty, spotsOf(empty), 100, 50)).toBeNull();
  });
});

describe("a chart of bars", () => {
  it("lights the ground of the whole step", () => {
    // The second of four steps of 40 begins at 20 + 40.
    const bars = chart({ bands: { width_px: 40 } }, [series("Calls", [at(1, 78, 50, "5")])]);
    expect(spotsOf(bars)[0]?.[0]?.ground).toEqual({ left: 60, top: 10, width: 40, height: 80 });
  });
});

describe("a chart of cells", () => {
  const cells = chart({ cells: { width_px: 80, height_px: 40 } }, [
    series("Mon", [at(0, 60, 30, "1"), at(1, 140, 30, "2")]),
    series("Tue", [at(1, 140, 70, "4")]),
  ]);

  it("is walked in both directions over cells that have a value", () => {
    const spots = spotsOf(cells);
    expect(moved(spots, { column: 1, row: 0 }, "ArrowDown")).toEqual({ column: 1, row: 1 });
    // Tuesday has no first cell: the key leads nowhere.
    expect(moved(spots, { column: 1, row: 1 }, "ArrowLeft")).toEqual({ column: 1, row: 1 });
    expect(moved(spots, { column: 0, row: 0 }, "ArrowDown")).toEqual({ column: 0, row: 0 });
    expect(nearest(cells, spots, 130, 75)).toEqual({ column: 1, row: 1 });
  });

  it("is said by row and column", () => {
    expect(sayable(spotsOf(cells)[1]![1]!, false)).toBe("Tue, Nov 2: 4");
  });
});

describe("words and files", () => {
  it("keeps hidden amounts unsaid", () => {
    const spot = spotsOf(lines)[0]![0]!;
    expect(sayable(spot, false)).toBe("Nov 1: High 7; Low 1");
    expect(sayable(spot, true)).toBe("Nov 1: High hidden; Low hidden");
  });

  it("writes a table that spreadsheets read and do not run", () => {
    const table = {
      columns: ["Day", 'A "b"'],
      rows: [
        ["Sun, Nov 1", "1,738"],
        ["=1+1", "–"],
      ],
    };
    expect(tableCsv(table)).toBe('Day,"A ""b"""\r\n"Sun, Nov 1","1,738"\r\n\'=1+1,–\r\n');
  });

  it("writes the colours that variables stand for", () => {
    const svg = '<path fill="var(--c1)"/><stop stop-color="var(--h0)"/>';
    expect(literalSvg(svg, (name) => `#${name.slice(2)}`)).toBe(
      '<path fill="#c1"/><stop stop-color="#h0"/>',
    );
  });

  it("names files plainly", () => {
    expect(fileName("Requests a day / 2026", "svg")).toBe("requests-a-day-2026.svg");
    expect(fileName("?", "csv")).toBe("chart.csv");
    // "–" is E2 80 93 in UTF-8.
    expect(base64Of("–")).toBe("4oCT");
  });
});
