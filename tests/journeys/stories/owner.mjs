// The owner: drafts for a real customer, issues, saves the PDF, corrects, and finds it all again.
import { strict as assert } from "node:assert";
import { pdfText } from "../person.mjs";

export const start = { demo: true };

const CUSTOMER = "Nordlicht Verlag GmbH";

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.sees("Needs me today");
  await person.checks("Home");
  const number = await draftAndIssue(person);
  await savePdf(person, number);
  const credit = await correct(person, number);
  await findInTheLedger(person, number, credit);
  await verify(person);
}

/** The command line reads the same file and agrees. */
export async function afterwards(stage) {
  const report = JSON.parse(await stage.billfold("--json", "ledger", "verify"));
  assert.equal(report.ok, true, JSON.stringify(report));
}

async function draftAndIssue(person) {
  await person.goes("Invoices");
  await person.presses("New invoice");
  await person.chooses("Customer", "Nordlicht", new RegExp(`^${CUSTOMER}`));
  await person.types("Description, line 1", "Editorial design, autumn issue");
  await person.types("Quantity, line 1", "3");
  const before = await person.picture(/page 1 of 1$/);
  await person.types("Price, line 1", "120");
  // 3 × 120.00 = 360.00; 19 % VAT on it is 68.40; together 428.40.
  await person.sees("428.40");
  await person.sees(/Saved \d/);
  await pageFollows(person, before);
  await person.checks("the editor");
  await person.presses("Issue");
  await person.sees("Issue this invoice?");
  await person.checks("the question before issuing");
  await person.presses("Issue invoice");
  const [, number] = await person.sees(/Invoice (INV-2026-\d{4}) is issued/);
  await person.seesHeading(number);
  await person.sees("Amount due");
  await person.checks("the issued invoice");
  return number;
}

/** The page on the right is the page that will be printed, and it follows what is typed. */
async function pageFollows(person, before) {
  const look = () => person.picture(/page 1 of 1$/);
  for (let tries = 0; (await look()) === before; tries += 1) {
    assert.ok(tries < 50, "The page did not follow the typing.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.match(await look(), /^data:image\/svg\+xml/);
}

async function savePdf(person, number) {
  const path = await person.saves(() => person.presses("Save PDF", "button"));
  const text = await pdfText(path);
  for (const wanted of [number, CUSTOMER, "Editorial design, autumn issue"])
    assert.ok(text.includes(wanted), `The PDF lacks ${wanted}: ${text.slice(0, 400)}`);
  // In the customer's language, German: 428,40.
  assert.match(text, /428[.,]40/);
}

async function correct(person, number) {
  await person.presses("Correct");
  await person.sees(`Correct ${number}`);
  await person.sees("Taken off what is due");
  await person.checks("the correction");
  await person.presses("Issue credit note");
  const [, credit] = await person.sees(/Credit note (CN-2026-\d{4}) is issued/);
  await person.seesHeading(credit);
  await person.sees("Corrects");
  await person.checks("the credit note");
  return credit;
}

async function findInTheLedger(person, number, credit) {
  await person.goes("Ledger");
  await person.types("Filter journal entries", number);
  await person.sees(new RegExp(`Credit note ${credit}.*Invoice ${number}|${credit}.*${number}`));
  await person.checks("the journal");
  await person.presses("Audit log", "tab");
  await person.sees("credit_notes.issue");
  await person.sees("invoices.issue");
  await person.checks("the audit log");
}

async function verify(person) {
  await person.presses("Verify");
  await person.sees("All is well");
}
