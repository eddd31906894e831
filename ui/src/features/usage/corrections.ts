// Corrections of usage in words: what an event counts afterwards, before and after the fact.
import type { UsageEventDto } from "$lib/backend";
import { decimalText } from "$lib/format";
import type { Option } from "$lib/ui/Select.svelte";

export const CORRECTIONS: readonly Option[] = [
  { value: "replace", label: "Replace it", detail: "It counts this quantity instead" },
  { value: "adjust", label: "Add to it", detail: "It counts that much more, or less with a minus" },
];

/** "Replaced by 4: typing mistake", "+3". */
export function correctionWords(one: UsageEventDto): string {
  const quantity = decimalText(one.quantity);
  const plus = one.quantity.startsWith("-") ? "" : "+";
  const done = one.corrects?.type === "replace" ? `Replaced by ${quantity}` : `${plus}${quantity}`;
  const reason = one.properties["reason"];
  return reason ? `${done}: ${reason}` : done;
}
