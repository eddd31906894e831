// The places in the sidebar and the things that can be begun: only what exists.
import Activity from "@lucide/svelte/icons/activity";
import BookOpen from "@lucide/svelte/icons/book-open";
import FileText from "@lucide/svelte/icons/file-text";
import CalendarCheck from "@lucide/svelte/icons/calendar-check";
import House from "@lucide/svelte/icons/house";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Package from "@lucide/svelte/icons/package";
import Settings from "@lucide/svelte/icons/settings";
import Users from "@lucide/svelte/icons/users";
import Wallet from "@lucide/svelte/icons/wallet";
import type { Component } from "svelte";

export interface Place {
  section: string;
  label: string;
  href: string;
  /** G then this letter goes there. */
  letter: string;
  icon: Component<{ size?: number | string; class?: string }>;
  /** The heading above it in the sidebar; "end" stands at the bottom. */
  group: "" | "Billing" | "Catalog" | "Books" | "end";
}

export const NAVIGATION: readonly Place[] = [
  { section: "home", label: "Home", href: "#/", letter: "H", icon: House, group: "" },
  {
    section: "customers",
    label: "Customers",
    href: "#/customers",
    letter: "C",
    icon: Users,
    group: "Billing",
  },
  {
    section: "subscriptions",
    label: "Subscriptions",
    href: "#/subscriptions",
    letter: "T",
    icon: RefreshCw,
    group: "Billing",
  },
  {
    section: "invoices",
    label: "Invoices",
    href: "#/invoices",
    letter: "I",
    icon: FileText,
    group: "Billing",
  },
  {
    section: "billing-runs",
    label: "Billing run",
    href: "#/billing-runs",
    letter: "B",
    icon: CalendarCheck,
    group: "Billing",
  },
  {
    section: "payments",
    label: "Payments",
    href: "#/payments",
    letter: "P",
    icon: Wallet,
    group: "Billing",
  },
  {
    section: "plans",
    label: "Plans",
    href: "#/plans",
    letter: "A",
    icon: Package,
    group: "Catalog",
  },
  {
    section: "usage",
    label: "Usage",
    href: "#/usage",
    letter: "U",
    icon: Activity,
    group: "Catalog",
  },
  {
    section: "ledger",
    label: "Ledger",
    href: "#/ledger",
    letter: "L",
    icon: BookOpen,
    group: "Books",
  },
  {
    section: "settings",
    label: "Settings",
    href: "#/settings",
    letter: "S",
    icon: Settings,
    group: "end",
  },
];

/** What can be begun from anywhere; a screen opens its dialog when it finds `?new=1`. */
export const CREATE = [
  { label: "New invoice", href: "#/invoices/new", icon: FileText },
  { label: "New customer", href: "#/customers?new=1", icon: Users },
  { label: "New subscription", href: "#/subscriptions/new", icon: RefreshCw },
  { label: "New plan", href: "#/plans/new", icon: Package },
  { label: "New meter", href: "#/usage?new=1", icon: Activity },
  { label: "Import usage", href: "#/usage/import", icon: Activity },
  { label: "Record payment", href: "#/payments?new=1", icon: Wallet },
] as const;
