// Every screen with its address and what opens its dialogs, and a walk over all in both themes.

const SETTINGS = [
  "business",
  "invoices",
  "billing",
  "templates",
  "taxes",
  "taxes?tab=registrations",
  "taxes?tab=tables",
  "taxes?tab=checks",
  "security",
  "backup",
  "appearance",
  "language",
  "shortcuts",
  "diagnostics",
];

const ALWAYS = [
  ["home", "#/"],
  ["set-up", "#/setup"],
  ["customers", "#/customers"],
  ["new-customer", "#/customers?new=1"],
  ["subscriptions", "#/subscriptions"],
  ["new-subscription", "#/subscriptions/new"],
  ["invoices", "#/invoices"],
  ["new-invoice", "#/invoices/new"],
  ["billing-run", "#/billing-runs"],
  ["next-months", "#/billing-runs?tab=future"],
  ["payments", "#/payments"],
  ["record-payment", "#/payments?new=1"],
  ["plans", "#/plans"],
  ["add-ons", "#/plans?tab=addons"],
  ["coupons", "#/plans?tab=coupons"],
  ["new-coupon", "#/plans?tab=coupons&new=1"],
  ["products", "#/plans?tab=products"],
  ["new-product", "#/plans?tab=products&new=1"],
  ["new-plan", "#/plans/new"],
  ["new-add-on", "#/plans/new?kind=addon"],
  ["new-plan-tiers", "#/plans/new", choosesTiers],
  ["compare-plans", "#/plans/compare"],
  ["meters", "#/usage"],
  ["new-meter", "#/usage?new=1"],
  ["usage-alerts", "#/usage?tab=alerts"],
  ["usage-advice", "#/usage?tab=advice"],
  ["usage-patterns", "#/usage?tab=patterns"],
  ["usage-events", "#/usage?tab=events"],
  ["usage-unmatched", "#/usage?tab=unmatched"],
  ["usage-late", "#/usage?tab=late"],
  ["usage-duplicates", "#/usage?tab=duplicates"],
  ["usage-live", "#/usage?tab=live"],
  ["usage-imports", "#/usage?tab=imports"],
  ["import-usage", "#/usage/import"],
  ["journal", "#/ledger"],
  ["accounts", "#/ledger?tab=accounts"],
  ["trial-balance", "#/ledger?tab=trial-balance"],
  ["audit-log", "#/ledger?tab=audit"],
  ["nowhere", "#/no/such/screen"],
  ...SETTINGS.map((section) => [
    `settings-${section.replace("?tab=", "-")}`,
    `#/settings/${section}`,
  ]),
];

/** Goes everywhere in light and dark; `look` judges or photographs, told where it is. */
export async function everyScreen(person, ledger, look) {
  const screens = [...ALWAYS, ...(ledger === "demo" ? await records(person) : [])];
  for (const theme of ["light", "dark"]) {
    await person.prefers(theme);
    for (const [name, address, act] of screens) {
      await person.opens("#/no/such/place");
      await person.sees("There is nothing here");
      await person.opens(address);
      await settled(person);
      if (act) {
        await act(person);
        await person.settles();
      }
      await look(`${ledger}, ${theme}, ${name}`, { ledger, theme, name });
    }
  }
}

/** Judges every screen, and tells all that is wrong at the end. */
export async function checksEveryScreen(person, ledger) {
  const wrong = [];
  await everyScreen(person, ledger, async (where) => {
    await person.judges(where).catch((error) => wrong.push(error.message));
    person.errors.length = 0;
  });
  if (wrong.length > 0) throw new Error(`${wrong.length} screens:\n${wrong.join("\n")}`);
}

