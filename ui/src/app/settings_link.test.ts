// Preferences and the ledger's settings say the same thing in two forms.
import { describe, expect, it } from "vitest";
import type { SettingsDto } from "$lib/backend";
import { fromSettings, toSettings } from "./settings_link";

const SETTINGS: SettingsDto = {
  theme: "dark",
  density: "compact",
  language: "en",
  formats: "de-CH",
  negative_style: "parentheses",
  single_letter_keys: false,
  privacy_mode: true,
  lock_after_minutes: 15,
  daily_backups: true,
  backup_folder: "/backups",
};

describe("settings", () => {
  it("survive the way to preferences and back", () => {
    expect(toSettings(SETTINGS, fromSettings(SETTINGS))).toEqual(SETTINGS);
  });

  it("keep what is no preference of the window", () => {
    const changed = toSettings(SETTINGS, { ...fromSettings(SETTINGS), theme: "light" });
    expect(changed).toEqual({ ...SETTINGS, theme: "light" });
  });

  it("fall back where a value is not known", () => {
    const odd = { ...SETTINGS, theme: "sepia", density: "huge", formats: "system" };
    const stored = fromSettings(odd);
    expect([stored.theme, stored.density, stored.numberLocale]).toEqual(["system", "normal", null]);
  });
});
