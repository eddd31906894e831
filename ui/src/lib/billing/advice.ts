// Advice in words: what it saves and what it changes for the business, and when to look again.
import { parseDate } from "@internationalized/date";
import type { AdviceDto, AdviceList, Money } from "$lib/backend";
import { dateText, isNegative, isZero, moneyText } from "$lib/format";
import type { Tone } from "$lib/ui/status";

/** Advice that is looked at together. */
export interface AdviceGroup {
  name: string;
  /** What it means to stand here. */
  note: string;
  rows: readonly AdviceDto[];
}

/** In the order in which to look at it; groups without advice are left out. */
export const adviceGroups = ({ now, next, later }: AdviceList): AdviceGroup[] =>
  [
    { name: "Now", note: "costs money or stops work already", rows: now },
    { name: "Next", note: "before the next renewal", rows: next },
    { name: "Later", note: "when there is time", rows: later },
  ].filter(({ rows }) => rows.length > 0);

/** Without its sign: the words beside it say which way it goes. */
const plain = (amount: Money): string =>
  moneyText({ ...amount, minor: amount.minor.replace(/^-/, "") });

/** "saves 12.00 € a month", "costs 70.00 € more a month"; empty where it is not about a price. */
export function savingText(amount: Money | null, span = "a month"): string {
  if (!amount) return "";
  if (isZero(amount)) return `costs the same ${span}`;
  return isNegative(amount)
    ? `costs ${plain(amount)} more ${span}`
    : `saves ${plain(amount)} ${span}`;
}

/** "You take 12.00 € less a month." */
export function businessText(amount: Money | null): string {
  if (!amount) return "";
  if (isZero(amount)) return "Nothing changes in what you take.";
  return `You take ${plain(amount)} ${isNegative(amount) ? "less" : "more"} a month.`;
}

/** "8.00 € to 14.00 € in four months of five": the saving's 80 % interval. */
export const intervalText = ({ saving_from: from, saving_to: to }: AdviceDto): string =>
  from && to && from.minor !== to.minor
    ? `${moneyText(from)} to ${moneyText(to)} in four months of five`
    : "";

const CONFIDENCE: Record<string, { word: string; tone: Tone }> = {
  high: { word: "High confidence", tone: "pos" },
  medium: { word: "Medium confidence", tone: "info" },
  low: { word: "Low confidence", tone: "neutral" },
};

export const confidenceOf = ({ confidence }: AdviceDto): { word: string; tone: Tone } =>
  CONFIDENCE[confidence] ?? { word: confidence, tone: "neutral" };

/** "Snoozed until Dec 20, 2026", "Dismissed: they leave anyway". */
export function answerText({ answer }: AdviceDto): string {
  if (!answer) return "";
  if (answer.state === "snoozed") return `Snoozed until ${dateText(answer.until_on)}`;
  if (answer.state === "accepted") return "Accepted";
  return answer.reason ? `Dismissed: ${answer.reason}` : "Dismissed";
}

/** When a snoozed piece of advice may come back. */
export const snoozes = (today: string): readonly { label: string; until: string }[] => {
  const day = parseDate(today);
  return [
    { label: "For a week", until: day.add({ weeks: 1 }).toString() },
    { label: "For a month", until: day.add({ months: 1 }).toString() },
    { label: "For three months", until: day.add({ months: 3 }).toString() },
  ];
};
