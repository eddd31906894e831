// Prepaid credit in words: whose turn it is, when it ends, what happened to it.
import type { CreditGrantRow, CreditMovementDto } from "$lib/backend";
import { countText, dateText, daysBetween } from "$lib/format";

export const CATEGORIES = [
  {
    value: "paid",
    label: "Paid ahead",
    detail: "Money came in; the books owe it until it is used",
  },
  {
    value: "promotional",
    label: "A gift",
    detail: "Nobody paid; it lowers revenue when it is used",
  },
];

/** Credit that an invoice can still use, now or from a later day. */
export const isLive = (grant: CreditGrantRow): boolean =>
  grant.state === "available" || grant.state === "upcoming";

/** When it ends, or when it begins where that is still to come: "Expires on 1 Mar 2027". */
export function daysText(grant: CreditGrantRow, today: string): string {
  const begins = grant.state === "upcoming" ? `From ${dateText(grant.effective_on)}` : "";
  return [begins, endText(grant, today)].filter((words) => words !== "").join(" · ");
}

function endText(grant: CreditGrantRow, today: string): string {
  const { expires_on } = grant;
  if (!expires_on) return "Never expires";
  if (grant.state === "expired") return `Expired on ${dateText(expires_on)}`;
  if (!grant.expires_soon) return `Expires on ${dateText(expires_on)}`;
  const days = daysBetween(today, expires_on);
  if (days <= 1) return `Expires tomorrow, ${dateText(expires_on)}`;
  return `Expires in ${countText(days)} days, on ${dateText(expires_on)}`;
}

const KINDS: Record<string, string> = {
  granted: "Granted",
  applied: "Used",
  returned: "Given back",
  expired: "Expired",
  voided: "Taken back",
};

/** "Used by INV-2026-0007". */
export function movementText(moved: CreditMovementDto): string {
  const word = KINDS[moved.kind] ?? moved.kind;
  return moved.invoice_number ? `${word} by ${moved.invoice_number}` : word;
}

/** Whether it made the credit smaller. */
export const isTaken = (moved: CreditMovementDto): boolean =>
  ["applied", "expired", "voided"].includes(moved.kind);

/** What taking back does, before it is done. */
export const voidText = (grant: CreditGrantRow): string =>
  grant.category === "paid"
    ? "It was paid for, so it becomes the customer’s credit and pays their next invoices."
    : "It was a gift, so it just ends. Nothing is posted.";
