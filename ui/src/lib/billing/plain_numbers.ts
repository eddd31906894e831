// Figures in the short sentences from Rust, which are in plain notation, as the person writes them.
import { decimalText } from "$lib/format";

/** A figure that stands alone: not a part of a date, a code or a name. */
const FIGURE = /(?<![\w.,/-])\d+(?:\.\d+)?(?![\w/-])(?!\.\d)/g;

/** "2990.00 USD a year" → "2,990.00 USD a year", with as many places as there are. */
export const readableNumbers = (words: string): string =>
  words.replace(FIGURE, (figure) => decimalText(figure, figure.split(".")[1]?.length ?? 0));

const UNIT = /^[a-z]+[a-rt-z]$/;

/** "minutes" for "minute"; units that are no English words ("GB") stay as they are. */
export const plural = (unit: string, count: string): string =>
  count !== "1" && UNIT.test(unit) ? `${unit}s` : unit;

/** "500 minute" → "500 minutes": a limit as a comparison has it. */
export function limitText(cell: string): string {
  const [, most, unit] = /^(\d+(?:\.\d+)?) (\S+)$/.exec(cell) ?? [];
  return readableNumbers(most && unit ? `${most} ${plural(unit, most)}` : cell);
}
