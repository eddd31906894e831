// What a person typed into an amount or quantity field, read exactly, in any of the usual styles.
import { exponentOf } from "./currency";
import { toMinor, type Decimal } from "./decimal";
import type { Money } from "./money";

export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

const NOT_A_NUMBER = "This is not a number.";
const NEGATIVE = /^[-\u2212\u2013]|[-\u2212]$|^\(.*\)$/;
/** Signs, brackets, spaces, apostrophes used for grouping, currency symbols and codes. */
const DECORATION = /[-\u2212\u2013()\s\u00a0\u202f'\u2019\u066c]|\p{Sc}|[A-Z]{3}/gu;
const ARABIC_ZEROS = [0x0660, 0x06f0];

/** The sign a language puts before decimals: "." or ",". */
function decimalSign(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find((part) => part.type === "decimal")?.value === "," ? "," : ".";
}

function westernDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
      const code = digit.charCodeAt(0);
      const zero = ARABIC_ZEROS.find((start) => code >= start && code <= start + 9) ?? code;
      return String(code - zero);
    })
    .replaceAll("\u066b", ".");
}

/** Where the decimals begin in "1.234,50": at the last sign, unless that one groups thousands. */
function splitAt(digits: string, locale: string): number {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (last < 0) return -1;
  const sign = digits[last] ?? "";
  const other = sign === "." ? "," : ".";
  if (digits.includes(other)) return last;
  const alone = digits.indexOf(sign) === last;
  if (alone && sign === decimalSign(locale)) return last;
  const tail = digits.length - last - 1;
  return alone && tail !== 3 ? last : -1;
}

function wellGrouped(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}(,\d{2,3})*,\d{3}$|^\d{1,3}(\.\d{3})+$/.test(whole);
}

/** "1.234,50", "1,234.50", "(12.5)", "12,5-", "€ 7" → an exact decimal string. */
export function parseDecimal(text: string, locale: string): Parsed<Decimal> {
  const trimmed = westernDigits(text.trim());
  const negative = NEGATIVE.test(trimmed);
  const digits = trimmed.replace(DECORATION, "");
  if (!/^[\d.,]*\d[\d.,]*$/.test(digits)) return { ok: false, reason: NOT_A_NUMBER };
  const split = splitAt(digits, locale);
  const whole = split < 0 ? digits : digits.slice(0, split);
  const fraction = split < 0 ? "" : digits.slice(split + 1);
  if (!wellGrouped(whole) || !/^\d*$/.test(fraction)) return { ok: false, reason: NOT_A_NUMBER };
  const integer = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "") || "0";
  const value = fraction === "" ? integer : `${integer}.${fraction}`;
  return { ok: true, value: negative && /[1-9]/.test(value) ? `-${value}` : value };
}

/** Reads an amount of `currency`; refuses more decimal places than it has. */
export function parseMoney(text: string, currency: string, locale: string): Parsed<Money> {
  const read = parseDecimal(text, locale);
  if (!read.ok) return read;
  const digits = exponentOf(currency);
  const minor = toMinor(read.value, digits);
  if (minor !== null) return { ok: true, value: { minor, currency } };
  const places = digits === 0 ? "no decimal places" : `at most ${digits} decimal places`;
  return { ok: false, reason: `${currency} has ${places}.` };
}
