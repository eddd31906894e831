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

/** The settings in words, in the order of the editor. */
export const settingWords = (content: PlanContentDto): [label: string, value: string][] => [
  ["Trial", trialWords(content.trial_days)],
  ["Parts of a period count", labelOf(CONVENTIONS, content.convention)],
  ["Changes are billed", labelOf(BEHAVIORS, content.behavior)],
  ["Prices", content.tax_inclusive ? "include tax" : "before tax"],
];
