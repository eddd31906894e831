// The ledger is locked; a wrong passphrase is refused, the right one opens it again.
import { PASSPHRASE } from "../stage.mjs";

export const start = { own: true };

export async function play(person) {
  await person.seesHeading("Home");
  await person.presses("Lock the ledger");
  await person.seesHeading(/^Unlock/);
  await person.checks("Unlock");
  await person.types("Recovery passphrase", "not this one");
  await person.presses("Unlock", "button");
  await person.sees("The passphrase is not the one of this ledger.");
  await person.types("Recovery passphrase", PASSPHRASE);
  await person.presses("Unlock", "button");
  await person.seesHeading("Home");
}
