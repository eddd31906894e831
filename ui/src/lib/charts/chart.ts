// A chart as Rust drew it, and how a person moves over its points; no DOM here.

/** Where the values are drawn, in the chart's own pixels. */
export interface PlotRect {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface PlottedPoint {
  step: number;
  x_px: number;
  y_px: number;
  /** Exact, as the reader writes it. */
  value: string;
  /** Of an expected value: both ends of its range. */
  range: [string, string] | null;
  label: string;
}

export interface PlottedSeries {
  name: string;
  class: string;
  /** The CSS variable that paints it: "--c1". */
  paint: string;
  points: PlottedPoint[];
}

export type Reading =
  | "points"
  | "figure"
  | { bands: { width_px: number } }
  | { cells: { width_px: number; height_px: number } };

export interface ChartTable {
  columns: string[];
  rows: string[][];
}

export interface AxisTicks {
  ticks: { px: number; text: string }[];
}

export interface Chart {
  svg: string;
  width: number;
  height: number;
  plot: PlotRect;
  x: AxisTicks;
  y: AxisTicks;
  series: PlottedSeries[];
  title: string;
  description: string;
  table: ChartTable;
  reading: Reading;
  is_money: boolean;
}

/** What is read at one place: a step with all its series, or one cell. */
export interface Spot {
  /** Which step of its series. */
  step: number;
  label: string;
  x: number;
  /** The ground under a bar's step or a cell. */
  ground: PlotRect | null;
  /** Highest first, as they stand in the picture. */
  entries: { name: string; paint: string; y: number; value: string; range: string | null }[];
}

/** Where a person is: a column of the picture and, in a grid, a row. */
export interface Cursor {
  column: number;
  row: number;
}

/** Everything that can be read, by column and row; a chart that is no grid has one row. */
export function spotsOf(chart: Chart): (Spot | null)[][] {
  if (chart.reading === "figure") return [];
  return isGrid(chart) ? cellSpots(chart) : [stepSpots(chart)];
}

function isGrid(chart: Chart): boolean {
  return typeof chart.reading === "object" && "cells" in chart.reading;
}

function stepSpots(chart: Chart): Spot[] {
  const steps = new Map<number, Spot>();
  for (const series of chart.series) {
    for (const point of series.points) {
      const spot = steps.get(point.step) ?? {
        step: point.step,
        label: point.label,
        x: point.x_px,
        ground: null,
        entries: [],
      };
      spot.entries.push(entry(series, point));
      steps.set(point.step, spot);
    }
  }
  const ordered = [...steps].sort(([one], [other]) => one - other).map(([, spot]) => spot);
  for (const spot of ordered) finish(chart, spot);
  return ordered;
}

const entry = (series: PlottedSeries, point: PlottedPoint) => ({
  name: series.name,
  paint: series.paint,
  y: point.y_px,
  value: point.value,
  range: point.range ? point.range.join(" – ") : null,
});

/** Highest first, and the ground of a band around the middle of what stands in it. */
function finish(chart: Chart, spot: Spot): void {
  spot.entries.sort((one, other) => one.y - other.y);
  if (typeof chart.reading !== "object" || !("bands" in chart.reading)) return;
  const width = chart.reading.bands.width_px;
  const index = Math.floor((spot.x - chart.plot.left) / width);
  spot.ground = {
    left: chart.plot.left + index * width,
    top: chart.plot.top,
    width,
    height: chart.plot.height,
  };
  spot.x = spot.ground.left + width / 2;
}

function cellSpots(chart: Chart): (Spot | null)[][] {
  if (typeof chart.reading !== "object" || !("cells" in chart.reading)) return [];
  const { width_px: width, height_px: height } = chart.reading.cells;
  const columns = Math.max(0, ...chart.series.flatMap((row) => row.points.map((p) => p.step + 1)));
  return chart.series.map((row) => {
    const spots = new Array<Spot | null>(columns).fill(null);
    for (const point of row.points) {
      const { x_px: x, y_px: y } = point;
      spots[point.step] = {
        step: point.step,
        label: `${row.name}, ${point.label}`,
        x,
        ground: { left: x - width / 2, top: y - height / 2, width, height },
        entries: [{ ...entry(row, point), name: "" }],
      };
    }
    return spots;
  });
}

/** The place nearest to a point of the picture; null outside the plot. */
export function nearest(
  chart: Chart,
  spots: (Spot | null)[][],
  x: number,
  y: number,
): Cursor | null {
  const { left, top, width, height } = chart.plot;
  const slack = 12;
  if (x < left - slack || x > left + width + slack) return null;
  if (y < top - slack || y > top + height + slack) return null;
  let best: Cursor | null = null;
  let least = Infinity;
  spots.forEach((row, rowIndex) =>
    row.forEach((spot, column) => {
      if (!spot) return;
      const down = spot.ground && spots.length > 1 ? middle(spot.ground) - y : 0;
      const distance = Math.hypot(spot.x - x, down);
      if (distance < least) [least, best] = [distance, { column, row: rowIndex }];
    }),
  );
  return best;
}

const middle = (rect: PlotRect) => rect.top + rect.height / 2;

/** Where a key leads; null when the key means nothing here. */
export function moved(spots: (Spot | null)[][], from: Cursor | null, key: string): Cursor | null {
  const last = (spots[0]?.length ?? 0) - 1;
  const row = from?.row ?? 0;
  if (last < 0) return null;
  if (key === "Home") return seek(spots, { column: 0, row }, 1, 0);
  if (key === "End") return seek(spots, { column: last, row }, -1, 0);
  const start = from ?? { column: last + 1, row: 0 };
  if (key === "ArrowLeft") return step(spots, start, -1, 0) ?? from;
  if (key === "ArrowRight") return from ? (step(spots, from, 1, 0) ?? from) : first(spots);
  if (spots.length < 2) return null;
  if (key === "ArrowUp") return from ? (step(spots, from, 0, -1) ?? from) : first(spots);
  if (key === "ArrowDown") return from ? (step(spots, from, 0, 1) ?? from) : first(spots);
  return null;
}

const first = (spots: (Spot | null)[][]) => seek(spots, { column: 0, row: 0 }, 1, 0);

const step = (spots: (Spot | null)[][], from: Cursor, across: number, down: number) =>
  seek(spots, { column: from.column + across, row: from.row + down }, across, down);

/** The first place that has a value, from here on in a direction. */
function seek(spots: (Spot | null)[][], from: Cursor, across: number, down: number): Cursor | null {
  for (let { column, row } = from; ; column += across, row += down) {
    const line = spots[row];
    if (!line || column < 0 || column >= line.length) return null;
    if (line[column]) return { column, row };
  }
}

/** What a screen reader says; amounts stay unsaid while they are hidden. */
export function sayable(spot: Spot, hidden: boolean): string {
  const said = spot.entries.map(({ name, value, range }) => {
    const amount = hidden ? "hidden" : range ? `${value}, ${range}` : value;
    return name ? `${name} ${amount}` : amount;
  });
  return `${spot.label}: ${said.join("; ")}`;
}

/** The table as a spreadsheet reads it (RFC 4180), without marks that a formula begins with. */
export function tableCsv(table: ChartTable): string {
  const lines = [table.columns, ...table.rows].map((row) => row.map(csvCell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The picture for other programs: every variable replaced by the colour it stands for. */
export function literalSvg(svg: string, colour: (variable: string) => string): string {
  return svg.replace(/var\((--[\w-]+)\)/g, (_, variable: string) => colour(variable));
}

/** A file name that every system takes. */
export function fileName(title: string, extension: string): string {
  const kept = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${kept.toLowerCase() || "chart"}.${extension}`;
}

/** Text as the base64 of its UTF-8, as files cross to the shell. */
export function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
