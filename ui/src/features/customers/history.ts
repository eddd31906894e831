// A customer's history as a timeline: kinds to filter by, moments, and where each entry opens.
import type { TimelineEntry } from "$lib/backend";
import type { TimelineItem } from "$lib/ui/Timeline.svelte";
import { statusOf, type Tone } from "$lib/ui/status";

export const KINDS = [
  { id: "invoice", label: "Invoices" },
  { id: "payment", label: "Payments" },
  { id: "credit_note", label: "Credit notes" },
  { id: "credit_grant", label: "Prepaid credit" },
  { id: "customer", label: "Changes" },
] as const;

const TONES: Record<string, Tone> = {
  invoice: "info",
  payment: "pos",
  credit_note: "violet",
  credit_grant: "brass",
  customer: "neutral",
};

/** Documents and payments bear a day, which comes as its first instant in UTC. */
const START_OF_DAY = /^(\d{4}-\d{2}-\d{2})T00:00:00(Z|\+00:00)$/;

export function momentOf(entry: TimelineEntry): string {
  const day = entry.kind === "customer" ? null : START_OF_DAY.exec(entry.at);
  return day?.[1] ?? entry.at;
}

/** Payments lead to the invoice they paid, credit notes to theirs; `invoices` knows whose it is. */
export function hrefOf(
  entry: TimelineEntry,
  invoices: ReadonlyMap<string, string>,
): string | undefined {
  const id = entry.subject_id;
  if (!id || entry.kind === "customer") return undefined;
  if (entry.kind !== "credit_note") return `#/invoices/${id}`;
  const invoice = invoices.get(id);
  return invoice ? `#/invoices/${invoice}?credit=${id}` : undefined;
}

/** An invoice's status in its word, else what was given with it and the title lacks; by whom. */
export function detailOf(entry: TimelineEntry): string {
  const isStatus = entry.kind === "invoice" && entry.detail !== "";
  const what = isStatus ? statusOf(entry.detail).word : entry.detail;
  const fresh = entry.title.includes(what) ? "" : what;
  return [fresh, entry.actor && `by ${entry.actor}`].filter(Boolean).join(" · ");
}

export function toItem(
  entry: TimelineEntry,
  at: number,
  invoices: ReadonlyMap<string, string>,
): TimelineItem {
  const href = hrefOf(entry, invoices);
  const detail = detailOf(entry);
  return {
    id: `${entry.at} ${at}`,
    at: momentOf(entry),
    title: entry.title,
    tone: TONES[entry.kind] ?? "neutral",
    ...(detail ? { detail } : {}),
    ...(href ? { href } : {}),
    ...(entry.amount ? { amount: entry.amount } : {}),
  };
}

/** How many entries each kind has, for the chips. */
export function countsOf(entries: readonly TimelineEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
