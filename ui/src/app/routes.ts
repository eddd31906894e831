// Every screen of the window and the address it lives at; each loads when it is first opened.
import { matchPath, type Route } from "./router.svelte";

export const ROUTES: readonly Route[] = [
  {
    pattern: "welcome",
    section: "",
    outside: true,
    load: () => import("../features/welcome/Welcome.svelte"),
  },
  {
    pattern: "unlock",
    section: "",
    outside: true,
    load: () => import("../features/welcome/Unlock.svelte"),
  },
  {
    pattern: "setup",
    section: "home",
    load: () => import("../features/welcome/Setup.svelte"),
  },
  {
    pattern: "",
    section: "home",
    load: () => import("../features/home/Home.svelte"),
  },
  {
    pattern: "customers",
    section: "customers",
    load: () => import("../features/customers/Customers.svelte"),
  },
  {
    pattern: "customers/:id",
    section: "customers",
    load: () => import("../features/customers/Customer.svelte"),
  },
  {
    pattern: "customers/:id/statement",
    section: "customers",
    load: () => import("../features/customers/Statement.svelte"),
  },
  {
    pattern: "subscriptions",
    section: "subscriptions",
    load: () => import("../features/subscriptions/Subscriptions.svelte"),
  },
  {
    pattern: "subscriptions/new",
    section: "subscriptions",
    load: () => import("../features/subscriptions/NewSubscription.svelte"),
  },
  {
    pattern: "subscriptions/:id",
    section: "subscriptions",
    load: () => import("../features/subscriptions/Subscription.svelte"),
  },
  {
    pattern: "invoices",
    section: "invoices",
    load: () => import("../features/invoices/Invoices.svelte"),
  },
  {
    pattern: "invoices/new",
    section: "invoices",
    load: () => import("../features/invoices/InvoiceEditor.svelte"),
  },
  {
    pattern: "invoices/:id/edit",
    section: "invoices",
    load: () => import("../features/invoices/InvoiceEditor.svelte"),
  },
  {
    pattern: "invoices/:id",
    section: "invoices",
    load: () => import("../features/invoices/Invoice.svelte"),
  },
  {
    pattern: "payments",
    section: "payments",
    load: () => import("../features/payments/Payments.svelte"),
  },
  {
    pattern: "billing-runs",
    section: "billing-runs",
    load: () => import("../features/billing_run/BillingRun.svelte"),
  },
  {
    pattern: "billing-runs/:id",
    section: "billing-runs",
    load: () => import("../features/billing_run/RunReport.svelte"),
  },
  {
    pattern: "plans",
    section: "plans",
    load: () => import("../features/plans/Plans.svelte"),
  },
  {
    pattern: "plans/new",
    section: "plans",
    load: () => import("../features/plans/PlanEditor.svelte"),
  },
  {
    pattern: "plans/compare",
    section: "plans",
    load: () => import("../features/plans/ComparePlans.svelte"),
  },
  {
    pattern: "plans/:id/edit",
    section: "plans",
    load: () => import("../features/plans/PlanEditor.svelte"),
  },
  {
    pattern: "plans/:id",
    section: "plans",
    load: () => import("../features/plans/Plan.svelte"),
  },
  {
    pattern: "usage",
    section: "usage",
    load: () => import("../features/usage/Usage.svelte"),
  },
  {
    pattern: "usage/import",
    section: "usage",
    load: () => import("../features/usage/ImportUsage.svelte"),
  },
  {
    pattern: "usage/imports/:id",
    section: "usage",
    load: () => import("../features/usage/ImportReport.svelte"),
  },
  {
    pattern: "ledger",
    section: "ledger",
    load: () => import("../features/ledger/Ledger.svelte"),
  },
  {
    pattern: "settings",
    section: "settings",
    load: () => import("../features/settings/Settings.svelte"),
  },
  {
    pattern: "settings/:section",
    section: "settings",
    load: () => import("../features/settings/Settings.svelte"),
  },
];

/** The first route that fits: fixed words stand before ":id" in the list above. */
export function findRoute(path: string): { route: Route; params: Record<string, string> } | null {
  for (const route of ROUTES) {
    const params = matchPath(route.pattern, path);
    if (params) return { route, params };
  }
  return null;
}
