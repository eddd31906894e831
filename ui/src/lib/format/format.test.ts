// Amounts, quantities and dates: expected values are written by hand from each language's rules.
import { describe, expect, it } from "vitest";
import { ago, daysBetween, dueInWords, formatDate, formatDays, formatInstant } from "./date";
import { compareDecimals, fromMinor, toMinor } from "./decimal";
import { validLocale } from "./locale";
import { formatDecimal, formatMoney, formatPercent, type NumberStyle } from "./money";
import { parseDecimal, parseMoney } from "./parse";

const US: NumberStyle = { locale: "en-US", negatives: "minus" };
const DE: NumberStyle = { locale: "de-DE", negatives: "minus" };
const BOOKS: NumberStyle = { locale: "en-US", negatives: "parentheses" };

describe("decimals", () => {
  it.each([
    ["-105", 2, "-1.05"],
    ["7", 3, "0.007"],
    ["1234", 0, "1234"],
    ["0", 2, "0.00"],
  ])("minor %s with %i places is %s", (minor, places, decimal) => {
    expect(fromMinor(minor, places)).toBe(decimal);
  });

  it.each([
    ["1.5", 2, "150"],
    ["-0.00", 2, "0"],
    ["1.005", 2, null],
    ["1.500", 2, "150"],
    ["abc", 2, null],
  ])("%s with %i places is minor %s", (decimal, places, minor) => {
    expect(toMinor(decimal, places)).toBe(minor);
  });

  it("compares beyond the precision of a float", () => {
    // Both round to the same double (2^53 = 9007199254740992).
    expect(compareDecimals("9007199254740993", "9007199254740992")).toBe(1);
    expect(compareDecimals("-1.10", "-1.1")).toBe(0);
  });
});

describe("money", () => {
  it.each([
    [{ minor: "-123456", currency: "EUR" }, US, "symbol", "\u2212€1,234.56"],
    [{ minor: "-123456", currency: "EUR" }, BOOKS, "none", "(1,234.56)"],
    [{ minor: "123456", currency: "EUR" }, DE, "code", "1.234,56\u00a0EUR"],
    [{ minor: "1234", currency: "JPY" }, US, "code", "1,234\u00a0JPY"],
    [{ minor: "1234567", currency: "KWD" }, US, "none", "1,234.567"],
    [{ minor: "0", currency: "USD" }, US, "none", "0.00"],
    // i64::MAX minor units: a float would end in …800.
    [{ minor: "9223372036854775807", currency: "USD" }, US, "none", "92,233,720,368,547,758.07"],
  ] as const)("%o", (money, style, display, text) => {
    expect(formatMoney(money, style, display)).toBe(text);
  });

  it("shows an absent amount as a dash and never as zero", () => {
    expect(formatMoney(null, US)).toBe("–");
  });

  it("keeps a quantity's own places and writes percent as the language does", () => {
    expect(formatDecimal("1234.5000001", US)).toBe("1,234.5000001");
    expect(formatPercent("19", DE)).toBe("19\u00a0%");
    expect(formatPercent("8.875", US)).toBe("8.875%");
  });
});

describe("typed amounts", () => {
  it.each([
    ["1,234.50", "en-US", "1234.50"],
    ["1.234,50", "de-DE", "1234.50"],
    ["1.234,50", "en-US", "1234.50"], // two signs: the last one is the decimal sign
    ["1,234", "en-US", "1234"],
    ["1,234", "de-DE", "1.234"],
    ["1.234", "de-DE", "1234"],
    ["12,5", "en-US", "12.5"], // one sign, not three digits: cannot be a group
    ["12.5", "de-DE", "12.5"],
    ["(12.50)", "en-US", "-12.50"],
    ["12.50-", "en-US", "-12.50"],
    ["\u22127", "en-US", "-7"],
    ["€ 1’234.50", "de-CH", "1234.50"],
    ["1 234,50 EUR", "fr-FR", "1234.50"],
    ["12,34,567.89", "en-IN", "1234567.89"],
    ["١٢٣٫٤٥", "ar-EG", "123.45"],
    [".5", "en-US", "0.5"],
    ["0", "en-US", "0"],
    ["-0.00", "en-US", "0.00"],
  ])("%s in %s is %s", (text, locale, value) => {
    expect(parseDecimal(text, locale)).toEqual({ ok: true, value });
  });

  it.each(["", "abc", "1.2.3.4", "1,23,4.5", "--", "12x", "1e5"])("refuses %s", (text) => {
    expect(parseDecimal(text, "en-US").ok).toBe(false);
  });

  it("knows each currency's places", () => {
    const eur = parseMoney("12.5", "EUR", "en-US");
    expect(eur).toEqual({ ok: true, value: { minor: "1250", currency: "EUR" } });
    const yen = parseMoney("12.5", "JPY", "en-US");
    expect(yen).toEqual({ ok: false, reason: "JPY has no decimal places." });
    expect(parseMoney("1.005", "USD", "en-US").ok).toBe(false);
  });
});

describe("locale", () => {
  it.each([
    ["C", "en-US"],
    ["POSIX", "en-US"],
    ["", "en-US"],
    [null, "en-US"],
    ["de_DE.UTF-8", "de-DE"],
    ["fr-ca", "fr-CA"],
    ["!!", "en-US"],
  ])("%s becomes %s", (tag, locale) => {
    expect(validLocale(tag)).toBe(locale);
  });
});

describe("dates", () => {
  it("formats a calendar date without any zone moving it", () => {
    expect(formatDate("2026-01-01", "en-US")).toBe("Jan 1, 2026");
    expect(formatDate("2026-01-01", "de-DE", "short")).toBe("01.01.2026");
    expect(formatDate("2026-02-30", "en-US")).toBe("–");
    expect(formatDays("2026-11-01", "2026-11-30", "en-US")).toBe("Nov 1 – 30, 2026");
    expect(formatDays("2026-12-20", "2027-01-19", "en-US")).toBe("Dec 20, 2026 – Jan 19, 2027");
    expect(formatDays("", "2027-01-19", "en-US")).toBe("–");
  });

  it("formats an instant in the business's zone", () => {
    // 23:30 UTC is 00:30 on the next day in Berlin (UTC+1 in winter).
    const text = formatInstant("2026-01-01T23:30:00Z", "en-GB", "Europe/Berlin");
    expect(text).toBe("2 Jan 2026, 00:30");
  });

  it("counts days over a leap day and a month end", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(dueInWords("2026-11-23", "2026-11-20")).toBe("due in 3 days");
    expect(dueInWords("2026-11-19", "2026-11-20")).toBe("1 day late");
    expect(dueInWords("2026-11-20", "2026-11-20")).toBe("due today");
  });

  it("says how long ago", () => {
    const now = new Date("2026-11-20T12:00:00Z");
    expect(ago("2026-11-20T11:55:00Z", "en-US", now)).toBe("5 minutes ago");
    expect(ago("2026-11-19T12:00:00Z", "en-US", now)).toBe("yesterday");
  });
});
