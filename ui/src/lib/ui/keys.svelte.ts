// The one registry of keys: it binds them, and the "?" sheet prints what it holds.
import { untrack } from "svelte";
import { preferences } from "$lib/preferences.svelte";

export interface Shortcut {
  /** "Ctrl+K", "Ctrl+Shift+L", "N", "/", "Alt+1", "G then C", "ArrowDown", "Space", "Enter". */
  keys: string;
  label: string;
  group: string;
  /** Return false to let the key go on to whatever else listens. Absent: only printed. */
  run?: (event: KeyboardEvent) => unknown;
  when?: () => boolean;
  /** Works while typing in a field (Ctrl and Alt combinations do by default). */
  inFields?: boolean;
  /** Works while a dialog is open. */
  inDialogs?: boolean;
  /** Acts only on what has the focus, so switching single letters off leaves it alone. */
  whileFocused?: boolean;
}

const SEQUENCE_MS = 1_200;
const FIELD = "input,textarea,select,[contenteditable='true'],[role='spinbutton']";
const NOT_TYPED = ["checkbox", "radio", "button"];

let bound = $state.raw<readonly Shortcut[]>([]);
let leader: { key: string; until: number } | null = null;

/** Adds shortcuts until the returned function is called; the latest bound wins. */
export function bindKeys(shortcuts: readonly Shortcut[]): () => void {
  // Untracked: an effect that binds must not run again because something was bound.
  untrack(() => (bound = [...bound, ...shortcuts]));
  return () => {
    untrack(() => (bound = bound.filter((one) => !shortcuts.includes(one))));
  };
}

/** Inside a component's script: binds while the component is on screen. */
export function shortcuts(list: readonly Shortcut[]): void {
  $effect(() => bindKeys(list));
}

/** Everything bound now, by group, without doubles: what the palette and the "?" sheet show. */
export function keySheet(): Map<string, Shortcut[]> {
  const groups = new Map<string, Shortcut[]>();
  for (const one of bound) {
    const group = groups.get(one.group) ?? [];
    const known = group.findIndex((other) => other.keys === one.keys);
    if (known >= 0) group[known] = one;
    else group.push(one);
    groups.set(one.group, group);
  }
  return groups;
}

/** "Ctrl+Shift+L" from an event; Cmd counts as Ctrl, and "?" needs no Shift. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key === " " ? "Space" : event.key;
  const letter = /^\p{L}$/u.test(key);
  const names = [];
  if (event.ctrlKey || event.metaKey) names.push("Ctrl");
  if (event.altKey) names.push("Alt");
  if (event.shiftKey && (letter || key.length > 1)) names.push("Shift");
  names.push(letter ? key.toUpperCase() : key);
  return names.join("+");
}

function isTyping(target: EventTarget | null): boolean {
  const field = target instanceof Element ? target.closest(FIELD) : null;
  return field !== null && !NOT_TYPED.includes(field.getAttribute("type") ?? "");
}

function allowed(one: Shortcut, name: string, typing: boolean, modal: boolean): boolean {
  if (!one.run || (modal && !one.inDialogs) || one.when?.() === false) return false;
  const plain = !/^(Ctrl|Alt)\+/.test(name);
  if (typing) return one.inFields ?? !plain;
  const single = plain && name.replace("Shift+", "").length === 1;
  return !single || one.whileFocused === true || preferences.stored.singleKeys;
}

/** Runs what the key is bound to. The shell puts this on the window, once. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = keyName(event);
  const now = event.timeStamp;
  const sequence = leader && now < leader.until ? `${leader.key} then ${pressed}` : null;
  leader = null;
  const typing = isTyping(event.target);
  const modal = document.querySelector("[role='dialog'][aria-modal='true']") !== null;
  const names = sequence ? [sequence, pressed] : [pressed];
  for (const name of names) {
    for (const one of bound.toReversed()) {
      if (one.keys !== name || !allowed(one, pressed, typing, modal)) continue;
      if (one.run?.(event) === false) continue;
      event.preventDefault();
      return;
    }
  }
  const leads = bound.some((one) => one.keys.startsWith(`${pressed} then `));
  if (leads && !typing && !modal && preferences.stored.singleKeys) {
    leader = { key: pressed, until: now + SEQUENCE_MS };
  }
}
