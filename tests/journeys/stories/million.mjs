// A million events with bad rows: seen before, stopped, gone on with, undone, mended, and billed.
import { strict as assert } from "node:assert";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { addsCustomer, opensAgain, startsCompany } from "../company.mjs";
import { pdfText } from "../person.mjs";

export const start = {};

const PLACE = { address: ["Lagerstraße 12", "20357", "Hamburg"], rate: /^USt 19/ };
/** Uses the most by far; 10,000 requests are included. */
const NORDLICHT = { name: "Nordlicht Analytics", email: "ap@nordlicht.example", ...PLACE };
/** Comes to 80, 95 and 105 % of the same 10,000. */
const LINDNER = { name: "Lindner Verlag", email: "buero@lindner.example", ...PLACE };
/** Scrapes pages, of which 500 are included. */
const HAFEN = { name: "Hafenkontor", email: "office@hafenkontor.example", ...PLACE };

const ROWS = 1_000_000;
const BAD_ROWS = 333;
const FILE = "usage-november.csv";
const MENDED = "usage-november-mended.csv";
/** Within the first month, from 20 November to 20 December, after all of its usage. */
const WITHIN_THE_MONTH = "2026-12-15T09:00:00Z";
const AFTER_THE_MONTH = "2026-12-21T09:00:00Z";
/** A million rows are read in seconds; a machine that does much else takes its time. */
const LONG_MS = 180_000;

export async function play(person, stage) {
  await startsCompany(person, "Kleinwerk Studio");
  await person.seesHeading("Choose a catalog");
  await person.presses("Use AI workspace");
  await person.sees("AI workspace is here");
  // A month of Enterprise costs 299.00 and 19 % of it, 56.81; of Professional 99.00 and 18.81.
  await subscribes(person, NORDLICHT, "Enterprise", "355.81");
  await subscribes(person, LINDNER, "Enterprise", "355.81");
  await subscribes(person, HAFEN, "Professional", "117.81");
  await opensAgain(person, WITHIN_THE_MONTH);
  await importsBadRows(person, await million(stage, FILE, true));
  await undoes(person);
  await importsMended(person, await million(stage, MENDED, false));
  await seesOneAlert(person, "8,000", 80);
  await usesMore(person, stage, "lindner-monday.csv", 1_500, 95);
  await seesOneAlert(person, "9,500", 95);
  await usesMore(person, stage, "lindner-tuesday.csv", 1_000, 105);
  await seesOneAlert(person, "10,500", 105);
  await opensAgain(person, AFTER_THE_MONTH);
  await billsTheMonth(person);
  await readsTheSmallInvoice(person);
  await readsTheLargeInvoice(person);
}

/** Every threshold was told once, and what an undone import had told is taken back. */
export async function afterwards(stage) {
  const key = ["--passphrase-file", stage.passphrase, "--json"];
  const all = JSON.stringify({ with_acknowledged: true });
  const { rows } = JSON.parse(await stage.billfold(...key, "call", "usage.alerts", all));
  const told = (one) => rows.filter((row) => row.customer_name === one.name && !row.withdrawn_at);
  for (const one of [LINDNER, NORDLICHT, HAFEN]) {
    const thresholds = told(one).map((row) => Number(row.threshold));
    assert.deepEqual(
      thresholds.sort((a, b) => a - b),
      [80, 95, 100],
      one.name,
    );
  }
  const report = JSON.parse(await stage.billfold(...key, "ledger", "verify"));
  assert.equal(report.ok, true, JSON.stringify(report));
}

async function subscribes(person, customer, plan, total) {
  await addsCustomer(person, customer);
  await person.presses("New subscription");
  await person.seesHeading("New subscription");
  await person.presses(new RegExp(`^AI workspace ${plan}\\b`), "radio");
  await person.sees(total);
  await person.presses(/^Start and bill/, "button");
  await person.seesHeading(`AI workspace ${plan} for ${customer.name}`);
}

/**
 * Of each 125 rows one is Lindner's (8,000 in all) and one Hafenkontor's (8,000). The other
 * 984,000 are Nordlicht's, of 1, 2, 3 and 4 requests in turn: 246,000 × 10 = 2,460,000.
 */
