// What the palette offers: this page's actions, recent records, screens, things to create.
import FileText from "@lucide/svelte/icons/file-text";
import Package from "@lucide/svelte/icons/package";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Users from "@lucide/svelte/icons/users";
import Zap from "@lucide/svelte/icons/zap";
import type { Component } from "svelte";
import { asAppError, call } from "$lib/backend";
import { keySheet } from "$lib/ui/keys.svelte";
import { CREATE, NAVIGATION } from "./navigation";
import { recent } from "./recent.svelte";
import { go } from "./router.svelte";
import { THIS_PAGE } from "./shortcuts";

export interface Entry {
  id: string;
  group: string;
  label: string;
  detail?: string;
  keys?: string;
  icon?: Component<{ size?: number | string; class?: string }>;
  run: () => unknown;
}

const ICON: Record<string, Entry["icon"]> = {
  customer: Users,
  invoice: FileText,
  subscription: RefreshCw,
  plan: Package,
};
const LIMIT = 8;

export function paletteEntries(): Entry[] {
  const actions = (keySheet().get(THIS_PAGE) ?? [])
    .filter((one) => one.run && one.when?.() !== false)
    .map((one) => ({
      id: `act ${one.keys}`,
      group: "On this page",
      label: one.label,
      keys: one.keys,
      icon: Zap,
      run: () => one.run?.(new KeyboardEvent("keydown")),
    }));
  const seen = recent.visits.map((visit) => ({
    id: `recent ${visit.path}`,
    group: "Recent",
    label: visit.title,
    run: () => go(visit.path),
  }));
  const create = CREATE.map((item) => ({
    id: `new ${item.label}`,
    group: "Create",
    label: item.label,
    icon: item.icon,
    run: () => go(item.href),
  }));
  const places = NAVIGATION.map((place) => ({
    id: `go ${place.section}`,
    group: "Go to",
    label: place.label,
    keys: `G then ${place.letter}`,
    icon: place.icon,
    run: () => go(place.href),
  }));
  return [...actions, ...seen, ...create, ...places];
}

/** Records that fit the text; when the search fails, the reason instead. */
export async function findRecords(text: string): Promise<{ entries: Entry[]; trouble: string }> {
  try {
    const answer = await call("search.find", { query: text, limit: LIMIT });
    const entries = answer.hits.map((hit) => ({
      id: `find ${hit.id}`,
      group: "Found",
      label: hit.title,
      detail: hit.detail,
      icon: ICON[hit.kind] ?? FileText,
      run: () => go(hit.route),
    }));
    return { entries, trouble: "" };
  } catch (thrown) {
    return { entries: [], trouble: asAppError(thrown).message };
  }
}
