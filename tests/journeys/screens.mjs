// `node screens.mjs OUT` photographs every screen: light and dark, two sizes, demo and empty.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { InChromium } from "./in_chromium.mjs";
import { everyScreen } from "./screens_list.mjs";
import { Stage } from "./stage.mjs";

const [out] = process.argv.slice(2);
if (!out) {
  console.error("Usage: node screens.mjs OUT");
  process.exit(2);
}

const SIZES = [
  [1280, 800],
  [1024, 700],
];

for (const ledger of ["demo", "empty"]) {
  const stage = await Stage.build(ledger === "demo" ? { demo: true } : { own: true });
  const person = new InChromium(stage);
  try {
    await person.arrives();
    if (ledger === "demo") await person.presses(/^Open the demo company/);
    await person.seesHeading("Home");
    for (const [width, height] of SIZES) {
      await person.resizes(width, height);
      await everyScreen(person, ledger, async (_, { theme, name }) => {
        const folder = join(out, `${ledger}-${theme}-${width}x${height}`);
        await mkdir(folder, { recursive: true });
        await person.photographs(join(folder, `${name}.png`));
      });
    }
  } finally {
    await person.leaves();
    await stage.clear();
  }
}
process.exit();
