// The tiers of a price as a grid: rows added, removed, pasted from a spreadsheet.
import type { TierDto } from "$lib/backend";
import { compareDecimals, decimalText, isDecimal, type Parsed } from "$lib/format";
import { blankTier, isTiered } from "./models";

export type TierField = "up_to" | "unit_amount" | "flat_amount" | "rate_pct";

/** The columns of the grid, in the order in which a spreadsheet pastes. */
export const tierFields = (type: string): readonly TierField[] =>
  isTiered(type) ? ["up_to", "unit_amount", "flat_amount"] : ["up_to", "rate_pct", "flat_amount"];

/** A further tier before the last, which stays open above; its bound is still to be typed. */
export function addTier(tiers: readonly TierDto[]): TierDto[] {
  const last = tiers.at(-1);
  if (!last) return [blankTier()];
  const open = last.up_to === null ? tiers.slice(0, -1) : tiers;
  const above = last.up_to === null ? { ...last } : blankTier();
  return [...open, { ...blankTier(), up_to: "" }, above];
}

/** Without the tier at `at`; the last one left is open above. */
export function removeTier(tiers: readonly TierDto[], at: number): TierDto[] {
  const kept = tiers.filter((_, place) => place !== at);
  if (kept.length === 0) return [blankTier()];
  return kept.map((tier, place) => (place === kept.length - 1 ? { ...tier, up_to: null } : tier));
}

const OPEN = /^(∞|inf(inity)?|and above|above|unlimited|-|–|\*)?$/i;

export interface PastedTiers {
  tiers: TierDto[];
  /** Cells that are no number. */
  unread: number;
}

/** Fills the grid from `at` on; the last row is open above whatever it says. */
export function pasteTiers(
  tiers: readonly TierDto[],
  at: number,
  field: TierField,
  cells: readonly (readonly string[])[],
  type: string,
  read: (text: string) => Parsed<string>,
): PastedTiers {
  const fields = tierFields(type);
  const first = Math.max(0, fields.indexOf(field));
  let unread = 0;
  const value = (text: string): string | null => {
    const parsed = read(text);
    if (!parsed.ok) unread += 1;
    return parsed.ok ? parsed.value : null;
  };
  const filled = [...tiers.map((tier) => ({ ...tier }))];
  cells.forEach((row, down) => {
    const tier = (filled[at + down] ??= blankTier());
    row.forEach((text, across) => {
      const name = fields[first + across];
      if (name === undefined) return;
      if (name === "up_to") tier.up_to = OPEN.test(text) ? null : (value(text) ?? tier.up_to);
      else tier[name] = text === "" ? "" : (value(text) ?? tier[name]);
    });
  });
  return { tiers: closeBounds(filled), unread };
}

/** Only the last tier has no bound; others that miss theirs get an empty one to type. */
export const closeBounds = (tiers: readonly TierDto[]): TierDto[] =>
  tiers.map((tier, at) => {
    const last = at === tiers.length - 1;
    return { ...tier, up_to: last ? null : (tier.up_to ?? "") };
  });

/** "Units 11 to 20": inclusive bounds in words, from the tier before to this one. */
export function tierRange(tiers: readonly TierDto[], at: number, counts: boolean): string {
  const from = at === 0 ? null : (tiers[at - 1]?.up_to ?? "");
  const to = tiers[at]?.up_to ?? null;
  if (from === "" || to === "") return "";
  const start = from === null ? (counts ? "1" : "0") : above(from, counts);
  if (to === null) {
    if (from === null) return "All of it";
    return start.startsWith("More") ? start : `${start} and more`;
  }
  if (!isDecimal(to)) return "";
  if (from !== null && compareDecimals(to, from) <= 0) return "Its bound is not above the last";
  return counts && from === null && to === "1"
    ? "The first one"
    : `${start} to ${decimalText(to)}, the last included`;
}

/** What comes after an inclusive bound: the next whole unit, or "more than" it. */
function above(bound: string, counts: boolean): string {
  if (!counts || !/^\d+$/.test(bound)) return `More than ${decimalText(bound)}`;
  return decimalText((BigInt(bound) + 1n).toString());
}
