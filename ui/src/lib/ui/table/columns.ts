// The words tables use: columns, queries, views, and what is shown as plain values.
import {
  compareDecimals,
  countText,
  dateText,
  decimalText,
  exponentOf,
  fromMinor,
  instantText,
  moneyText,
  type Money,
} from "$lib/format";
import { statusOf } from "../status";
import type { Option } from "../Select.svelte";

/** Dates and instants as ISO text, numbers as decimal text, money as it came from Rust. */
export type CellValue = string | Money | null | undefined;

export type ColumnType = "text" | "id" | "money" | "date" | "instant" | "status" | "number";

export interface Column<Row> {
  /** The name Rust sorts and filters by. */
  key: string;
  label: string;
  type: ColumnType;
  value: (row: Row) => CellValue;
  /** Least width in pixels; the default fits the type. */
  width?: number;
  /** Share of the spare width; text columns have 1, others 0. */
  grow?: number;
  /** False where the source cannot sort by it. */
  sortable?: boolean;
  /** Left out until someone chooses it. */
  hidden?: boolean;
  /** Gives way where there is no room for all: 1 first, then 2. Amounts are never cut off. */
  yields?: number;
  /** Which editor its filter chip has; absent: cannot be filtered. */
  filter?: "text" | "options" | "date" | "amount";
  options?: readonly Option[];
  /** A quieter second part after the value. */
  detail?: (row: Row) => string | null | undefined;
  /** Red, because someone must act. */
  alarm?: (row: Row) => boolean;
  /** Drawn by the table's `cell` snippet. */
  custom?: boolean;
}

export interface Sort {
  key: string;
  descending: boolean;
}

/** options: any of `values`; text: [part]; date and amount: [from, to], "" where open. */
export interface Filter {
  key: string;
  values: string[];
}

export interface Query {
  search: string;
  sort: Sort[];
  filters: Filter[];
}

export interface WindowQuery extends Query {
  offset: number;
  limit: number;
}

/** Amounts per column key, one for each currency. */
export type Totals = Record<string, readonly Money[]>;

export interface WindowPage<Row> {
  rows: readonly Row[];
  count: number;
  totals?: Totals;
}

export interface TableView {
  name: string;
  filters: Filter[];
  sort?: Sort[];
  /** Column keys in view; absent leaves them as they are. */
  columns?: string[];
  /** Made by a person, so it can be removed. */
  own?: boolean;
}

/** Exactly what is on screen, for export and copy. */
export interface ShownTable {
  title: string;
  columns: { label: string; kind: "text" | "date" | "money" | "number" }[];
  rows: (string | Money | null)[][];
}

export const isMoney = (value: CellValue): value is Money =>
  typeof value === "object" && value !== null;

/** A cell as the person reads it. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row);
  if (value === null || value === undefined || value === "") return "–";
  if (isMoney(value)) return moneyText(value, "code");
  if (column.type === "date") return dateText(value);
  if (column.type === "instant") return instantText(value);
  if (column.type === "number") return decimalText(value);
  if (column.type === "status") return statusOf(value).word;
  return value;
}

export function compareCells(type: ColumnType, a: CellValue, b: CellValue): number {
  const [left, right] = [a ?? "", b ?? ""];
  // What is absent comes first, as the smallest.
  if (left === "" || right === "") return Number(left !== "") - Number(right !== "");
  if (isMoney(left) && isMoney(right)) return compareMoney(left, right);
  if (type === "number") return compareDecimals(String(left), String(right));
  if (type !== "text") return left < right ? -1 : left > right ? 1 : 0;
  return words.compare(String(left), String(right));
}

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compareMoney(a: Money, b: Money): number {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  const [left, right] = [BigInt(a.minor), BigInt(b.minor)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Text without accents and case, for searching. */
export const fold = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function passes<Row>(column: Column<Row>, row: Row, filter: Filter): boolean {
  const value = column.value(row);
  const [from = "", to = ""] = filter.values;
  if (column.filter === "options") return filter.values.includes(String(value ?? ""));
  if (column.filter === "text") return fold(String(value ?? "")).includes(fold(from));
  if (value === null || value === undefined || value === "") return false;
  if (column.filter === "date") {
    const day = String(value).slice(0, 10);
    return (from === "" || day >= from) && (to === "" || day <= to);
  }
  const amount = isMoney(value) ? fromMinor(value.minor, exponentOf(value.currency)) : value;
  const above = from === "" || compareDecimals(amount, from) >= 0;
  return above && (to === "" || compareDecimals(amount, to) <= 0);
}

/** What a filter chip says: "Open, Past due", "from Nov 1, 2026", "100 to 500". */
export function filterText<Row>(column: Column<Row>, filter: Filter): string {
  const [from = "", to = ""] = filter.values;
  if (column.filter === "text") return `“${from}”`;
  if (column.filter === "options") {
    const label = (value: string) =>
      column.options?.find((option) => option.value === value)?.label ?? statusOf(value).word;
    return filter.values.map(label).join(", ");
  }
  const show = column.filter === "date" ? (text: string) => dateText(text) : decimalText;
  if (from && to) return `${show(from)} to ${show(to)}`;
  return from ? `from ${show(from)}` : `up to ${show(to)}`;
}

export const rowsText = (count: number): string =>
  `${countText(count)} ${count === 1 ? "row" : "rows"}`;

const WIDTHS: Record<ColumnType, number> = {
  text: 140,
  id: 130,
  money: 156,
  date: 112,
  instant: 168,
  status: 112,
  number: 96,
};

export function columnTrack<Row>(column: Column<Row>): string {
  const grow = column.grow ?? (column.type === "text" ? 1 : 0);
  const least = widthOf(column);
  return grow > 0 ? `minmax(${least}px, ${grow}fr)` : `${least}px`;
}

export const widthOf = <Row>(column: Column<Row>): number => column.width ?? WIDTHS[column.type];

/** The columns for which `room` pixels are enough, as far as some give way. */
export function fitting<Row>(
  columns: readonly Column<Row>[],
  room: number,
): readonly Column<Row>[] {
  const needed = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const places = columns.flatMap((column) => column.yields ?? []);
  if (needed <= room || places.length === 0) return columns;
  const first = Math.min(...places);
  return fitting(
    columns.filter((column) => column.yields !== first),
    room,
  );
}

export const isRight = <Row>(column: Column<Row>): boolean =>
  column.type === "money" || column.type === "number";
