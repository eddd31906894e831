// What a story plays on: a temporary data folder, the programs, and the end of all of them.
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = import.meta.dirname;

/** The day on which every story begins. */
export const NOW = "2026-11-20T09:00:00Z";
export const PASSPHRASE = "seven quiet lanterns at noon";
export const PROGRAMS = process.env.BILLFOLD_PROGRAMS ?? join(here, "../../target/debug");
export const DIST = process.env.BILLFOLD_DIST ?? join(here, "../../ui/dist");
const CACHE = process.env.BILLFOLD_CACHE ?? join(here, "../../target/tmp");

/** Waits until `look` gives something, and says what was missing when it never does. */
export async function until(look, missing, longest = 20_000) {
  const end = Date.now() + longest;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(typeof missing === "string" ? missing : missing());
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

export class Stage {
  #children = new Set();

  /** What the program's clock is set to; a story may let time pass between two starts. */
  now = NOW;

  /** How the program is given the passphrase; nothing where the person types it. */
  unlocking = [];

  /**
   * `demo` puts the demo company there, as if it had been opened on an earlier day; `own` a new
   * ledger that was open last; `ledger` one that this program has never seen.
   */
  static async build({ demo = false, own = false, ledger = false } = {}) {
    const stage = new Stage();
    stage.folder = await mkdtemp(join(tmpdir(), "billfold-journey-"));
    stage.data = join(stage.folder, "data");
    stage.saved = join(stage.folder, "saved");
    stage.passphrase = join(stage.folder, "passphrase");
    await Promise.all([stage.data, stage.saved].map((folder) => mkdir(folder)));
    await writeFile(stage.passphrase, `${PASSPHRASE}\n`);
    if (demo) await cp(await demoCompany(), stage.data, { recursive: true });
    if (own || ledger) stage.ledgerPath = await stage.#ledger("own");
    if (own) stage.unlocking = ["--passphrase-file", stage.passphrase];
    else if (ledger) await rm(join(stage.data, "session.json"), { force: true });
    return stage;
  }

  /** Runs the command line on this stage's data folder; gives what it printed. */
  async billfold(...args) {
    const all = ["--data-dir", this.data, "--no-keyring", "--now", this.now, ...args];
    return (await run(join(PROGRAMS, "billfold"), all, { maxBuffer: 1 << 26 })).stdout;
  }

  /** What the command line's calculator says to one question. */
  async calculates(what, question) {
    const going = run(join(PROGRAMS, "billfold"), ["calc", what]);
    going.child.stdin.end(`${JSON.stringify(question)}\n`);
    const answer = JSON.parse((await going).stdout);
    if (answer.error) throw new Error(`calc ${what}: ${JSON.stringify(answer.error)}`);
    return answer;
  }

  /** A new ledger of the person's own, with PASSPHRASE, made by the command line. */
  async #ledger(name) {
    const path = join(this.folder, `${name}.billfold`);
    const key = ["--passphrase-file", this.passphrase];
    const made = ["--name", "Kleinwerk Studio", "--country", "DE", "--currency", "EUR"];
    await this.billfold(...key, "--ledger", path, "ledger", "create", ...made);
    return path;
  }

  /** Starts a program that ends with the stage. */
  start(program, args, options = {}) {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
    child.gone = new Promise((resolve) => {
      child.once("exit", () => {
        this.#children.delete(child);
        resolve();
      });
      child.once("error", (error) => resolve((child.refused = error)));
    });
    this.#children.add(child);
    return child;
  }

  /** Serves registry and UI on loopback; gives the address with its token. */
  async serve() {
    const place = ["--data-dir", this.data, "--no-keyring", "--now", this.now, ...this.unlocking];
    const all = ["loopback", ...place, "--dist", DIST, "--empty"];
    const server = this.start(join(PROGRAMS, "billfold"), all);
    const { url, token } = JSON.parse(await firstLine(server));
    return { server, address: `${url}/#/?token=${token}` };
  }

  /** Another Billfold opens the ledger, and keeps it until `letGo`. */
  async holds(path) {
    const data = join(this.folder, "other");
    const place = ["--data-dir", data, "--no-keyring", "--passphrase-file", this.passphrase];
    const args = ["loopback", ...place, "--dist", DIST, "--ledger", path];
    this.other = this.start(join(PROGRAMS, "billfold"), args);
    const { url, token } = JSON.parse(await firstLine(this.other));
    const headers = { "x-billfold-token": token };
    const answer = await fetch(`${url}/call/session.status`, { method: "POST", headers });
    const { state } = await answer.json();
    if (state !== "open") throw new Error(`The other Billfold is ${state}.`);
  }

  async letGo() {
    this.other.kill("SIGKILL");
    await this.other.gone;
  }

  /** The one new file that `save` put into the folder for saved documents. */
  async newFile(save) {
    const before = new Set(await readdir(this.saved));
    await save();
    const whole = (name) => !before.has(name) && !name.endsWith(".part");
    const look = async () => (await readdir(this.saved)).find(whole);
    return join(this.saved, await until(look, "No file was saved."));
  }

  /** Ends whatever is still running and removes the folder; `keep` leaves it to be looked at. */
  async clear() {
    const children = [...this.#children];
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => child.gone));
    if (!process.env.BILLFOLD_KEEP) await rm(this.folder, { recursive: true, force: true });
  }

  /** The same at once, when this process itself is told to end. */
  killAll() {
    for (const child of this.#children) child.kill("SIGKILL");
  }
}

async function firstLine(child) {
  let text = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (part) => (text += part));
  const gone = () => child.exitCode !== null || child.refused;
  await until(() => text.includes("\n") || gone(), "The program printed nothing.");
  if (!text.includes("\n")) {
    const build = "cargo build -p cli --features loopback";
    throw new Error(`billfold loopback did not start. Was it built? ${build}`);
  }
  return text.split("\n", 1)[0];
}

/** Making the demo company takes seconds, so it is made once for each build and then copied. */
async function demoCompany() {
  const { mtimeMs, size } = await stat(join(PROGRAMS, "billfold"));
  const kept = join(CACHE, `demo-${Math.round(mtimeMs)}-${size}`);
  if (await exists(join(kept, "demo.billfold"))) return kept;
  await forgetOlder();
  const making = await mkdtemp(join(tmpdir(), "billfold-demo-"));
  const all = ["--data-dir", making, "--no-keyring", "--now", NOW, "demo", "create"];
  await run(join(PROGRAMS, "billfold"), all);
  // What was opened last is remembered by its path, which is only true where it was made.
  await rm(join(making, "session.json"), { force: true });
  const whole = await mkdtemp(join(CACHE, "making-"));
  await cp(making, whole, { recursive: true });
  await rm(making, { recursive: true });
  await rename(whole, kept);
  return kept;
}

async function forgetOlder() {
  await mkdir(CACHE, { recursive: true });
  const old = (await readdir(CACHE)).filter((name) => /^(demo|making)-/.test(name));
  await Promise.all(old.map((name) => rm(join(CACHE, name), { recursive: true, force: true })));
}

export const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );
