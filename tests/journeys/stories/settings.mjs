// Theme, privacy, the key sheet, the palette, and a deleted draft that comes back.
import { strict as assert } from "node:assert";

export const start = { demo: true };

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.sees("Needs me today");
  await theme(person);
  await privacy(person);
  await sheet(person);
  await palette(person);
  await undo(person);
}

const page = (person, name) =>
  person.inPage((key) => document.documentElement.dataset[key] ?? "", name);

async function theme(person) {
  await person.opens("#/settings/appearance");
  await person.presses(/^Dark/, "radio", "button");
  await person.becomes(async () => (await page(person, "theme")) === "dark", "not dark");
  await person.checks("settings, dark");
  await person.presses(/^Light/, "radio", "button");
  await person.becomes(async () => (await page(person, "theme")) === "light", "not light");
}

async function privacy(person) {
  await person.goes("Home");
  await person.hits("Ctrl+Shift+H");
  await person.becomes(async () => (await page(person, "private")) === "true", "not hidden");
  await person.find(["button"], "Show amounts");
  await person.checks("Home with amounts hidden");
  await person.presses("Show amounts");
  await person.becomes(async () => (await page(person, "private")) === "false", "still hidden");
}

async function sheet(person) {
  await person.goes("Invoices");
  await person.hits("?");
  await person.sees("Keyboard shortcuts");
  await person.sees("Lock the ledger");
  await person.checks("the key sheet");
  await person.hits("Escape");
  await person.seesNo("Lock the ledger");
}

async function palette(person) {
  await person.hits("Ctrl+K");
  // At once, as a hand does that knows the name: no letter is lost.
  await person.writes("Nordlicht");
  await person.find(["option"], /Nordlicht Verlag GmbH/);
  await person.checks("the palette");
  await person.hits("Enter");
  await person.seesHeading("Nordlicht Verlag GmbH");
  for (const tab of ["Overview", "Plans", "Usage", "History"]) {
    await person.presses(tab, "tab");
    await person.checks(`the customer, ${tab}`);
  }
  const tabs = await person.inPage(() => document.querySelectorAll("#main [role=tab]").length);
  assert.equal(tabs, 4);
}

async function undo(person) {
  await person.goes("Invoices");
  await person.presses("New invoice");
  await person.chooses("Customer", "Nordlicht", /^Nordlicht Verlag GmbH/);
  await person.types("Description, line 1", "A draft to be deleted");
  await person.types("Price, line 1", "10");
  await person.sees(/Saved \d/);
  await person.presses("More actions");
  await person.presses("Delete draft");
  await person.sees("Draft deleted.");
  await person.seesHeading("Invoices");
  await person.presses("Undo");
  await person.seesHeading("Draft for Nordlicht Verlag GmbH");
  await person.holds("Description, line 1", "A draft to be deleted");
}
