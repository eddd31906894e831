// How this person writes numbers and dates, in the words that Rust draws charts with.

/** Mirrors `ChartLocale` of the crate `charts`. */
export interface ChartLocale {
  decimal_mark: string;
  group_mark: string;
  symbol_after: boolean;
  day_first: boolean;
  months: string[];
  weekdays: string[];
  thousand: string;
  million: string;
  billion: string;
  from_word: string;
  to_word: string;
}

/** Marks, names and order as `Intl` knows them for a language tag. */
export function chartLocale(tag: string): ChartLocale {
  const number = new Intl.NumberFormat(tag, { useGrouping: true }).formatToParts(-1234567.5);
  const mark = (type: string, otherwise: string) =>
    number.find((part) => part.type === type)?.value ?? otherwise;
  return {
    decimal_mark: mark("decimal", "."),
    group_mark: mark("group", ","),
    symbol_after: symbolStandsBehind(tag),
    day_first: dayStandsFirst(tag),
    months: Array.from({ length: 12 }, (_, month) => name(tag, { month: "short" }, month, 1)),
    // 5 January 2026 was a Monday.
    weekdays: Array.from({ length: 7 }, (_, day) => name(tag, { weekday: "short" }, 0, 5 + day)),
    thousand: "k",
    million: "M",
    billion: "B",
    from_word: "from",
    to_word: "to",
  };
}

function name(tag: string, shown: Intl.DateTimeFormatOptions, month: number, day: number): string {
  const date = new Date(Date.UTC(2026, month, day));
  return new Intl.DateTimeFormat(tag, { ...shown, timeZone: "UTC" }).format(date);
}

function symbolStandsBehind(tag: string): boolean {
  const style = { style: "currency", currency: "USD" } as const;
  const parts = new Intl.NumberFormat(tag, style).formatToParts(1);
  const order = parts.map((part) => part.type);
  return order.indexOf("currency") > order.indexOf("integer");
}

function dayStandsFirst(tag: string): boolean {
  const parts = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" }).formatToParts(0);
  const order = parts.map((part) => part.type);
  return order.indexOf("day") < order.indexOf("month");
}
