// The rows of a comparison of plans, by kind, and which of them differ.
import type { ComparisonRow, PlanComparison } from "$lib/backend";

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

export interface OfProduct {
  product: string;
  comparison: PlanComparison;
}

/** One comparison a product, without the rows that only others have; those held come first. */
export function byProduct(
  compared: PlanComparison,
  products: ReadonlyMap<string, string>,
): OfProduct[] {
  const productOf = (id: string) => products.get(id) ?? "";
  const found = [...new Set(compared.plans.map((plan) => productOf(plan.id)))].map((product) => {
    const isOf = (at: number) => productOf(compared.plans[at]?.id ?? "") === product;
    const plans = compared.plans.filter((_, at) => isOf(at));
    const rows = compared.rows
      .map((row) => ({ ...row, cells: row.cells.filter((_, at) => isOf(at)) }))
      .filter((row) => row.cells.some((cell) => cell !== ""));
    return { product, comparison: { ...compared, plans, rows } };
  });
  const isHeld = ({ comparison }: OfProduct) => comparison.plans.some((plan) => plan.current);
  return [...found.filter(isHeld), ...found.filter((one) => !isHeld(one))];
}
