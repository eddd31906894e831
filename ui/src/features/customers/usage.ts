// A customer's usage as the tab shows it: limits by subscription, months, answers in words.
import { parseDate } from "@internationalized/date";
import type { LimitDto, UsageCheck, UsagePointDto } from "$lib/backend";
import { compareDecimals } from "$lib/format";
import type { Tone } from "$lib/ui/status";

export interface LimitGroup {
  id: string;
  plan: string;
  start: string;
  /** The first day after it. */
  end: string;
  rows: LimitDto[];
}

/** In the order in which the subscriptions come. */
export function bySubscription(limits: readonly LimitDto[]): LimitGroup[] {
  const groups = new Map<string, LimitGroup>();
  for (const one of limits) {
    const { subscription_id: id, plan, period_start: start, period_end: end } = one;
    const known = groups.get(id) ?? { id, plan, start, end, rows: [] };
    known.rows.push(one);
    groups.set(id, known);
  }
  return [...groups.values()];
}

/** The last day of a period that ends before `end`. */
export const lastDay = (end: string): string => parseDate(end).subtract({ days: 1 }).toString();

export interface MonthBar {
  month: string;
  quantity: string;
  count: number;
  /** 0 to 100, of the greatest month: for drawing only. */
  size: number;
}

/** Every month from `from` to that of `through`; months without use are zero. */
export function monthBars(
  points: readonly UsagePointDto[],
  from: string,
  through: string,
): MonthBar[] {
  const by = new Map(points.map((point) => [point.on.slice(0, 7), point]));
  const most = points.reduce(
    (top, { quantity }) => (compareDecimals(quantity, top) > 0 ? quantity : top),
    "0",
  );
  const bars: MonthBar[] = [];
  for (let day = parseDate(from); day.toString() <= through; day = day.add({ months: 1 })) {
    const month = day.toString();
    const point = by.get(month.slice(0, 7));
    const quantity = point?.quantity ?? "0";
    const size = Number(most) > 0 ? Math.max(0, (Number(quantity) / Number(most)) * 100) : 0;
    bars.push({ month, quantity, count: point?.count ?? 0, size: Math.round(size * 10) / 10 });
  }
  return bars;
}

/** What the answer to "would this fit?" is shown as. */
export function answerOf({ answer }: UsageCheck): { word: string; tone: Tone } {
  if (answer === "yes") return { word: "Yes, it fits", tone: "pos" };
  if (answer === "yes_with_overage") return { word: "Yes, at a price", tone: "brass" };
  return { word: "No", tone: "neg" };
}
