// Dates and instants as people read them; calendar dates stay ISO text ("2026-11-20").
import { parseAbsolute, parseDate, today, type CalendarDate } from "@internationalized/date";

const ABSENT = "–";
const formats = new Map<string, Intl.DateTimeFormat>();

export type DateStyle = "short" | "medium" | "long" | "month";

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { year: "numeric", month: "2-digit", day: "2-digit" },
  medium: { year: "numeric", month: "short", day: "numeric" },
  long: { dateStyle: "full" },
  month: { year: "numeric", month: "long" },
};

function shape(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** "2026-11-20" → "Nov 20, 2026" in the locale; a date has no zone, so none can shift it. */
export function formatDate(
  iso: string | null | undefined,
  locale: string,
  style: DateStyle = "medium",
): string {
  const date = readDate(iso);
  if (!date) return ABSENT;
  return shape(locale, { ...STYLES[style], timeZone: "UTC" }).format(date.toDate("UTC"));
}

/** "Nov 18 – Dec 17, 2026": what both days have in common is said once. */
export function formatDays(from: string, to: string, locale: string): string {
  const [start, end] = [readDate(from), readDate(to)];
  if (!start || !end) return ABSENT;
  const format = shape(locale, { ...STYLES.medium, timeZone: "UTC" });
  return format.formatRange(start.toDate("UTC"), end.toDate("UTC")).replaceAll("\u2009", " ");
}

/** An instant ("2026-11-20T09:15:00Z") as date and time in the business's zone. */
export function formatInstant(
  iso: string | null | undefined,
  locale: string,
  zone: string,
  style: "medium" | "precise" = "medium",
): string {
  if (!iso) return ABSENT;
  const at = readInstant(iso);
  if (!at) return ABSENT;
  const timeStyle = style === "precise" ? "medium" : "short";
  return shape(locale, { dateStyle: "medium", timeStyle, timeZone: zone }).format(at);
}

/** The calendar date, or null when the text is not one. */
export function readDate(iso: string | null | undefined): CalendarDate | null {
  if (!iso) return null;
  try {
    return parseDate(iso);
  } catch {
    return null;
  }
}

function readInstant(iso: string): Date | null {
  try {
    return parseAbsolute(iso, "UTC").toDate();
  } catch {
    return null;
  }
}

export function isoToday(zone: string): string {
  return today(zone).toString();
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  const start = readDate(from);
  const end = readDate(to);
  return start && end ? end.compare(start) : 0;
}

/** "due today", "due in 3 days", "5 days late": a due date seen from today. */
export function dueInWords(dueOn: string, todayIso: string): string {
  const days = daysBetween(todayIso, dueOn);
  if (days === 0) return "due today";
  const count = Math.abs(days);
  const unit = count === 1 ? "day" : "days";
  return days > 0 ? `due in ${count} ${unit}` : `${count} ${unit} late`;
}

/** "just now", "5 minutes ago", "2 days ago": an instant seen from now. */
export function ago(iso: string, locale: string, now: Date): string {
  const at = readInstant(iso);
  if (!at) return ABSENT;
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (Math.abs(minutes) < 1) return "just now";
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 24) return words.format(hours, "hour");
  return words.format(Math.round(hours / 24), "day");
}
