// Limits that are nearly or fully used, among what needs the person today.
import type { NeedsMe, UsageAlertDto } from "$lib/backend";
import { highest, isOpen } from "$lib/billing/limits";
import { readableWords } from "$lib/billing/plain_numbers";
import { countOf } from "$lib/billing/words";
import { percentText } from "$lib/format";

/** Those that are named one by one. */
const NAMED = 3;

const need = (alert: UsageAlertDto): NeedsMe => ({
  kind: Number(alert.threshold) >= 100 ? "limit_full" : "limit",
  title: `${alert.customer_name}: ${alert.name} ${percentText(alert.percent)} used`,
  detail: readableWords(alert.message),
  amount: null,
  route: `/customers/${alert.customer_id}?tab=usage`,
  action: "Look",
});

const more = (count: number): NeedsMe => ({
  kind: "limit",
  title: `${countOf(count, "more limit")} nearly or fully used`,
  detail: "Each is told once a period, until somebody has seen it.",
  amount: null,
  route: "/usage?tab=alerts",
  action: "Show all",
});

/** Red comes first; then limits, before what can wait. */
export function withLimits(
  needs: readonly NeedsMe[],
  alerts: readonly UsageAlertDto[],
): readonly NeedsMe[] {
  const open = highest(alerts.filter(isOpen));
  const named = open.length > NAMED + 1 ? open.slice(0, NAMED) : open;
  const left = open.length - named.length;
  const limits = [...named.map(need), ...(left > 0 ? [more(left)] : [])];
  const urgent = needs.filter(({ kind }) => kind === "past_due" || kind === "integrity");
  return [...urgent, ...limits, ...needs.filter((one) => !urgent.includes(one))];
}
