// Tells in a note that usage came near a limit or reached it, wherever the person is.
import { onEvent, type LimitReached } from "$lib/backend";
import { readableWords } from "$lib/billing/plain_numbers";
import { countText } from "$lib/format";
import { toasts } from "$lib/ui/toast.svelte";
import { go } from "./router.svelte";

/** An import reaches many limits at once: those that follow one another closely are one note. */
const GATHER_MS = 500;

/** Until the returned function is called. */
export function watchLimits(): () => void {
  let reached: LimitReached[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    const all = reached;
    reached = [];
    const { text, route } = noteOf(all);
    toasts.show(text, { action: { label: "Show", run: () => go(route) } });
  };
  const stop = onEvent((event) => {
    if (event.kind !== "limit-reached") return;
    reached.push(event.payload);
    clearTimeout(timer);
    timer = setTimeout(tell, GATHER_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** One limit in its own words, several by their number; a limit's highest alert says it all. */
export function noteOf(all: readonly LimitReached[]): { text: string; route: string } {
  const limits = new Map(all.map((one) => [`${one.subscription_id} ${one.key}`, one]));
  const [first] = [...limits.values()].slice(-1);
  if (limits.size === 1 && first) {
    const route = `/customers/${first.customer_id}?tab=usage`;
    return { text: readableWords(first.message), route };
  }
  const text = `${countText(limits.size)} limits are nearly or fully used.`;
  return { text, route: "/usage?tab=alerts" };
}
