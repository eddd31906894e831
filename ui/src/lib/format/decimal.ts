// Decimal numbers as text: exact, of any length, never a float.

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** A decimal string such as "-1234.50": optional "-", digits, optional "." and digits. */
export type Decimal = string;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Minor units to a decimal: ("-105", 2) → "-1.05", ("7", 3) → "0.007". */
export function fromMinor(minor: string, exponent: number): Decimal {
  const negative = minor.startsWith("-");
  const digits = (negative ? minor.slice(1) : minor).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent > 0 ? `.${digits.slice(-exponent)}` : "";
  return `${negative ? "-" : ""}${whole}${fraction}`;
}

/** A decimal to minor units: ("1.5", 2) → "150"; null when it has more places than fit. */
export function toMinor(decimal: Decimal, exponent: number): string | null {
  if (!isDecimal(decimal)) return null;
  const negative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > exponent) return null;
  const digits = (whole + kept.padEnd(exponent, "0")).replace(/^0+(?=\d)/, "");
  return negative && digits !== "0" ? `-${digits}` : digits;
}

/** -1, 0 or 1, comparing exactly. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const left = BigInt(toMinor(a, places) ?? "0");
  const right = BigInt(toMinor(b, places) ?? "0");
  return left < right ? -1 : left > right ? 1 : 0;
}

function placesOf(decimal: Decimal): number {
  return decimal.split(".")[1]?.length ?? 0;
}
