// Backups in words: their kinds and sizes.
import { countText, decimalText } from "$lib/format";

const KINDS: Record<string, string> = {
  manual: "By hand",
  daily: "Daily",
  before_migration: "Before an upgrade",
  before_restore: "Before a restore",
};

export const kindWord = (kind: string): string => KINDS[kind] ?? kind;

/** "812 kB", "12.4 MB": decimal units, as file browsers show them. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${countText(bytes)} B`;
  if (bytes < 1_000_000) return `${countText(Math.round(bytes / 1_000))} kB`;
  const [amount, unit] = bytes < 1_000_000_000 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${decimalText(amount.toFixed(1))} ${unit}`;
}
