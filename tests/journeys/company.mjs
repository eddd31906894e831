// How several stories begin: a company of one's own, its first customer, and opening it again.
import { PASSPHRASE } from "./stage.mjs";

/** From "Start mine" to the list of what is to be set up. */
export async function startsCompany(person, name) {
  await person.seesHeading("Welcome");
  await person.checks("Welcome");
  await person.presses(/^Start mine/);
  await person.seesHeading("Start mine");
  await person.checks("Start mine");
  await person.types("Business name", name);
  await person.picks("Country", "Germany");
  await person.types("Recovery passphrase", PASSPHRASE);
  await person.types("The same again", PASSPHRASE);
  await person.presses("I have written it down");
  await person.presses("Continue");
  await person.seesHeading("Set up");
  await person.checks("Set up");
}

/** The first customer; `address` is street, postal code and city, `rate` what lines start with. */
export async function addsCustomer(person, { name, email, address: [street, code, city], rate }) {
  await person.goes("Customers");
  await person.checks("Customers, none yet");
  await person.presses("New customer");
  await person.types("Name", name);
  await person.types("E-mail", email);
  await person.types("Street and number", street);
  await person.types("Postal code", code);
  await person.types("City", city);
  if (rate) await person.presses(rate, "checkbox");
  await person.checks("New customer");
  await person.presses("Create customer");
  await person.seesHeading(name);
  await person.checks("the customer");
}

/** Comes back at a later time, to a ledger that asks for its passphrase. */
export async function opensAgain(person, later) {
  await person.comesBack(later);
  await person.seesHeading(/^Unlock/);
  await person.types("Recovery passphrase", PASSPHRASE);
  await person.presses("Unlock", "button");
  await person.seesHeading("Home");
}
