// The month's end of the demo company: a dry run, the run, and the next months on a copy.
import { strict as assert } from "node:assert";

export const start = { demo: true };

/** A run over a whole company takes its time on a slow machine. */
const LONG_MS = 120_000;
const COUNTS =
  /Invoices (\d+) Customers (\d+) Subscriptions (\d+) Exceptions (\d+) Total with tax ([\d.,]+)/;
const REPORTED = /Invoices (\d+) Subscriptions (\d+) Exceptions (\d+) Left (\d+) Total with tax/;

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.sees("Needs me today");
  await person.sees("Next billing run");
  const before = await countsInvoices(person);
  const billed = await runsTheBilling(person);
  const after = await countsInvoices(person);
  assert.equal(after, before + billed, "The list has the invoices of the run, each once.");
  await findsNothingAgain(person);
  await looksAhead(person);
  assert.equal(await countsInvoices(person), after, "Looking ahead made invoices.");
}

/** The command line reads the same file and agrees. */
export async function afterwards(stage) {
  const report = JSON.parse(await stage.billfold("--json", "ledger", "verify"));
  assert.equal(report.ok, true, JSON.stringify(report));
}

async function countsInvoices(person) {
  await person.goes("Invoices");
  // The list says "0 rows" until it has been read.
  const [, count] = await person.sees(/([1-9][\d,]*) rows/);
  return Number(count.replace(",", ""));
}

async function choosesMonthEnd(person) {
  await person.goes("Billing run");
  await person.presses("Month end");
  await person.settles();
}

/** Gives how many invoices were issued. */
async function runsTheBilling(person) {
  await choosesMonthEnd(person);
  await person.sees("Dry run, nothing is billed yet");
  const [, invoices, customers, subscriptions] = await person.sees(COUNTS);
  assert.ok(Number(invoices) > 1, "The month's end bills several invoices.");
  assert.ok(Number(customers) <= Number(subscriptions), "A customer has at least one.");
  await person.checks("the dry run");
  const issue = `Issue ${invoices} invoices`;
  await person.presses(issue);
  await person.sees(`${issue}?`);
  await person.sees(`${invoices} invoices for ${customers} customers`);
  await person.checks("the question before the run");
  await person.presses("Cancel");
  await person.seesNo(`${issue}?`);
  await person.presses(issue);
  await person.presses(issue);
  await person.sees(/Run through/, LONG_MS);
  const report = await person.sees(REPORTED);
  assert.deepEqual(report.slice(1, 3), [invoices, subscriptions], "The run did as it had said.");
  assert.equal(report[4], "0", "Nothing is left.");
  await person.checks("the report");
  return Number(invoices);
}

async function findsNothingAgain(person) {
  await choosesMonthEnd(person);
  await person.sees(/Everything is billed|Invoices 0 Customers 0/);
  await person.checks("the second run");
}

async function looksAhead(person) {
  await person.presses("Next months", "tab");
  await person.presses("12 months", "radio");
  await person.presses("Look ahead");
  await person.sees("This is a copy: nothing here was issued.", LONG_MS);
  await person.find(["table"], "By month");
  const rows = await person.inPage(monthRows);
  // From 20 November 2026 to 19 November 2027: twelve months that lie in thirteen of the calendar.
  assert.equal(rows.length, 13, rows.join(" | "));
  for (const row of rows) assert.match(row, /^\w+ 202[67] \d+ [\d.,]+ [\d.,]+ \d+$/);
  await person.sees("Coming invoices");
  await person.checks("the next months");
}

/** The months of the table as they are read; runs in the page. */
const monthRows = () =>
  [...document.querySelectorAll("table[aria-label='By month'] tbody tr")].map((row) =>
    row.innerText.replace(/\s+/g, " "),
  );
