// The sections of the settings, and which of them a search finds.
import Activity from "@lucide/svelte/icons/activity";
import Building2 from "@lucide/svelte/icons/building-2";
import CalendarCheck from "@lucide/svelte/icons/calendar-check";
import FileText from "@lucide/svelte/icons/file-text";
import HardDrive from "@lucide/svelte/icons/hard-drive";
import Keyboard from "@lucide/svelte/icons/keyboard";
import Languages from "@lucide/svelte/icons/languages";
import LayoutTemplate from "@lucide/svelte/icons/layout-template";
import Palette from "@lucide/svelte/icons/palette";
import Percent from "@lucide/svelte/icons/percent";
import Shield from "@lucide/svelte/icons/shield";
import type { Component } from "svelte";
import { fold } from "$lib/ui/table/columns";

export interface Section {
  /** The last part of its address: "#/settings/taxes". */
  id: string;
  label: string;
  subtitle: string;
  icon: Component<{ size?: number | string; class?: string }>;
  /** What is set there, in the words people look for. */
  words: readonly string[];
}

export const SECTIONS: readonly Section[] = [
  {
    id: "business",
    label: "Business",
    subtitle: "Who bills: it stands on every document.",
    icon: Building2,
    words: [
      "Business name",
      "Logo",
      "Address",
      "Country",
      "E-mail",
      "Phone",
      "Website",
      "VAT number",
      "Tax number",
      "Bank account",
      "IBAN",
      "BIC",
      "Currency",
      "Time zone",
      "Language of documents",
    ],
  },
  {
    id: "invoices",
    label: "Invoices and numbering",
    subtitle: "Numbers, terms and rounding of what is issued from now on.",
    icon: FileText,
    words: [
      "Invoice numbers",
      "Credit note numbers",
      "Next number",
      "Fiscal year",
      "Days to pay",
      "Prices include tax",
      "Rounding",
      "Series",
    ],
  },
  {
    id: "billing",
    label: "Billing",
    subtitle: "How subscriptions are billed: by whom, into what, and when you are reminded.",
    icon: CalendarCheck,
    words: [
      "Automatic runs",
      "Billing run",
      "Drafts",
      "Review days",
      "One invoice a customer",
      "Grouped invoices",
      "Renewal reminders",
      "Subscriptions",
    ],
  },
  {
    id: "templates",
    label: "Templates",
    subtitle: "How documents look: the page is the very one that is printed.",
    icon: LayoutTemplate,
    words: ["Template", "Accent colour", "Paper", "A4", "Letter", "Note", "Footer", "Own fields"],
  },
  {
    id: "taxes",
    label: "Taxes",
    subtitle: "Rates, registrations and tables. Issued invoices keep what they were issued with.",
    icon: Percent,
    words: [
      "Tax rates",
      "VAT",
      "Sales tax",
      "Reverse charge",
      "Exempt",
      "Registrations",
      "One-Stop Shop (OSS)",
      "Rate tables",
      "Check a VAT number",
    ],
  },
  {
    id: "security",
    label: "Security",
    subtitle: "Who can open this ledger on this computer, and elsewhere.",
    icon: Shield,
    words: ["Lock", "Keyring", "Recovery passphrase", "Key", "Encryption"],
  },
  {
    id: "backup",
    label: "Backup",
    subtitle: "Copies of the encrypted file, each verified as it is made.",
    icon: HardDrive,
    words: ["Back up now", "Daily backups", "Restore", "Backup folder", "Check a backup"],
  },
  {
    id: "appearance",
    label: "Appearance",
    subtitle: "Takes effect at once, and travels with the ledger.",
    icon: Palette,
    words: ["Theme", "Dark", "Light", "Density", "Rows", "Hide amounts", "Privacy"],
  },
  {
    id: "language",
    label: "Language and formats",
    subtitle: "How numbers and dates are written on the screen.",
    icon: Languages,
    words: ["Language", "Number format", "Date format", "Negative amounts", "Parentheses"],
  },
  {
    id: "shortcuts",
    label: "Shortcuts",
    subtitle: "Everything can be done from the keyboard.",
    icon: Keyboard,
    words: ["Keys", "Keyboard", "Single letters"],
  },
  {
    id: "diagnostics",
    label: "Diagnostics",
    subtitle: "What helps when something is wrong. No customer and no amount is in it.",
    icon: Activity,
    words: ["Version", "Report", "Log", "Support", "Verify"],
  },
];

export interface Hit {
  section: Section;
  /** The settings in it that the search names; empty where its own name fits. */
  words: readonly string[];
}

/** Sections whose name or settings have every word of the text, in their order. */
export function findSections(text: string): Hit[] {
  const needles = fold(text).split(/\s+/).filter(Boolean);
  if (needles.length === 0) return SECTIONS.map((section) => ({ section, words: [] }));
  const fits = (words: string) => needles.every((needle) => fold(words).includes(needle));
  return SECTIONS.flatMap((section) => {
    const words = section.words.filter(fits);
    return fits(section.label) || words.length > 0 ? [{ section, words: words.slice(0, 3) }] : [];
  });
}

export const sectionOf = (id: string | undefined): Section | undefined =>
  id === undefined ? SECTIONS[0] : SECTIONS.find((section) => section.id === id);
