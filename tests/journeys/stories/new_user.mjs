// Somebody new: from the first screen to their first issued invoice.
import { PASSPHRASE } from "../stage.mjs";

export const start = {};

export async function play(person) {
  await person.seesHeading("Welcome");
  await person.checks("Welcome");
  await person.presses(/^Start mine/);
  await person.seesHeading("Start mine");
  await person.checks("Start mine");
  await person.types("Business name", "Kleinwerk Studio");
  await person.picks("Country", "Germany");
  await person.types("Recovery passphrase", PASSPHRASE);
  await person.types("The same again", PASSPHRASE);
  await person.presses("I have written it down");
  await person.presses("Continue");
  await person.seesHeading("Set up");
  await person.checks("Set up");
  await firstCustomer(person);
  await firstInvoice(person);
  await person.goes("Home");
  await person.sees("1 open invoice");
  await person.checks("Home with one invoice");
}

async function firstCustomer(person) {
  await person.goes("Customers");
  await person.checks("Customers, none yet");
  await person.presses("New customer");
  await person.types("Name", "Buchladen am Markt");
  await person.types("E-mail", "laden@example.org");
  await person.types("Street and number", "Marktplatz 3");
  await person.types("Postal code", "04109");
  await person.types("City", "Leipzig");
  await person.checks("New customer");
  await person.presses("Create customer");
  await person.seesHeading("Buchladen am Markt");
  await person.checks("the customer");
}

async function firstInvoice(person) {
  await person.presses("New invoice");
  await person.types("Description, line 1", "Shop window, December");
  await person.types("Price, line 1", "480");
  await person.presses(/^Taxes, line 1/);
  await person.presses(/^USt 19/);
  await person.hits("Escape");
  // 480.00 and 19 % of it, 91.20, are 571.20.
  await person.sees("571.20");
  await person.sees(/Saved \d/);
  await person.presses("Issue");
  await person.presses("Issue invoice");
  // The first number of the year.
  await person.sees("Invoice INV-2026-0001 is issued.");
  await person.seesHeading("INV-2026-0001");
  await person.checks("the first invoice");
}
