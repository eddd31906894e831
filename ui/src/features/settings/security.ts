// The words of security: what the keyring's state means, when to lock, a passphrase that will do.
import type { KeyringState } from "$lib/backend";
import type { Option } from "$lib/ui/Select.svelte";
import type { Tone } from "$lib/ui/status";

interface Words {
  tone: Tone;
  title: string;
  text: string;
}

const KEYRING: Record<KeyringState, Words> = {
  available: {
    tone: "pos",
    title: "Available",
    text: "Billfold opens by itself while you are logged in, if you let it remember the key.",
  },
  locked: {
    tone: "brass",
    title: "Locked",
    text: "It asks for its own password first. The recovery passphrase opens the ledger too.",
  },
  absent: {
    tone: "info",
    title: "Not there",
    text: "This system has no keyring that Billfold can use: it asks for the recovery passphrase.",
  },
  off: {
    tone: "info",
    title: "Not used",
    text: "Billfold was started without the keyring: it asks for the recovery passphrase.",
  },
};

export const keyringWords = (state: KeyringState): Words => KEYRING[state];

const MINUTES = [0, 1, 5, 15, 30, 60, 240];

function minutesText(minutes: number): string {
  if (minutes === 0) return "Never";
  if (minutes % 60 === 0) return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

/** The usual times, and the one that is set even if it is none of them. */
export function lockOptions(now: number): Option[] {
  const all = [...new Set([...MINUTES, now])].sort((one, other) => one - other);
  return all.map((minutes) => ({ value: String(minutes), label: minutesText(minutes) }));
}

export const LEAST_PASSPHRASE = 8;

/** What is wrong with a new passphrase, at the field that is wrong. */
export function wrongPassphrase(next: string, again: string): { next?: string; again?: string } {
  if ([...next].length < LEAST_PASSPHRASE)
    return { next: `Use at least ${LEAST_PASSPHRASE} characters; a few words are easiest.` };
  return again === next ? {} : { again: "The two passphrases differ." };
}
