// How this person likes to see things: theme, density, privacy, keys, number style.
import { validLocale } from "./format/locale";
import type { NumberStyle } from "./format/money";

export type Theme = "light" | "dark" | "system";
export type Density = "compact" | "normal" | "roomy";

export interface Stored {
  theme: Theme;
  density: Density;
  hideAmounts: boolean;
  singleKeys: boolean;
  negatives: NumberStyle["negatives"];
  /** A language tag for numbers and dates; null follows the system. */
  numberLocale: string | null;
}

const KEY = "billfold.preferences";
const DEFAULTS: Stored = {
  theme: "system",
  density: "normal",
  hideAmounts: false,
  singleKeys: true,
  negatives: "minus",
  numberLocale: null,
};

function read(): Stored {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Stored>) };
  } catch {
    return DEFAULTS;
  }
}

class Preferences {
  #stored = $state(read());
  /** What the operating system speaks; Rust says it, because the page may only know "C". */
  systemLocale = $state(validLocale(globalThis.navigator?.language));
  /** The business's IANA zone, in which instants are shown. */
  zone = $state("UTC");
  /** Set by the session: keeps a change in the ledger's settings too. */
  onchange: ((stored: Readonly<Stored>) => void) | null = null;

  get stored(): Readonly<Stored> {
    return this.#stored;
  }

  get locale(): string {
    return validLocale(this.#stored.numberLocale ?? this.systemLocale);
  }

  get numbers(): NumberStyle {
    return { locale: this.locale, negatives: this.#stored.negatives };
  }

  /** The person chose: shown at once, kept on this device and in the ledger. */
  set<K extends keyof Stored>(key: K, value: Stored[K]): void {
    this.adopt({ ...this.#stored, [key]: value });
    this.onchange?.(this.#stored);
  }

  /** Takes over what the ledger's settings say. The copy here serves the locked window. */
  adopt(stored: Stored): void {
    this.#stored = stored;
    localStorage.setItem(KEY, JSON.stringify(stored));
  }
}

export const preferences = new Preferences();
