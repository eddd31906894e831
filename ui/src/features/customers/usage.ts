// A customer's usage as the tab shows it: limits by subscription, months, answers in words.
import { parseDate } from "@internationalized/date";
import type { ExpectedMoneyDto, LimitDto, UsageCheck } from "$lib/backend";
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

/** Whether an expected amount has nothing to expect: its interval is a point. */
export const isSure = ({ expected, lower, upper }: ExpectedMoneyDto): boolean =>
  lower.minor === upper.minor && expected.minor === lower.minor;

/** The pictures of a meter, and whose use is listed beneath. */
export const METER_VIEWS: readonly {
  value: string;
  label: string;
  actor?: "user" | "operation";
}[] = [
  { value: "days", label: "This period" },
  { value: "months", label: "Months" },
  { value: "hours", label: "Hours of the week" },
  { value: "operations", label: "Operations", actor: "operation" },
  { value: "people", label: "Team members", actor: "user" },
];

/** The address of a meter's events that a customer made. */
export const eventsOf = (
  customer: string,
  meter: string,
  more: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({ tab: "events", customer, meter });
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return `/usage?${query}`;
};

/** What the answer to "would this fit?" is shown as. */
export function answerOf({ answer }: UsageCheck): { word: string; tone: Tone } {
  if (answer === "yes") return { word: "Yes, it fits", tone: "pos" };
  if (answer === "yes_with_overage") return { word: "Yes, at a price", tone: "brass" };
  return { word: "No", tone: "neg" };
}
