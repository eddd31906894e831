// The feed of what arrives: the newest on top, and no more than somebody reads.
import type { UsageEventDto } from "$lib/backend";

const KEPT = 200;

/** `came` is in the order of arrival; an event that is shown already stays where it is. */
export function fed(
  shown: readonly UsageEventDto[],
  came: readonly UsageEventDto[],
): readonly UsageEventDto[] {
  const newest = shown[0]?.place ?? 0;
  const fresh = came.filter((event) => event.place > newest);
  return fresh.length === 0 ? shown : [...fresh.reverse(), ...shown].slice(0, KEPT);
}
