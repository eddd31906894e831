// Puts theme, density and privacy on the page, and follows the system where told to.
import { preferences } from "$lib/preferences.svelte";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Keeps the page's attributes equal to the preferences, for as long as the window lives. */
export function followPreferences(): void {
  let systemDark = $state(dark.matches);
  dark.addEventListener("change", (event) => (systemDark = event.matches));
  $effect.root(() => {
    $effect.pre(() => {
      const { theme, density, hideAmounts } = preferences.stored;
      const page = document.documentElement.dataset;
      page["theme"] = theme === "system" ? (systemDark ? "dark" : "light") : theme;
      page["density"] = density;
      page["private"] = String(hideAmounts);
      document.documentElement.lang = "en";
    });
  });
}
