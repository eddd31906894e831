// `node play.mjs STORY PERSON` plays one story; PERSON is chromium, keyboard or window.
import { InChromium } from "./in_chromium.mjs";
import { InWindow } from "./in_window.mjs";
import { OnKeyboard } from "./on_keyboard.mjs";
import { Stage } from "./stage.mjs";

const PEOPLE = { chromium: InChromium, keyboard: OnKeyboard, window: InWindow };

const [story, who] = process.argv.slice(2);
const Person = PEOPLE[who];
if (!story || !Person) {
  console.error("Usage: node play.mjs STORY chromium|keyboard|window");
  process.exit(2);
}

const { start = {}, play, afterwards } = await import(`./stories/${story}.mjs`);
const stage = await Stage.build(start);
const person = new Person(stage);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.on(signal, () => {
    stage.killAll();
    person.killAll();
    process.exit(1);
  });
}

const began = performance.now();
try {
  await person.arrives(start);
  await play(person, stage);
  await person.isContent();
  await person.leaves();
  await afterwards?.(stage);
  console.log(`${story}, ${who}: told in ${((performance.now() - began) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(`\n${story}, ${who}: the person is stuck.\n${error.stack}\n`);
  console.error(await person.whatIsThere().catch((why) => `(the page is gone: ${why.message})`));
  process.exitCode = 1;
} finally {
  await person.leaves().catch((error) => console.error(`While leaving: ${error.stack}`));
  await stage.clear();
}
process.exit();
