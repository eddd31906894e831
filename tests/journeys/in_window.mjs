// The person in the real window, through WebKitWebDriver; on an unseen display where needed.
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labelled, Person, ui } from "./person.mjs";
import { PROGRAMS, until } from "./stage.mjs";
import { WebDriver } from "./webdriver.mjs";

const QUERIES = "@testing-library/dom/dist/@testing-library/dom.umd.js";
const queries = await readFile(ui.resolve(QUERIES), "utf8");
/** The person's own session, and two on which WebKit's pictures hang. */
const DISTURBING = [
  "WAYLAND_DISPLAY",
  "LC_ALL",
  "DBUS_SESSION_BUS_ADDRESS",
  "WEBKIT_DISABLE_DMABUF_RENDERER",
  "WEBKIT_DISABLE_COMPOSITING_MODE",
];
const PATIENCE = 30_000;
const FIELDS = "input, textarea, [role=spinbutton]";

export class InWindow extends Person {
  async arrives({ opensDemo = false } = {}) {
    const { stage } = this;
    const began = performance.now();
    const demo = opensDemo ? ["--demo"] : [];
    const place = ["--data-dir", stage.data, "--save-dir", stage.saved];
    const args = [...place, "--no-keyring", "--now", stage.now, ...demo, ...stage.unlocking];
    const env = await this.#surroundings();
    const program = join(PROGRAMS, "billfold-desktop");
    this.driver = await WebDriver.start(program, args, { env, logs: stage.folder });
    await this.driver.run(hearComplaints);
    await this.find(["heading"], /./);
    const paint = await this.driver.run(firstContent);
    const whole = Math.round(performance.now() - began);
    console.log(
      `first content ${Math.round(paint)} ms after the page began; ` +
        `driver, window and first screen ${whole} ms`,
    );
  }

  /** A home of its own, a fixed language and zone, and pixels that are the same everywhere. */
  async #surroundings() {
    const home = join(this.stage.folder, "home");
    const run = join(home, "run");
    await mkdir(run, { recursive: true, mode: 0o700 });
    const env = { ...process.env };
    for (const name of DISTURBING) delete env[name];
    return {
      ...env,
      DISPLAY: env.DISPLAY ?? (this.displayName ??= await this.#display()),
      HOME: home,
      XDG_RUNTIME_DIR: run,
      XDG_DATA_HOME: join(home, "data"),
      XDG_CONFIG_HOME: join(home, "config"),
      XDG_CACHE_HOME: join(tmpdir(), "billfold-journeys-cache"),
      LANG: "en_US.UTF-8",
      TZ: "UTC",
      GTK_THEME: "Adwaita",
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1",
    };
  }

  async #display() {
    const screen = ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
    this.display = spawn("Xvfb", screen, { stdio: ["ignore", "pipe", "ignore"] });
    const number = new Promise((resolve) => this.display.stdout.once("data", resolve));
    return `:${String(await number).trim()}`;
  }

  /** Closes the window, and opens it again when its clock says `later`. */
  async comesBack(later) {
    await this.isContent(`before ${later}`);
    await this.driver.end();
    this.stage.now = later;
    await this.arrives();
  }

  async leaves() {
    await this.driver?.end();
    this.display?.kill();
  }

  killAll() {
    this.driver?.killAll();
    this.display?.kill("SIGKILL");
  }

  async complaints() {
    return this.driver.run("return window.__complaints ?? ['The page was loaded anew.']");
  }

  find(roles, name) {
    const called = name instanceof RegExp ? [name.source, name.flags] : name;
    return this.#look(findByRole, [roles, called], `No ${roles.join(" or ")} is called ${name}.`);
  }

  findField(label) {
    const missing = `No field is called ${label}.`;
    return this.#look(findByLabel, [labelled(label).source, FIELDS], missing);
  }

  async #look(code, args, missing) {
    const look = async () => {
      if (!(await this.driver.run("return 'TestingLibraryDom' in window")))
        await this.driver.run(queries);
      return this.driver.run(code, args);
    };
    return { element: await until(look, missing, PATIENCE), look };
  }

  /** What moves, fades or is drawn anew in the meantime is tried again, as a hand would. */
  async #with(found, use) {
    let last;
    const used = async () => {
      try {
        return [await use(found.element)];
      } catch (error) {
        last = error;
        found.element = (await found.look()) ?? found.element;
        return null;
      }
    };
    return (await until(used, () => `That does not work: ${last?.message}`, 5_000))[0];
  }

  press(found) {
    return this.#with(found, async (element) =>
      this.driver.click(await this.driver.run(itsWords, [element])),
    );
  }

  async type(found, text) {
    await this.press(found);
    await this.hits("Ctrl+A", "Delete");
    await this.driver.type(text);
  }

  async hits(...all) {
    for (const keys of all) await this.driver.chord(keys);
  }

  async writes(text) {
    await this.driver.type(text);
  }

  /** Promises are waited for; what they refuse with is told. */
  async inPage(run, value = null) {
    const code = `const done = arguments[arguments.length - 1];
      Promise.resolve((${run})(arguments[0]))
        .then((it) => done([it ?? null]), (e) => done([null, String(e?.stack ?? e)]));`;
    const [answer, refused] = await this.driver.runLater(code, [value]);
    if (refused) throw new Error(refused);
    return answer;
  }

  inject(source) {
    return this.driver.run(source);
  }

  attribute(found, name) {
    const code = "return arguments[0].getAttribute(arguments[1])";
    return this.#with(found, (element) => this.driver.run(code, [element, name]));
  }

  valueOf(field) {
    const code = "return arguments[0].value";
    return this.#with(field, (element) => this.driver.run(code, [element]));
  }

  async resizes(width, height) {
    await this.driver.resize(width, height);
  }

  async photographs(path) {
    await writeFile(path, await this.driver.picture());
  }
}

// What follows runs in the page.

const hearComplaints = `
  if (!window.__complaints) {
    const heard = (window.__complaints = []);
    const say = console.error;
    console.error = (...all) => { heard.push(all.map(String).join(" ")); say(...all); };
    const hear = (what) => heard.push(String(what?.stack ?? what));
    addEventListener("error", (event) => hear(event.error ?? event.message));
    addEventListener("unhandledrejection", (event) => hear(event.reason));
  }`;

const firstContent = `
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return paint?.startTime ?? performance.now();`;

const itsWords = `
  const [e] = arguments;
  return (e.matches("[type=radio], [type=checkbox]") && e.labels?.[0]) || e;`;

const scopes = `
  const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
  const able = (e) => !e.disabled && e.getAttribute("aria-disabled") !== "true";
  const dialogs = [...document.querySelectorAll("[role=dialog][aria-modal=true]")].filter(shown);
  const places = [...dialogs.slice(-1), document.body];`;

const findByRole = `${scopes}
  const [roles, called] = arguments;
  const name = Array.isArray(called) ? new RegExp(...called) : called;
  for (const place of places) for (const role of roles) {
    const all = TestingLibraryDom.queryAllByRole(place, role, { name });
    const found = all.find((e) => shown(e) && able(e));
    if (found) return found;
  }
  return null;`;

const findByLabel = `${scopes}
  const [source, selector] = arguments;
  for (const place of places) {
    const all = TestingLibraryDom.queryAllByLabelText(place, new RegExp(source), { selector });
    const found = all.find((e) => shown(e) && able(e));
    if (found) return found;
  }
  return null;`;
