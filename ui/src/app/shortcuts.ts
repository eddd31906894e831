// The keys that work everywhere, and the way for a screen to bind its own.
import type { Shortcut } from "$lib/ui/keys.svelte";
import { preferences } from "$lib/preferences.svelte";
import { NAVIGATION } from "./navigation";
import { go, router } from "./router.svelte";
import { session } from "./session.svelte";

export { bindKeys, shortcuts, type Shortcut } from "$lib/ui/keys.svelte";

/** The group of a screen's own keys; the palette lists them as "On this page". */
export const THIS_PAGE = "This page";

interface ShellActions {
  openPalette: () => void;
  openSheet: () => void;
}

const opened = () => session.isOpen;

/** One level up: an invoice goes back to the invoices. */
function goUp(): boolean {
  const parts = router.path.split("/");
  if (parts.length < 2) return false;
  go(`/${parts[0] ?? ""}`);
  return true;
}

export function shellKeys(shell: ShellActions): Shortcut[] {
  const everywhere = (keys: string, label: string, run: () => unknown): Shortcut => ({
    keys,
    label,
    group: "Everywhere",
    when: opened,
    run,
  });
  return [
    { ...everywhere("Ctrl+K", "Find, go to, create", shell.openPalette), inFields: true },
    everywhere("?", "This list of keys", shell.openSheet),
    { ...everywhere("Ctrl+Shift+L", "Lock the ledger", () => session.lock()), inDialogs: true },
    {
      ...everywhere("Ctrl+Shift+H", "Hide or show amounts", () =>
        preferences.set("hideAmounts", !preferences.stored.hideAmounts),
      ),
      inDialogs: true,
    },
    everywhere("Escape", "Back to the list", goUp),
    ...NAVIGATION.map((item) => ({
      keys: `G then ${item.letter}`,
      label: item.label,
      group: "Go to",
      when: opened,
      run: () => go(item.href),
    })),
    ...DATE_KEYS,
  ];
}

/** Bound by the date field itself; printed here. */
const DATE_KEYS: Shortcut[] = [
  { keys: "T", label: "Today", group: "In a date" },
  { keys: "+", label: "A day later", group: "In a date" },
  { keys: "-", label: "A day earlier", group: "In a date" },
  { keys: "M", label: "Start of the month", group: "In a date" },
  { keys: "H", label: "End of the month", group: "In a date" },
];
