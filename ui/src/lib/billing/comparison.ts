// The rows of a comparison of plans, by kind, and which of them differ.
import type { ComparisonRow } from "$lib/backend";

const TITLES: Record<string, string> = {
  limit: "Limits",
  feature: "Features",
  level: "Service",
  price: "Further charges",
};

/** The order in which people ask: how much, what, how well, what else it costs. */
const ORDER = ["limit", "feature", "level", "price"];

export const sectionTitle = (kind: string): string => TITLES[kind] ?? "More";

export interface ComparedSection {
  kind: string;
  rows: readonly ComparisonRow[];
}

/** Whether the plans are not alike in this row; "no" and nothing at all are the same. */
export function differs(row: ComparisonRow): boolean {
  const cells = row.cells.map((cell) => (cell === "no" ? "" : cell));
  return cells.some((cell) => cell !== cells[0]);
}

export function comparedRows(
  rows: readonly ComparisonRow[],
  onlyDifferent: boolean,
): ComparedSection[] {
  const shown = onlyDifferent ? rows.filter(differs) : rows;
  const kinds = [...new Set([...ORDER, ...shown.map((row) => row.kind)])];
  return kinds
    .map((kind) => ({ kind, rows: shown.filter((row) => row.kind === kind) }))
    .filter((section) => section.rows.length > 0);
}
