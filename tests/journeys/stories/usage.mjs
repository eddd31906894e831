// Usage from a file with bad rows: seen before, undone, mended, told when a limit is reached.
import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export const start = { demo: true };

/** Her plan includes 50 pages in the period from 15 November; more is billed at 0.01 EUR. */
const CAMILLE = "Camille Rousseau";
const NOBODY = "nobody@nowhere.example";
const FIRST = "usage-november.csv";
const MENDED = "usage-mended.csv";

export async function play(person, stage) {
  await person.presses(/^Open the demo company/);
  await person.sees("Needs me today");
  const id = await idOf(person);
  await looksAround(person);
  await importsBadRows(person, stage, id);
  await undoes(person);
  await importsMended(person, stage, id);
  await assignsWhatIsLeft(person);
  await readsTheCustomer(person);
  await readsTheCharts(person);
  await takesAdvice(person);
  await keepsTheMonth(person);
  await seesPatterns(person);
  await correctsOne(person);
}

async function idOf(person) {
  await person.goes("Customers");
  await person.presses(CAMILLE, "link");
  await person.seesHeading(CAMILLE);
  const hash = await person.inPage(() => location.hash);
  return /cus_\w+/.exec(hash)?.[0];
}

async function looksAround(person) {
  await person.goes("Usage");
  await person.find(["grid"], "meters");
  await person.checks("the meters");
  await person.presses("New meter", "button");
  await person.types("Name", "GPU hours");
  await person.holds("Key", "gpu_hours");
  await person.types("Unit", "hour");
  // 2 + 3 + 4 = 9.
  await person.sees("Events of 2, 3 and 4 in one period count 9 hours");
  await person.checks("a new meter");
  await person.presses("Save meter");
  await person.sees("GPU hours saved.");
}

const row = (key, subject, at, quantity) => `${key},${subject},pages,${at},${quantity},ada`;

