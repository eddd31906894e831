// Somebody new: from the first screen to their first issued invoice.
import { addsCustomer, startsCompany } from "../company.mjs";

export const start = {};

const CUSTOMER = {
  name: "Buchladen am Markt",
  email: "laden@example.org",
  address: ["Marktplatz 3", "04109", "Leipzig"],
};

export async function play(person) {
  await startsCompany(person, "Kleinwerk Studio");
  await addsCustomer(person, CUSTOMER);
  await firstInvoice(person);
  await person.goes("Home");
  await person.sees("1 open invoice");
  await person.checks("Home with one invoice");
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
