// The life of a subscription by days: what happened and what is to come, ready to be shown.
import type { LifeEventDto } from "$lib/backend";
import type { Tone } from "$lib/ui/status";

const TONES: Record<string, Tone> = {
  started: "pos",
  trial_end: "violet",
  renewal: "accent",
  change: "info",
  pause: "brass",
  resume: "pos",
  cancel: "neg",
  end: "neg",
  invoice: "neutral",
};

export const toneOf = (event: LifeEventDto): Tone => TONES[event.kind] ?? "neutral";

/** Coming events by day; past ones newest first, so that today is where both begin. */
export function splitLife(life: readonly LifeEventDto[]): {
  coming: LifeEventDto[];
  past: LifeEventDto[];
} {
  const byDay = [...life].sort((one, other) =>
    one.on < other.on ? -1 : one.on > other.on ? 1 : 0,
  );
  return {
    coming: byDay.filter((event) => event.coming),
    past: byDay.filter((event) => !event.coming).reverse(),
  };
}