async function million(stage, name, withBad) {
  const began = Date.parse("2026-11-21T00:00:00Z");
  return writes(stage, name, ROWS, (row) => {
    // Every two seconds: 2,000,000 s end on 14 December.
    const at = new Date(began + row * 2_000).toISOString();
    if (row % 125 === 7) return [`r${row}`, LINDNER.email, "ai_requests", at, 1];
    if (row % 125 === 57) return [`r${row}`, HAFEN.email, "pages", at, 1];
    const whole = [`r${row}`, NORDLICHT.email, "ai_requests", at, 1 + (row % 4)];
    // Rows 1,500, 4,500 and so on, 333 of them; as 125 divides each they are all Nordlicht's.
    if (withBad && row % 3_000 === 1_500) return spoiled(whole, Math.floor(row / 3_000) % 3);
    return whole;
  });
}

/** 111 rows each without a time, with a word as a quantity, and without one. */
function spoiled([key, customer, meter, at, quantity], how) {
  if (how === 0) return [key, customer, meter, "yesterday", quantity];
  return [key, customer, meter, at, how === 1 ? "many" : ""];
}

/** A file of `count` rows; memory holds a few of them at a time. */
async function writes(stage, name, count, rowOf) {
  const path = join(stage.folder, name);
  const file = createWriteStream(path);
  let part = "key,customer,meter,at,quantity\n";
  for (let row = 0; row < count; row++) {
    part += `${rowOf(row).join(",")}\n`;
    if (part.length < 1 << 20) continue;
    if (!file.write(part)) await once(file, "drain");
    part = "";
  }
  file.end(part);
  await once(file, "finish");
  return path;
}

async function choosesFile(person, path) {
  await person.goes("Usage");
  await person.presses("Import usage", "link");
  await person.seesHeading("Import usage");
  await person.gives("Choose file…", path);
}

async function importsBadRows(person, path) {
  await choosesFile(person, path);
  // 1,000,000 − 333 = 999,667.
  await person.sees("Rows 1,000,000 Counted 999,667 Duplicates 0 Unmatched 0 Refused 333", LONG_MS);
  await person.sees(/"yesterday" is no time in the format of this file\. 111 rows/);
  await person.sees(/"many" is not a number\. 111 rows/);
  await person.sees(/The row says no quantity\. 111 rows/);
  await person.checks("the dry run");
  await person.presses("Import 999,667 events", "button");
  const first = await progress(person, FILE, 0);
  await progress(person, FILE, first);
  await stopsAndGoesOn(person);
  await person.sees("Rows 1,000,000 Counted 999,667 Duplicates 0 Unmatched 0 Refused 333", LONG_MS);
  await person.sees("The first 200 of 333; the file has all.");
  await person.checks("the report");
  await savesRefused(person);
}

/** Waits until more than `before` rows are in; gives how many. */
async function progress(person, name, before) {
  let done = 0;
  await person.becomes(async () => {
    const found = new RegExp(`Importing ${name} ([\\d,]+) of ([\\d,]+)`).exec(await person.text());
    done = Number(found?.[1].replaceAll(",", "") ?? 0);
    return done > before;
  }, `The import never comes past ${before} rows.`);
  assert.ok(done < ROWS, "It was seen before its end.");
  return done;
}

/** What was taken in stays, and the rest is read afterwards. */
async function stopsAndGoesOn(person) {
  await person.presses("Stop", "button");
  await person.sees(`The import of ${FILE} was stopped as asked`);
  await person.sees("This file was begun already.", LONG_MS);
  await person.sees("Go on importing");
  await person.presses("Show that import", "link");
  await person.seesHeading(FILE);
  await person.sees(/\d+ % of the file was taken in\./);
  await person.checks("an import that was stopped");
  await person.presses("Go on", "button");
}

async function savesRefused(person) {
  const saved = await person.saves(() => person.presses("Save refused rows"));
  const lines = (await readFile(saved, "utf8")).trimEnd().split("\n");
  // The names of the columns come first.
  assert.equal(lines.length, 1 + BAD_ROWS, lines.slice(0, 3).join("\n"));
  const of = (word) => lines.filter((line) => line.includes(word)).length;
  assert.deepEqual([of("yesterday"), of(",many,")], [111, 111], lines.slice(0, 4).join("\n"));
}

async function undoes(person) {
  await person.presses("Undo import");
  await person.seesHeading(`Undo the import of ${FILE}?`);
  await person.press(await person.find(["button"], "Undo import"));
  await person.sees("This import is undone.", LONG_MS);
  await person.checks("the undone import");
  await person.goes("Usage");
  await person.presses(/^Alerts/, "tab");
  await person.sees("Taken back");
  await person.seesNo("Not yet");
}

