// Every screen with its address, and a walk over all of them in both themes.

const SETTINGS = [
  "business",
  "invoices",
  "templates",
  "taxes",
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
  ["invoices", "#/invoices"],
  ["new-invoice", "#/invoices/new"],
  ["payments", "#/payments"],
  ["record-payment", "#/payments?new=1"],
  ["journal", "#/ledger"],
  ["accounts", "#/ledger?tab=accounts"],
  ["trial-balance", "#/ledger?tab=trial-balance"],
  ["audit-log", "#/ledger?tab=audit"],
  ["nowhere", "#/no/such/screen"],
  ...SETTINGS.map((section) => [`settings-${section}`, `#/settings/${section}`]),
];

/** Goes everywhere in light and dark; `look` judges or photographs, told where it is. */
export async function everyScreen(person, ledger, look) {
  const screens = [...ALWAYS, ...(ledger === "demo" ? await records(person) : [])];
  for (const theme of ["light", "dark"]) {
    await person.prefers(theme);
    for (const [name, address] of screens) {
      await person.opens("#/no/such/place");
      await person.sees("There is nothing here");
      await person.opens(address);
      await settled(person);
      await look(`${ledger}, ${theme}, ${name}`, { ledger, theme, name });
    }
  }
}

async function records(person) {
  const customer = await firstRow(person, "#/customers", /^#\/customers\/cus_/);
  const open = await firstRow(person, "#/invoices?view=open", /^#\/invoices\/in_/);
  const draft = await firstRow(person, "#/invoices?view=draft", /^#\/invoices\/in_.*\/edit$/);
  const credit = await firstRow(person, "#/invoices?tab=credit-notes", /credit=/);
  return [
    ["customer", customer],
    ["customer-plans", `${customer}?tab=plans`],
    ["customer-usage", `${customer}?tab=usage`],
    ["customer-history", `${customer}?tab=history`],
    ["invoice", open],
    ["draft", draft],
    ["credit-note", credit],
    ["account", "#/ledger?tab=accounts&account=1000"],
  ];
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

/** Nothing is being loaded any more, and the pages of a document are there. */
async function settled(person) {
  const busy = () => {
    const loading = ":is([aria-busy=true], .animate-pulse, [aria-label=Loading])";
    return !document.querySelector("#main h1") || !!document.querySelector(`#main ${loading}`);
  };
  const idle = async () => !(await person.inPage(busy));
  await person.becomes(idle, "It never stops loading.");
  await person.isQuiet();
  await person.becomes(idle, "It never stops loading.");
}