async function writes(stage, name, rows) {
  const path = join(stage.folder, name);
  const lines = ["key,customer,meter,at,quantity,user", ...rows];
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

async function importsBadRows(person, stage, id) {
  const path = await writes(stage, FIRST, [
    row("p1", id, "2026-11-20T06:00:00Z", "30"),
    row("p2", id, "2026-11-20T07:00:00Z", "12"),
    row("p3", id, "yesterday", "9"),
    row("p4", id, "2026-11-20T08:00:00Z", "many"),
    row("p1", id, "2026-11-20T06:00:00Z", "30"),
    row("p5", NOBODY, "2026-11-20T08:00:00Z", "1"),
  ]);
  await person.presses("Import usage", "link");
  await person.seesHeading("Import usage");
  await person.checks("the import, no file yet");
  await person.gives("Choose file…", path);
  await person.sees("Rows 6 Counted 2 Duplicates 1 Unmatched 1 Refused 2");
  await person.sees('"yesterday" is no time in the format of this file.');
  await person.checks("the dry run");
  await person.presses("Import 3 events", "button");
  await person.seesHeading(FIRST);
  await person.sees("Refused rows");
  await person.checks("the report");
  const saved = await person.saves(() => person.presses("Save refused rows"));
  const text = await readFile(saved, "utf8");
  assert.ok(text.includes("yesterday") && text.includes("many"), text);
}

async function undoes(person) {
  await person.presses("Undo import");
  await person.seesHeading(`Undo the import of ${FIRST}?`);
  await person.press(await person.find(["button"], "Undo import"));
  await person.sees("This import is undone.");
  await person.checks("the undone import");
}

/** She had used 3: 3 + 30 + 12 + 9 + 4 = 58 of 50 pages, 116 %. */
async function importsMended(person, stage, id) {
  const path = await writes(stage, MENDED, [
    row("p1", id, "2026-11-20T06:00:00Z", "30"),
    row("p2", id, "2026-11-20T07:00:00Z", "12"),
    row("p3", id, "2026-11-20T08:00:00Z", "9"),
    row("p4", id, "2026-11-20T08:00:00Z", "4"),
    row("p5", NOBODY, "2026-11-20T08:00:00Z", "1"),
  ]);
  await person.goes("Usage");
  await person.presses("Import usage", "link");
  await person.gives("Choose file…", path);
  await person.sees("Counted 4 Duplicates 0 Unmatched 1 Refused 0");
  await person.presses("Import 5 events", "button");
  await person.seesHeading(MENDED);
  await person.sees(/Scraping pages: 100\s?% reached, with 58 of 50 pages used \(116\s?%\)/);
}

async function assignsWhatIsLeft(person) {
  await person.goes("Usage");
  await person.presses(/^Unmatched/, "tab");
  await person.sees(NOBODY);
  await person.checks("unmatched usage");
  await person.presses(/^Assign….*nobody@/, "button");
  await person.chooses("Customer", "Camille", /^Camille Rousseau/);
  await person.presses("Assign 1 event", "button");
  await person.sees("1 event counted.");
  await person.seesNo(NOBODY);
}

/** 58 + 1 = 59; ten more pages cost 10 × 0.01 = 0.10 EUR. */
async function readsTheCustomer(person) {
  await person.goes("Home");
  await person.sees(/Camille Rousseau: Scraping pages 11\d\s?% used/);
  await person.checks("Home with a limit");
  await person.goes("Customers");
  await person.presses(CAMILLE, "link");
  await person.sees("Usage this period");
  await person.presses("Usage", "tab");
  await person.sees("59 of 50 pages");
  await person.sees("9 beyond what is included");
  await person.checks("the customer's usage");
  await person.picks("Meter to ask about", "Scraping pages");
  await person.types("How much more", "10");
  await person.presses("Ask", "button");
  await person.sees("Yes, at a price");
  await person.sees(/add 0\.10 EUR/);
  await person.checks("whether it would fit");
  await person.presses(/^Seen ?: Scraping pages/, "button");
  await person.sees("· seen");
}

async function readsTheCharts(person) {
  await person.sees("Scraping pages in this period");
  await person.sees("59 of 50 pages by now");
  await person.presses("Scraping pages in this period as a table", "button");
  await person.find(["columnheader"], "Used so far");
  await person.find(["cell"], "59 pages");
  await person.checks("the chart as a table");
  await person.presses("Scraping pages in this period as a table", "button");
  // Past the menu of files stands the chart, which is read point by point.
  await person.hits("Tab", "Tab", "Home");
  await person.sees(/Nov 15, 2026: Used so far \d pages?/);
  await person.presses("Months", "radio");
  await person.sees("Scraping pages by billing month");
  await person.presses("Hours of the week", "radio");
  await person.sees("Scraping pages by hour of the week");
  await person.presses("Team members", "radio");
  await person.sees("Scraping pages by person");
  await person.find(["link"], "ada");
  await person.checks("her team's use");
}

/** A year at once costs 290.00 EUR; twelve months cost 12 × 29 = 348.00 EUR: 58.00 less. */
async function takesAdvice(person) {
  await person.sees("twelve months cost 348.00 EUR: 58.00 EUR less");
  await person.presses(/^Dismiss…/, "button");
  await person.types("Reason", "They may leave in spring");
  await person.checks("why advice is dismissed");
  await person.presses("Dismiss", "button");
  await person.sees("Advice dismissed.");
  await person.presses(/^1 answered piece of advice/, "button");
  await person.sees("Dismissed: They may leave in spring");
  await person.presses(/^Bring back/, "button");
  await person.presses(/^Why/, "button");
  await person.sees("Saves €58.00 a year");
  await person.checks("the months behind advice");
  await person.presses(/^Look at the change…/, "button");
  await person.presses("Change interval on Dec 15, 2026", "button");
  await person.seesNo("twelve months cost 348.00 EUR");
}

/** 29.00 for the plan, and 9 × 0.01 = 0.09 for what is beyond. */
async function keepsTheMonth(person) {
  await person.presses(/^Statement/, "link");
  await person.seesHeading("Statement, November 2026");
  await person.sees("Total 29.09 EUR");
  await person.presses("Keep statement", "button");
  await person.sees("The statement of November 2026 is kept.");
  await person.presses(/^Nov 20, 2026/, "link");
  await person.sees("As it was kept on Nov 20, 2026");
  await person.checks("a statement that was kept");
}

async function seesPatterns(person) {
  await person.goes("Usage");
  await person.presses("Patterns", "tab");
  await person.sees(/\d+ customers used something/);
  await person.checks("patterns of everybody");
}

/** p4 said 4 and is replaced by 5: 59 − 4 + 5 = 60. What came first stays beside it. */
async function correctsOne(person) {
  await person.goes("Usage");
  await person.presses("Events", "tab");
  await person.types("User", "ada");
  await person.settles();
  await person.checks("the events");
  await person.press(await person.find(["gridcell"], "4"));
  await person.find(["dialog"], /^p4/);
  await person.presses("Correct…", "button");
  await person.types("Quantity", "5");
  await person.types("Reason", "The gateway missed a page");
  await person.checks("a correction");
  await person.presses("Correct event", "button");
  await person.sees("Corrected: it counts 5 now.");
  await person.opens("#/usage?tab=live");
  await person.sees("Listening: what arrives stands on top.");
  await person.presses("Pause", "button");
  await person.sees("Paused; nothing came meanwhile.");
  await person.checks("the live feed");
}