async function importsMended(person, path) {
  await choosesFile(person, path);
  await person.sees("Rows 1,000,000 Counted 1,000,000 Duplicates 0 Unmatched 0 Refused 0", LONG_MS);
  await person.presses("Import 1,000,000 events", "button");
  await progress(person, MENDED, 0);
  await person.sees("What became of its rows", LONG_MS);
  await person.seesHeading(MENDED);
  await person.sees("Rows 1,000,000 Counted 1,000,000 Duplicates 0 Unmatched 0 Refused 0");
}

/** Lindner's next requests; the note says how far they come. */
async function usesMore(person, stage, name, count, percent) {
  const began = Date.parse("2026-12-14T08:00:00Z");
  const path = await writes(stage, name, count, (row) => {
    const at = new Date(began + row * 1_000).toISOString();
    return [`${name}-${row}`, LINDNER.email, "ai_requests", at, 1];
  });
  await choosesFile(person, path);
  const events = count.toLocaleString("en-US");
  await person.presses(`Import ${events} events`, "button");
  await person.seesHeading(name);
  await person.sees(new RegExp(`AI requests: .*\\(${percent}\\s?%\\)`));
}

/** One that nobody has seen, which the person then has; those before stay seen. */
async function seesOneAlert(person, used, percent) {
  await person.goes("Home");
  await person.sees(new RegExp(`${LINDNER.name}: AI requests ${percent}\\s?% used`));
  await person.goes("Customers");
  await person.presses(LINDNER.name, "link");
  await person.presses("Usage", "tab");
  await person.sees(`${used} of 10,000 requests`);
  await person.checks(`usage of ${percent} %`);
  await person.presses(/^Seen ?: AI requests/, "button");
  await person.sees("· seen");
  await person.goes("Home");
  await person.seesNo(`${LINDNER.name}: AI requests`);
}

/**
 * Nordlicht: 299.00 + (2,460,000 − 10,000) × 0.02 = 49,000.00; 49,299.00 and 19 %, 9,366.81, are
 * 58,665.81. Lindner: 299.00 + (10,500 − 10,000) × 0.02 = 10.00; 309.00 and 58.71 are 367.71.
 * Hafenkontor: 99.00 + (8,000 − 500) × 0.01 = 75.00; 174.00 and 33.06 are 207.06.
 * Together 58,665.81 + 367.71 + 207.06 = 59,240.58.
 */
async function billsTheMonth(person) {
  await person.goes("Billing run");
  await person.sees("Dry run, nothing is billed yet");
  for (const sum of ["58,665.81", "367.71", "207.06", "59,240.58"]) await person.sees(sum);
  await person.presses("Issue 3 invoices");
  await person.sees("Issue 3 invoices?");
  await person.presses("Issue 3 invoices");
  await person.seesHeading(/^Run through/);
  for (const sum of ["58,665.81", "367.71", "207.06"]) await person.sees(sum);
  await person.checks("the report of the run");
}

async function opensInvoice(person, customer, total) {
  await person.goes("Invoices");
  await person.types("Filter invoices", customer.name);
  // The first three were issued when the subscriptions began.
  await person.presses(/^INV-2026-000[456]/, "link");
  await person.sees(`Total ${total}`);
}

async function readsTheSmallInvoice(person) {
  await opensInvoice(person, LINDNER, "367.71");
  await person.presses(/^AI workspace Enterprise\b.*299\.00$/, "button");
  await person.sees("Flat amount 299.00 EUR");
  await person.presses(/Further AI requests.*10\.00$/, "button");
  await person.sees("10,500 units less 10,000 included 500 500 × 0.02 10.00 EUR");
  await person.sees(/Tax payable:DE .*58\.71 Revenue:AI workspace .*309\.00/);
  await person.checks("the invoice with its lines unfolded");
  const text = await pdfText(await person.saves(() => person.presses("Save PDF", "button")));
  for (const sum of [/299[.,]00/, /\b10[.,]00/, /309[.,]00/, /58[.,]71/, /367[.,]71/])
    assert.match(text, sum);
}

async function readsTheLargeInvoice(person) {
  await opensInvoice(person, NORDLICHT, "58,665.81");
  await person.presses(/Further AI requests.*49,000\.00$/, "button");
  const steps = "2,460,000 units less 10,000 included 2,450,000 2,450,000 × 0.02 49,000.00 EUR";
  await person.sees(steps);
  await person.sees(/Tax payable:DE .*9,366\.81 Revenue:AI workspace .*49,299\.00/);
}
