// Every screen of the demo company, light and dark, judged by axe-core.
import { everyScreen } from "../screens_list.mjs";

export const start = { demo: true };

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.sees("Needs me today");
  await everyScreen(person, "demo", (where) => person.checks(where));
}
