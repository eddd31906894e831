// Fails when the JavaScript needed to show the first screen grows past its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 120;
const FIRST_SCREENS = ["src/features/welcome/Welcome.svelte", "src/features/home/Home.svelte"];
const manifest = JSON.parse(readFileSync("dist/manifest.json", "utf8"));

/** Every chunk that `name` imports without asking for it later, itself included. */
function eager(name, seen = new Set()) {
  if (seen.has(name) || !manifest[name]) return seen;
  seen.add(name);
  for (const next of manifest[name].imports ?? []) eager(next, seen);
  return seen;
}

const gzipKb = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1000;

let failed = false;
for (const screen of FIRST_SCREENS) {
  if (!manifest[screen]) throw new Error(`${screen} is not in dist/manifest.json: build first`);
  const chunks = new Set([...eager("index.html"), ...eager(screen)]);
  const files = [...chunks].map((name) => manifest[name].file).filter((f) => f.endsWith(".js"));
  const kb = files.reduce((sum, file) => sum + gzipKb(file), 0);
  failed ||= kb > BUDGET_KB;
  console.log(`${screen}: ${kb.toFixed(1)} kB gzip of ${BUDGET_KB} in ${files.length} files`);
}
if (failed) {
  console.error("The first screen is too heavy: load what it does not show at once with import().");
  process.exit(1);
}
