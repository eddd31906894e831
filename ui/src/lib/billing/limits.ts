// How a customer stands to the limits of their plans, in words and as the length of a bar.
import type { LimitDto, UsageAlertDto } from "$lib/backend";
import { dateText, decimalText, percentText } from "$lib/format";
import { plural } from "./plain_numbers";

/** "141 of 100 requests", "510 calls". */
export function usedText({ used, most, unit }: LimitDto): string {
  if (most === null) return `${decimalText(used)} ${plural(unit, used)}`.trim();
  return `${decimalText(used)} of ${decimalText(most)} ${plural(unit, most)}`.trim();
}

/** How full the bar is, 0 to 100: for drawing only. */
export function fillOf(percent: string | null): number {
  const part = Number(percent ?? "0");
  return Number.isFinite(part) ? Math.max(0, Math.min(100, part)) : 0;
}

export type LimitTone = "calm" | "near" | "over" | "full";

/** near from 80 %, over where more is billed, full where more is refused. */
export function toneOf({ percent, policy }: LimitDto): LimitTone {
  const part = Number(percent ?? "0");
  if (part >= 100) return policy === "hard" ? "full" : "over";
  return part >= 80 ? "near" : "calm";
}

/** "hard limit": what becomes of more, beside the name. */
export const policyWords = ({ most, policy }: LimitDto): string =>
  most === null ? "unlimited" : policy === "hard" ? "more is refused" : "more is billed";

/** What there is to know besides the figure: "124 %, 12 over", "runs out on 24 Nov 2026". */
export function limitNote(limit: LimitDto): string {
  const { percent, over, runs_out_on, policy } = limit;
  if (percent === null) return "";
  const parts = [percentText(percent)];
  if (over !== "0" && policy !== "hard") parts.push(`${decimalText(over)} beyond what is included`);
  else if (Number(percent) >= 100) parts.push("used up");
  else if (runs_out_on) parts.push(`at this pace used up on ${dateText(runs_out_on)}`);
  return parts.join(", ");
}

/** Those that say something: used at all, or with a limit; the fullest first. */
export function inShort(limits: readonly LimitDto[]): LimitDto[] {
  return limits
    .filter((one) => one.most !== null || one.used !== "0")
    .sort((one, other) => Number(other.percent ?? "-1") - Number(one.percent ?? "-1"));
}

/** Nobody has seen it yet, and the usage that it tells of is still counted. */
export const isOpen = ({ acknowledged_at, withdrawn_at }: UsageAlertDto): boolean =>
  acknowledged_at === null && !withdrawn_at;

/** "Not yet", "Seen", "Taken back": what became of an alert. */
export const alertState = ({ acknowledged_at, withdrawn_at }: UsageAlertDto): string =>
  withdrawn_at ? "Taken back" : acknowledged_at !== null ? "Seen" : "Not yet";

/**
 * Of the alerts of one limit and period only the highest: it says what the others said. One that
 * was taken back says nothing any more, as long as another still holds.
 */
export function highest(alerts: readonly UsageAlertDto[]): UsageAlertDto[] {
  const best = new Map<string, UsageAlertDto>();
  for (const alert of alerts) {
    const of = `${alert.subscription_id} ${alert.key} ${alert.period_start}`;
    const known = best.get(of);
    if (!known || saysMore(alert, known)) best.set(of, alert);
  }
  return [...best.values()];
}

function saysMore(one: UsageAlertDto, other: UsageAlertDto): boolean {
  if (!one.withdrawn_at !== !other.withdrawn_at) return !one.withdrawn_at;
  return Number(one.threshold) > Number(other.threshold);
}

/** The alerts that `alert` stands for: the same limit and period. */
export const alike = (alerts: readonly UsageAlertDto[], alert: UsageAlertDto): UsageAlertDto[] =>
  alerts.filter(
    (one) =>
      one.subscription_id === alert.subscription_id &&
      one.key === alert.key &&
      one.period_start === alert.period_start,
  );

/** The first day of the month so many months before `day`. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const all = year * 12 + (month - 1) - months;
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  return `${pad(Math.floor(all / 12), 4)}-${pad((all % 12) + 1, 2)}-01`;
}

/** "80; 95; 100": percentages as they are typed. */
export const thresholdsText = (at: readonly string[] | undefined): string =>
  (at ?? []).map((one) => decimalText(one)).join("; ");

/** The percentages in "80; 95 100 %"; what is no number is left for Rust to refuse. */
export const readThresholds = (text: string): string[] =>
  text
    .split(/[;\s]+|,(?=\s)/)
    .map((part) => part.replace(/%$/, "").replace(/,$/, "").replace(",", "."))
    .filter((part) => part !== "");
