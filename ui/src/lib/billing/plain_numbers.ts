// Figures in the short sentences from Rust, which are in plain notation, as the person writes them.
import { dateText, daysRange, decimalText, percentText } from "$lib/format";

/** A figure that stands alone: not a part of a date, a code or a name. */
const FIGURE = /(?<![\w.,/-])-?\d+(?:\.\d+)?(?![\w/-])(?!\.\d)([ \u00a0]?%)?/g;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** "2026-12-01", and "1 December 2026", which may end a range: "20 Nov – 19 Dec 2026". */
const DAY = String.raw`(?<iso>\d{4}-\d\d-\d\d)`;
const START = String.raw`(?<day>\d\d?) (?<month>${MONTHS.join("|")})[a-z]*(?: (?<year>\d{4}))?`;
const END = START.replaceAll("(?<", "(?<to_");
const RANGE = String.raw`(?:${START} – )?${END.replace(/\)\?$/, ")")}`;
const DAYS = new RegExp(String.raw`(?<![\w-])(?:${DAY}|${RANGE})(?![\w-])`, "g");

/** "2990.00 USD a year" → "2,990.00 USD a year", with as many places as there are. */
export const readableNumbers = (words: string): string =>
  words.replace(FIGURE, (figure, percent = "") => figureText(figure, percent) + percent);

/** The same of prices and taxes, where "2.5 %" is a figure and no part of somebody's name. */
export const readablePrices = (words: string): string =>
  words.replace(FIGURE, (figure, percent = "") =>
    percent ? percentText(figure.slice(0, -percent.length)) : figureText(figure),
  );

function figureText(text: string, tail = ""): string {
  const figure = text.slice(0, text.length - tail.length);
  return decimalText(figure, figure.split(".")[1]?.length ?? 0);
}

/** A sentence with figures and days: "4935.20 EUR from 2026-12-01" as the person writes both. */
export function readableWords(words: string): string {
  let [text, end] = ["", 0];
  for (const found of words.matchAll(DAYS)) {
    text += readableNumbers(words.slice(end, found.index)) + daysText(found.groups ?? {});
    end = found.index + found[0].length;
  }
  return text + readableNumbers(words.slice(end));
}

/** Why something cannot be: before anything was done, that nothing was changed is no news. */
export const problemWords = (words: string): string =>
  readableWords(words.replace(/[.;] nothing was changed\.(?=$| )/i, "."));

function daysText({ iso, day, month, year, ...to }: Record<string, string | undefined>): string {
  if (iso) return dateText(iso);
  const last = isoOf(to["to_day"], to["to_month"], to["to_year"]);
  return day ? daysRange(isoOf(day, month, year ?? to["to_year"]), last) : dateText(last);
}

const isoOf = (day = "", month = "", year = ""): string =>
  `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;

const UNIT = /^(?:\S+ )*[a-z]+[a-rt-z]$/;

/** "AI requests" for "AI request"; units that are no English words ("GB") stay as they are. */
export const plural = (unit: string, count: string): string =>
  count !== "1" && UNIT.test(unit) ? `${unit}s` : unit;

/** "500 minute" → "500 minutes": a limit as a comparison has it. */
export function limitText(cell: string): string {
  const [, most, unit] = /^(\d+(?:\.\d+)?) (\S+)$/.exec(cell) ?? [];
  return readableNumbers(most && unit ? `${most} ${plural(unit, most)}` : cell);
}
