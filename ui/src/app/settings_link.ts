// Keeps the window's preferences and the ledger's settings the same.
import { call, type SettingsDto } from "$lib/backend";
import { preferences, type Stored } from "$lib/preferences.svelte";
import { toasts } from "$lib/ui/toast.svelte";

const THEMES = ["light", "dark", "system"] as const;
const DENSITIES = ["compact", "normal", "roomy"] as const;

export function fromSettings(settings: SettingsDto): Stored {
  return {
    theme: THEMES.find((theme) => theme === settings.theme) ?? "system",
    density: DENSITIES.find((density) => density === settings.density) ?? "normal",
    hideAmounts: settings.privacy_mode,
    singleKeys: settings.single_letter_keys,
    negatives: settings.negative_style === "parentheses" ? "parentheses" : "minus",
    numberLocale: settings.formats === "system" ? null : settings.formats,
  };
}

export function toSettings(settings: SettingsDto, stored: Readonly<Stored>): SettingsDto {
  return {
    ...settings,
    theme: stored.theme,
    density: stored.density,
    privacy_mode: stored.hideAmounts,
    single_letter_keys: stored.singleKeys,
    negative_style: stored.negatives,
    formats: stored.numberLocale ?? "system",
  };
}

/** After the ledger opened or its settings changed. */
export async function readSettings(): Promise<void> {
  preferences.adopt(fromSettings(await call("settings.get", {})));
}

/** Changes follow one another, so that an older one never overwrites a newer. */
let writing: Promise<void> = Promise.resolve();

export function writeSettings(stored: Readonly<Stored>): void {
  const wanted = { ...stored };
  writing = writing.then(async () => {
    try {
      const settings = await call("settings.get", {});
      await call("settings.update", toSettings(settings, wanted));
    } catch {
      toasts.show("The setting holds for now, but could not be kept in the ledger.", {
        tone: "neg",
      });
    }
  });
}
