// Formatting with the person's own settings; the pure functions live in the files beside.
import { preferences } from "$lib/preferences.svelte";
import * as dates from "./date";
import * as money from "./money";
import * as parse from "./parse";

export { exponentOf } from "./currency";
export { daysBetween, dueInWords, isoToday, readDate, type DateStyle } from "./date";
export { compareDecimals, fromMinor, isDecimal, toMinor, type Decimal } from "./decimal";
export { validLocale } from "./locale";
export { isNegative, isZero, type CurrencyDisplay, type Money, type NumberStyle } from "./money";
export type { Parsed } from "./parse";

export function moneyText(
  value: money.Money | null | undefined,
  display: money.CurrencyDisplay = "symbol",
): string {
  return money.formatMoney(value, preferences.numbers, display);
}

export const decimalText = (value: string | null | undefined, minPlaces = 0): string =>
  money.formatDecimal(value, preferences.numbers, minPlaces);

export const countText = (count: number): string => money.formatCount(count, preferences.numbers);

export const percentText = (value: string): string =>
  money.formatPercent(value, preferences.numbers);

export const dateText = (iso: string | null | undefined, style?: dates.DateStyle): string =>
  dates.formatDate(iso, preferences.locale, style);

/** Two days as one range; both are in it. */
export const daysRange = (from: string, to: string): string =>
  dates.formatDays(from, to, preferences.locale);

export const instantText = (iso: string | null | undefined, style?: "medium" | "precise"): string =>
  dates.formatInstant(iso, preferences.locale, preferences.zone, style);

export const agoText = (iso: string): string => dates.ago(iso, preferences.locale, new Date());

export const readDecimal = (text: string): parse.Parsed<string> =>
  parse.parseDecimal(text, preferences.locale);

export const readMoney = (text: string, currency: string): parse.Parsed<money.Money> =>
  parse.parseMoney(text, currency, preferences.locale);
