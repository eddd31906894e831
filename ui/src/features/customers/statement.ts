// A customer's monthly statement: its address, its months, and what its states are called.
import { parseDate } from "@internationalized/date";
import type { StatementPeriod } from "$lib/backend";
import type { Tone } from "$lib/ui/status";

/** "2026-10" of any day in it. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The month so many months after: "2026-01" less one is "2025-12". */
export const monthAfter = (month: string, months: number): string =>
  monthOf(parseDate(`${month}-01`).add({ months }).toString());

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The address of a month's statement; of one that was kept, as it was kept. */
export function statementHref(customer: string, month: string, kept?: number): string {
  const query = new URLSearchParams({ month, ...(kept ? { kept: String(kept) } : {}) });
  return `/customers/${customer}/statement?${query}`;
}

const STATES: Record<string, { word: string; tone: Tone }> = {
  over: { word: "Over", tone: "neutral" },
  running: { word: "Running", tone: "accent" },
  to_come: { word: "To come", tone: "info" },
};

export const stateOf = ({ state }: StatementPeriod): { word: string; tone: Tone } =>
  STATES[state] ?? { word: state, tone: "neutral" };
