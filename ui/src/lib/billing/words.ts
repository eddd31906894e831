// How subscriptions are said: intervals, their keys in choices, and the parts of a period.
import type { RecurrenceDto } from "$lib/backend";
import { countText, daysBetween } from "$lib/format";

const ADVERB: Record<string, string> = {
  day: "Daily",
  week: "Weekly",
  month: "Monthly",
  quarter: "Quarterly",
  year: "Yearly",
};

/** "Monthly", "Every 3 months". */
export function intervalWord({ interval, count }: RecurrenceDto): string {
  if (count === 1) return ADVERB[interval] ?? interval;
  return `Every ${count} ${interval}s`;
}

/** "month:1", to choose by and to compare. */
export const recurrenceKey = ({ interval, count }: RecurrenceDto): string => `${interval}:${count}`;

export function recurrenceOf(key: string): RecurrenceDto {
  const [interval = "month", count = "1"] = key.split(":");
  return { interval, count: Number(count) };
}

const LENGTH: Record<string, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };

/** Short intervals first. */
export const byLength = (one: RecurrenceDto, other: RecurrenceDto): number =>
  (LENGTH[one.interval] ?? 0) * one.count - (LENGTH[other.interval] ?? 0) * other.count;

/** "29.00 USD a month" of "Starter: 29.00 USD a month.": beside the name that it begins with. */
export function withoutName(words: string, name: string): string {
  const bare = words.startsWith(`${name}: `) ? words.slice(name.length + 2) : words;
  return bare.replace(/\.$/, "");
}

/** "1 user", "3 users": a count with its noun. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** "a", "a and b", "a, b and c". */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;

/** Where a day lies in a period, in per cent of its width: for drawing only. */
export function placeIn(start: string, end: string, day: string): number {
  const whole = daysBetween(start, end);
  if (whole <= 0) return 0;
  const part = Math.max(0, Math.min(whole, daysBetween(start, day)));
  return Math.round((part / whole) * 1000) / 10;
}

/** An entitlement as it is granted: "500", "100 GB", "Unlimited", "priority". */
export function grantText(grant: {
  name: string;
  kind: string;
  on: boolean;
  most: string | null;
  unit: string;
  level: string;
}): string {
  if (grant.kind === "feature") return grant.on ? "Included" : "Not included";
  if (grant.kind === "level") return grant.level.replace(/^./u, (letter) => letter.toUpperCase());
  if (grant.most === null) return "Unlimited";
  // "Call minutes: 500" says what is counted already.
  const said = grant.name.toLowerCase().includes(grant.unit.toLowerCase());
  return said ? grant.most : `${grant.most} ${grant.unit}`;
}
