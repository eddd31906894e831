// From nothing to an upgrade in the middle of a period: every sum is explained before it is billed.
import { strict as assert } from "node:assert";
import { addsCustomer, opensAgain, startsCompany } from "../company.mjs";
import { pdfText } from "../person.mjs";

export const start = {};

const CUSTOMER = {
  name: "Spreewerk Labor",
  email: "buero@spreewerk.example",
  address: ["Köpenicker Straße 48", "10179", "Berlin"],
  rate: /^USt 19/,
};
const STARTER = `AI workspace Starter for ${CUSTOMER.name}`;
const PROFESSIONAL = `AI workspace Professional for ${CUSTOMER.name}`;
/** The trial of 14 days that begins on 20 November is over on 4 December. */
const AFTER_THE_TRIAL = "2026-12-05T09:00:00Z";
/** 14 of the 31 days from 4 December to 4 January are used, 17 are left. */
const WITHIN_THE_PERIOD = "2026-12-18T09:00:00Z";
/** The last step of the line that bills what is left. */
const CHARGED = /17\/31 of 99\.00 EUR 54\.29 EUR/;

export async function play(person) {
  await startsCompany(person, "Kleinwerk Studio");
  await choosesCatalog(person);
  await addsCustomer(person, CUSTOMER);
  await startsTrial(person);
  await opensAgain(person, AFTER_THE_TRIAL);
  await runsTheBilling(person);
  await opensAgain(person, WITHIN_THE_PERIOD);
  const total = await upgrades(person);
  await findsNothingLeftToBill(person);
  const number = await readsTheInvoice(person, total);
  await findsItInTheLedger(person, number);
}

/** The command line reads the same file and agrees. */
export async function afterwards(stage) {
  const key = ["--passphrase-file", stage.passphrase];
  const report = JSON.parse(await stage.billfold(...key, "--json", "ledger", "verify"));
  assert.equal(report.ok, true, JSON.stringify(report));
}

async function choosesCatalog(person) {
  await person.seesHeading("Choose a catalog");
  await person.presses("Use AI workspace");
  await person.sees("AI workspace is here");
  await person.goes("Plans");
  await person.sees("AI workspace Professional");
  await person.checks("the plans of the catalog");
}

async function startsTrial(person) {
  await person.presses("New subscription");
  await person.seesHeading("New subscription");
  await person.presses(/^AI workspace Starter\b/, "radio");
  await person.types("Free days to try", "14");
  // Nothing today; afterwards 29.00 and 19 % of it, 5.51, are 34.51.
  await person.sees("34.51");
  await person.seesNo("Billed today");
  await person.checks("the new subscription");
  await person.presses("Start trial");
  await person.seesHeading(STARTER);
  await person.sees("14 days left");
  await person.checks("the trial");
}

async function runsTheBilling(person) {
  await person.sees("Next billing run");
  await person.checks("Home with a bill that is due");
  await person.goes("Billing run");
  await person.sees("Dry run, nothing is billed yet");
  await person.sees("34.51");
  await person.checks("the dry run");
  await person.presses("Issue 1 invoice");
  await person.sees("Issue 1 invoice?");
  await person.checks("the question before the run");
  await person.presses("Issue 1 invoice");
  await person.seesHeading(/^Run through/);
  await person.sees("INV-2026-0001");
  await person.sees("34.51");
  await person.checks("the report of the run");
}

/** Gives the sum that was agreed to. */
async function upgrades(person) {
  await person.goes("Customers");
  await person.presses(CUSTOMER.name, "link");
  await person.presses("Plans", "tab");
  await person.sees("Feature by feature");
  await person.checks("the customer's plans");
  await person.presses("Change to AI workspace Professional");
  await person.sees("Change subscription");
  await person.picks("The difference", "Bill the difference now");
  await person.sees("Billed today");
  await seesTheArithmetic(person);
  await person.checks("the change before it is agreed");
  const agree = await person.find(["button"], /^Change plan and bill 45\.68\sEUR$/);
  await person.press(agree);
  await person.sees(/changes to AI workspace Professional, from today\. 45\.68\sEUR billed\./);
  return "45.68";
}

/** Used and left, what comes back and what is billed, and how each line was computed. */
async function seesTheArithmetic(person) {
  await person.sees("14/31 used");
  await person.sees("17/31 left");
  // 29.00 × 17/31 = 15.903… comes back; 99.00 × 17/31 = 54.290… is billed.
  await person.presses(/15\.90/, "button");
  await person.sees(/17\/31 of 29\.00 EUR [-−]15\.90 EUR/);
  await person.presses(/54\.29/, "button");
  await person.sees(CHARGED);
  // 54.29 − 15.90 = 38.39; 19 % of it is 7.2941; together 45.68.
  for (const sum of ["38.39", "7.29", "45.68"]) await person.sees(sum);
}

async function findsNothingLeftToBill(person) {
  await person.goes("Billing run");
  await person.sees("Everything is billed");
  await person.sees("Past runs");
  await person.checks("the billing run with nothing to do");
}

async function readsTheInvoice(person, total) {
  await person.goes("Subscriptions");
  await person.presses(/^AI workspace Professional|^Spreewerk Labor/, "link");
  await person.seesHeading(PROFESSIONAL);
  await person.presses(/INV-2026-0002/, "link");
  await person.seesHeading("INV-2026-0002");
  await person.sees(total);
  await person.presses(/54\.29/, "button");
  await person.sees(CHARGED);
  await person.checks("the invoice with a line unfolded");
  const path = await person.saves(() => person.presses("Save PDF", "button"));
  const text = await pdfText(path);
  for (const wanted of ["INV-2026-0002", CUSTOMER.name, "17/31"])
    assert.ok(text.includes(wanted), `The PDF lacks ${wanted}: ${text.slice(0, 600)}`);
  // In the customer's language, German: 45,68.
  assert.match(text, /45[.,]68/);
  return "INV-2026-0002";
}

async function findsItInTheLedger(person, number) {
  await person.goes("Ledger");
  await person.types("Filter journal entries", number);
  await person.sees(`Invoice ${number}`);
  await person.sees("Ledger balanced");
  await person.presses("Trial balance", "tab");
  await person.sees("Balanced: debits equal credits");
  await person.checks("the trial balance");
}
