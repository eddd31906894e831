// Amounts and quantities as people read them, exactly, from decimal strings.
import { exponentOf } from "./currency";
import { fromMinor, type Decimal } from "./decimal";

/** An amount as it crosses from Rust: minor units as text, with its currency. */
export interface Money {
  minor: string;
  currency: string;
}

export interface NumberStyle {
  locale: string;
  negatives: "minus" | "parentheses";
}

/** The currency's place in the text: its symbol, its code, or nothing. */
export type CurrencyDisplay = "symbol" | "code" | "none";

const ABSENT = "–";
const TRUE_MINUS = "\u2212";
const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** Formats the digits without a sign, then adds the sign we want. */
function signed(decimal: Decimal, shape: Intl.NumberFormat, style: NumberStyle): string {
  const negative = decimal.startsWith("-");
  const text = shape.format((negative ? decimal.slice(1) : decimal) as `${number}`);
  if (!negative || !/[1-9]/.test(decimal)) return text;
  return style.negatives === "parentheses" ? `(${text})` : `${TRUE_MINUS}${text}`;
}

/** ("-123456", "EUR") → "−1,234.56", "−€1,234.56" or "−1,234.56 EUR"; absent → "–". */
export function formatMoney(
  money: Money | null | undefined,
  style: NumberStyle,
  display: CurrencyDisplay = "symbol",
): string {
  if (!money) return ABSENT;
  const digits = exponentOf(money.currency);
  const decimal = fromMinor(money.minor, digits);
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (display === "symbol") {
    const options = { ...places, style: "currency", currency: money.currency } as const;
    return signed(decimal, format(style.locale, options), style);
  }
  const text = signed(decimal, format(style.locale, places), style);
  return display === "code" ? `${text}\u00a0${money.currency}` : text;
}

/** A decimal with its own places, at least `minPlaces`: "1234.5" → "1,234.5". */
export function formatDecimal(
  decimal: Decimal | null | undefined,
  style: NumberStyle,
  minPlaces = 0,
): string {
  if (decimal === null || decimal === undefined || decimal === "") return ABSENT;
  const shape = format(style.locale, {
    minimumFractionDigits: minPlaces,
    maximumFractionDigits: 20,
  });
  return signed(decimal, shape, style);
}

/** A count such as 10 000 rows. */
export function formatCount(count: number, style: NumberStyle): string {
  return format(style.locale, { maximumFractionDigits: 0 }).format(count);
}

/** "19" → "19 %" or "19%", as the language writes it. */
export function formatPercent(decimal: Decimal, style: NumberStyle): string {
  const sample = format(style.locale, { style: "percent" }).formatToParts(1);
  const tail = sample.filter((part) => part.type === "literal" || part.type === "percentSign");
  return formatDecimal(decimal, style) + tail.map((part) => part.value).join("");
}

export function isZero(money: Money): boolean {
  return !/[1-9]/.test(money.minor);
}

export function isNegative(money: Money): boolean {
  return money.minor.startsWith("-") && !isZero(money);
}
