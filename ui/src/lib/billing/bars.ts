// Bars by month: heights from exact amounts, labels, and the finding in words.
import type { HomeMonth, Money } from "$lib/backend";
import { moneyText } from "$lib/format";

export interface Bar {
  month: string;
  kind: "invoiced" | "cash_in";
  value: Money;
  /** Height in the drawing's units, 0 to `height`. */
  size: number;
}

/** Share of `value` in `most` times `height`; for drawing only, never shown as a figure. */
export function sizeOf(value: string, most: bigint, height: number): number {
  const amount = BigInt(value);
  if (most <= 0n || amount <= 0n) return 0;
  return Number((amount * BigInt(height * 100)) / most) / 100;
}

export function barsOf(months: readonly HomeMonth[], height: number): Bar[][] {
  const amounts = months.flatMap((one) => [BigInt(one.invoiced.minor), BigInt(one.cash_in.minor)]);
  const most = amounts.reduce((top, amount) => (amount > top ? amount : top), 0n);
  return months.map((one) =>
    (["invoiced", "cash_in"] as const).map((kind) => ({
      month: one.month,
      kind,
      value: one[kind],
      size: sizeOf(one[kind].minor, most, height),
    })),
  );
}

/** What came or comes in each month, in one currency; missing amounts are nothing. */
export const inCurrency = (
  months: readonly { month: string; invoiced: readonly Money[]; cash: readonly Money[] }[],
  currency: string,
): HomeMonth[] => {
  const of = (amounts: readonly Money[]) =>
    amounts.find((one) => one.currency === currency) ?? { minor: "0", currency };
  return months.map(({ month, invoiced, cash }) => ({
    month,
    invoiced: of(invoiced),
    cash_in: of(cash),
  }));
};

/** "Best month: 2026-03, 12,345.00 € invoiced." for the chart's description. */
export function findingOf(
  months: readonly HomeMonth[],
  monthName: (iso: string) => string,
  verb: "was" | "is" = "was",
): string {
  const best = months.reduce<HomeMonth | null>(
    (top, one) =>
      top === null || BigInt(one.invoiced.minor) > BigInt(top.invoiced.minor) ? one : top,
    null,
  );
  if (!best || BigInt(best.invoiced.minor) <= 0n)
    return `Nothing ${verb} invoiced in these months.`;
  return `Most ${verb} invoiced in ${monthName(best.month)}: ${moneyText(best.invoiced)}.`;
}

/** False while nothing was invoiced or received at all. */
export const hasMovement = (months: readonly HomeMonth[]): boolean =>
  months.some((one) => one.invoiced.minor !== "0" || one.cash_in.minor !== "0");
