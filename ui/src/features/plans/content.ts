// What a version of a plan says besides its prices: settings and entitlements.
import type { EntitlementDto, PlanContentDto } from "$lib/backend";
import { plural } from "$lib/billing/plain_numbers";
import { decimalText } from "$lib/format";
import { labelOf } from "$lib/forms/choices";
import type { Option } from "$lib/ui/Select.svelte";

export const CONVENTIONS: readonly Option[] = [
  {
    value: "day",
    label: "By day",
    detail: "Days left over the days of the period: 17/31. The usual one",
  },
  { value: "second", label: "By second", detail: "As Stripe counts" },
  {
    value: "day_inclusive",
    label: "By day, the day of the change used",
    detail: "That day still belongs to the old plan",
  },
  {
    value: "thirty_day_month",
    label: "Months of 30 days",
    detail: "Every month counts alike, February too",
  },
  { value: "thirty_360", label: "30/360", detail: "The bond convention, years of 360 days" },
];

export const BEHAVIORS: readonly Option[] = [
  {
    value: "next_invoice",
    label: "With the next invoice",
    detail: "Credit and charge wait for it",
  },
  { value: "invoice_now", label: "At once", detail: "An invoice on the day of the change" },
  { value: "none", label: "Not at all", detail: "The new price counts from the next period" },
];

export const GRANTS: readonly Option[] = [
  { value: "feature", label: "Feature", detail: "In the plan or not" },
  { value: "limit", label: "Limit", detail: "A number, or unlimited" },
  { value: "level", label: "Level", detail: "In words, such as the support" },
];

export const ENFORCEMENTS: readonly Option[] = [
  {
    value: "by_price",
    label: "By price",
    detail: "Billed where the plan has a price for it, else refused",
  },
  { value: "soft", label: "Let through", detail: "Even where nothing is billed for it" },
  { value: "hard", label: "Refused", detail: "Even where the plan has a price for it" },
];

/** When somebody is told of a limit that says nothing else. */
export const ALERT_AT = ["80", "95", "100"] as const;

const RULES: Record<string, string> = { soft: "let through", hard: "refused" };

/** "More than that: refused · told at 80, 95, 100 %": a limit's rules on one line. */
export function limitRules({ enforcement, alert_at }: EntitlementDto): string {
  const rule = RULES[enforcement ?? ""] ?? "billed by its price, else refused";
  const at = alert_at && alert_at.length > 0 ? alert_at : ALERT_AT;
  return `More than that: ${rule} · told at ${at.map((one) => decimalText(one)).join(", ")} %`;
}

const BEYOND: Record<string, string> = { soft: "more is let through", hard: "more is refused" };

/** What a plan says of its own accord about more than a limit; nothing where the price decides. */
export const beyondWords = ({ kind, most, enforcement }: EntitlementDto): string =>
  kind === "limit" && most !== null ? (BEYOND[enforcement ?? ""] ?? "") : "";

export const blankEntitlement = (kind: string): EntitlementDto => ({
  key: "",
  name: "",
  kind,
  on: true,
  most: kind === "limit" ? "" : null,
  unit: "",
  level: "",
});

/** Something was begun in its row. */
export const isGrant = ({ name, key }: EntitlementDto): boolean => name.trim() !== "" || key !== "";

/** "yes", "500 minutes", "unlimited", "priority". */
export function grantWords(one: EntitlementDto): string {
  if (one.kind === "feature") return one.on ? "yes" : "no";
  if (one.kind === "level") return one.level || "–";
  if (one.most === null) return "unlimited";
  const most = one.most || "0";
  return `${decimalText(most)} ${plural(one.unit, most)}`.trim();
}

const trialWords = (days: number): string =>
  days === 0 ? "no trial" : days === 1 ? "1 day" : `${days} days`;

const earlyWords = ({ progressive }: PlanContentDto): [label: string, value: string][] => {
  const amounts = (progressive ?? []).map(
    ({ amount, currency }) => `${decimalText(amount, 2)} ${currency}`,
  );
  return amounts.length > 0 ? [["Usage is billed early at", amounts.join(", ")]] : [];
};

/** The settings in words, in the order of the editor. */
export const settingWords = (content: PlanContentDto): [label: string, value: string][] => [
  ["Trial", trialWords(content.trial_days)],
  ["Parts of a period count", labelOf(CONVENTIONS, content.convention)],
  ["Changes are billed", labelOf(BEHAVIORS, content.behavior)],
  ...earlyWords(content),
  ["Prices", content.tax_inclusive ? "include tax" : "before tax"],
];

type Early = Pick<PlanContentDto, "progressive">;

/** What a period's usage may come to in this currency before it is billed; null waits. */
export const earlyAmount = ({ progressive }: Early, currency: string): string | null =>
  progressive?.find((one) => one.currency === currency)?.amount ?? null;

/** The amounts with another one for this currency, or without one. */
export function withEarly(
  { progressive }: Early,
  currency: string,
  amount: string | null,
): NonNullable<Early["progressive"]> {
  const others = (progressive ?? []).filter((one) => one.currency !== currency);
  return amount === null ? others : [...others, { currency, amount }];
}
