// Every screen of a new, empty ledger, light and dark, judged by axe-core.
import { checksEveryScreen } from "../screens_list.mjs";

export const start = { own: true };

export async function play(person) {
  await person.seesHeading("Home");
  await checksEveryScreen(person, "empty");
}
