// The period of a change as a bar: the day, what is used, what is left, with their fraction.
import type { BillLineDto, SubscriptionPreview } from "$lib/backend";
import { placeIn } from "./words";

export interface Strip {
  start: string;
  end: string;
  on: string;
  /** Per cent of the bar that is used by then: for drawing only. */
  used: number;
  /** "17/31" of the period is left; nothing where every line is for a whole one. */
  left: string | null;
  /** What comes back, and what is billed for the rest. */
  credits: BillLineDto[];
  charges: BillLineDto[];
}

/** Null where the change is not inside its period: nothing is prorated then. */
export function stripOf(preview: SubscriptionPreview): Strip | null {
  const { on, period_start: start, period_end: end } = preview;
  if (on < start || on >= end) return null;
  const lines = (preview.now ?? preview.next)?.lines ?? [];
  // On its first day the rest is a whole period, which needs no fraction. What waited since an
  // earlier change, and what is caught up, is for time before this one.
  const parts = lines.filter(
    (line) => ["credit", "proration"].includes(line.kind) && (line.service_start ?? on) >= on,
  );
  if (parts.length === 0) return null;
  return {
    start,
    end,
    on,
    used: placeIn(start, end, on),
    left: parts.find((line) => line.fraction !== null)?.fraction ?? null,
    credits: parts.filter((line) => line.kind === "credit"),
    charges: parts.filter((line) => line.kind !== "credit"),
  };
}

/** "17/31" → "14/31": the used part beside the one that is left. */
export function usedPart(left: string | null): string | null {
  const [part, whole] = (left ?? "").split("/").map(Number);
  if (part === undefined || whole === undefined || !(whole > 0) || !(part <= whole)) return null;
  return `${whole - part}/${whole}`;
}
