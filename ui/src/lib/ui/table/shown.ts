// What is on screen as plain values: for the clipboard, and for export through Rust.
import { exponentOf, fromMinor } from "$lib/format";
import { cellText, isMoney, type Column, type ShownTable } from "./columns";

const KINDS = {
  text: "text",
  id: "text",
  status: "text",
  money: "money",
  date: "date",
  instant: "text",
  number: "number",
} as const;

export function shownTable<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): ShownTable {
  return {
    title,
    columns: columns.map(({ label, type }) => ({ label, kind: KINDS[type] })),
    rows: rows.map((row) => columns.map((column) => exported(column, row))),
  };
}

function exported<Row>(column: Column<Row>, row: Row) {
  const value = column.value(row);
  if (value === null || value === undefined || value === "") return null;
  const readable = column.type === "status" || column.type === "instant";
  return readable ? cellText(column, row) : value;
}

/** Tab-separated text that a spreadsheet takes as cells; amounts keep plain decimals. */
export function toClipboard(table: ShownTable): string {
  const head = table.columns.flatMap((column) =>
    column.kind === "money" ? [column.label, "Currency"] : [column.label],
  );
  const body = table.rows.map((row) =>
    row.flatMap((cell, at) => {
      if (table.columns[at]?.kind !== "money") return [plain(cell)];
      if (!isMoney(cell)) return ["", ""];
      return [fromMinor(cell.minor, exponentOf(cell.currency)), cell.currency];
    }),
  );
  return [head, ...body].map((cells) => cells.join("\t")).join("\n");
}

function plain(cell: ShownTable["rows"][number][number]): string {
  return typeof cell === "string" ? cell.replace(/[\t\r\n]+/g, " ") : "";
}

/** Cells pasted from a spreadsheet: tabs between columns, quotes around cells with breaks. */
export function pastedCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|\r|$)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) break;
    row.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim());
    if (match[3] !== "\t") {
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push(row);
  return rows;
}
