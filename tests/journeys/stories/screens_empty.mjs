// Every screen of a new, empty ledger, light and dark, judged by axe-core.
import { everyScreen } from "../screens_list.mjs";

export const start = { own: true };

export async function play(person) {
  await person.seesHeading("Home");
  await everyScreen(person, "empty", (where) => person.checks(where));
}