async function records(person) {
  const first = (list, wanted) => firstRow(person, list, wanted);
  const customer = await first("#/customers", /^#\/customers\/cus_/);
  const open = await first("#/invoices?view=open", /^#\/invoices\/in_/);
  const draft = await first("#/invoices?view=draft", /^#\/invoices\/in_.*\/edit$/);
  const credit = await first("#/invoices?tab=credit-notes", /credit=/);
  const plan = await first("#/plans", /^#\/plans\/plan_/);
  const active = await first("#/subscriptions?view=active", /^#\/subscriptions\/sub_/);
  const run = await first("#/billing-runs", /^#\/billing-runs\/run_/);
  const holder = await first(active, /^#\/customers\/cus_/);
  return [
    ["customer", customer],
    ["customer-usage", `${customer}?tab=usage`],
    ["customer-history", `${customer}?tab=history`],
    ["subscriber", holder.replace(/\?.*/, "")],
    ["subscriber-plans", holder.replace(/\?.*/, "?tab=plans")],
    ["subscriber-usage", holder.replace(/\?.*/, "?tab=usage")],
    ["statement", holder.replace(/\?.*/, "/statement?month=2026-10")],
    ["meter", "#/usage", opensFirstRow],
    ["subscription", active],
    ...CHANGES.map((change) => [`change-${change.name}`, active, change.act]),
    ["new-subscription-preview", newSubscription(holder), choosesPlan],
    ["peek-subscription", "#/subscriptions", (person) => person.hits("ArrowDown", "Space")],
    ["bulk-change", "#/subscriptions", changesSeveral],
    ["trials", "#/subscriptions?view=trial"],
    ["paused", "#/subscriptions?view=paused"],
    ["canceled", "#/subscriptions?view=canceled"],
    ["run-through", "#/billing-runs?through=2026-11-30"],
    ["run-too-far", "#/billing-runs?through=2027-12-31"],
    ["run-question", "#/billing-runs?through=2026-11-30", asksToRun],
    ["run-report", run],
    ["next-months-seen", "#/billing-runs?tab=future", looksAhead],
    ["plan", plan],
    ["customise-plan", plan, customisesPlan],
    ["edit-plan", `${plan}/edit`],
    ["publish-plan", `${plan}/edit`, asksToPublish],
    ["invoice", open],
    ["draft", draft],
    ["credit-note", credit],
    ["account", "#/ledger?tab=accounts&account=1000"],
    ["coupon", "#/plans?tab=coupons", opensFirstRow],
    ["product", "#/plans?tab=products", opensFirstRow],
    ["tax-rate", "#/settings/taxes?tab=tables", opensFirstRow],
  ];
}

const newSubscription = (holder) =>
  `#/subscriptions/new?customer=${/cus_\w+/.exec(holder)?.[0] ?? ""}`;

/** The change dialog by what it changes. */
const CHANGES = [
  { name: "plan", act: changesPlan },
  ...["Quantity", "Coupon", "Pause", "Cancel"].map((kind) => ({
    name: kind.toLowerCase(),
    act: async (person) => {
      await person.presses("Change subscription");
      await person.presses(kind, "radio");
    },
  })),
];

/** To a plan that it has not: the strip and the arithmetic are there. */
async function changesPlan(person) {
  await person.presses("Change subscription");
  await person.picks("New plan", /Custom/);
  await person.sees("A month, before tax");
}

/** Two rows, and the question about both of them. */
async function changesSeveral(person) {
  await person.hits("ArrowDown", "X", "ArrowDown", "X");
  await person.presses("Pause");
  await person.find(["dialog"], /./);
}

async function customisesPlan(person) {
  await person.presses("More for this plan");
  await person.presses("Customise for a customer", "menuitem");
  await person.find(["dialog"], /^Customise /);
}

async function opensFirstRow(person) {
  await person.hits("ArrowDown", "Enter");
  await person.find(["dialog"], /./);
}

async function choosesPlan(person) {
  await person.presses(/^Voice AI Professional\b/, "radio");
  await person.sees("A month, before tax");
}

async function choosesTiers(person) {
  await person.picks("Price model", /^Tiered, graduated/);
  await person.find(["table"], /^Tiers, /);
}

async function asksToRun(person) {
  await person.presses(/^Issue \d+ invoices?$/);
  await person.find(["heading"], /^Issue \d+ invoices?\?$/);
}

/** Once for both themes: what was seen is kept while the window is open. */
async function looksAhead(person) {
  const seen = "This is a copy: nothing here was issued.";
  if (!(await person.text()).includes(seen)) await person.presses("Look ahead");
  await person.sees(seen, 120_000);
}

/** What is typed is thrown away by the next start of the editor: nothing is published. */
async function asksToPublish(person) {
  await person.types("Trial", "7");
  await person.hits("Tab");
  await person.presses("Publish…");
  await person.sees("What changes");
}

async function firstRow(person, list, wanted) {
  await person.opens(list);
  let address;
  await person.becomes(async () => {
    const all = await person.inPage(() =>
      [...document.querySelectorAll("#main a[href]")].map((link) => link.getAttribute("href")),
    );
    address = all.find((href) => wanted.test(href));
    return address;
  }, `No row of ${list} leads anywhere.`);
  return address;
}

/** The screen is there, and nothing of it is being loaded any more. */
async function settled(person) {
  const isThere = () => !!document.querySelector("#main h1");
  await person.becomes(() => person.inPage(isThere), "The screen never comes.");
  await person.settles();
}
