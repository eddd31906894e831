// Every screen of the demo company, light and dark, judged by axe-core.
import { checksEveryScreen } from "../screens_list.mjs";

export const start = { demo: true };

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.sees("Needs me today");
  await checksEveryScreen(person, "demo");
}
