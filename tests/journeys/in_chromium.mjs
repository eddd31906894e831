// The person in Debian's Chromium, over the loopback transport, with a mouse at hand.
import { accessSync } from "node:fs";
import { delimiter, join } from "node:path";
import { labelled, Person, twoFrames, ui } from "./person.mjs";
import { until } from "./stage.mjs";

const { chromium } = ui("playwright-core");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];
const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FIELDS = "input:visible, textarea:visible, [role=spinbutton]:visible";
const PATIENCE = 20_000;

export class InChromium extends Person {
  /** Where the server was that a story ended by force. */
  killed = "nowhere";
  /** Questions of the page that are not answered yet. */
  asked = new Set();

  async arrives({ size } = {}) {
    const profile = join(this.stage.folder, "chromium");
    this.context = await chromium.launchPersistentContext(profile, {
      executablePath: browser(),
      args: FLAGS,
      headless: true,
      viewport: size ?? { width: 1280, height: 800 },
      locale: "en-US",
      timezoneId: "UTC",
      reducedMotion: "reduce",
      acceptDownloads: true,
    });
    this.context.setDefaultTimeout(PATIENCE);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    // Ages ("3 days ago") are counted from the story's day; timers run as ever.
    await this.page.clock.setFixedTime(new Date(this.stage.now));
    this.page.on("pageerror", (error) => this.errors.push(error.stack ?? error.message));
    this.page.on("console", (message) => this.#hears(message));
    this.page.on("request", (request) => this.#asks(request));
    for (const end of ["requestfinished", "requestfailed"])
      this.page.on(end, (request) => this.asked.delete(request));
    await this.enters();
  }

  /** Starts the server and opens its address. */
  async enters() {
    const { server, address } = await this.stage.serve();
    this.server = server;
    await this.page.goto(address);
    await this.find(["heading"], /./);
  }

  #asks(request) {
    if (new URL(request.url()).pathname.startsWith("/call/")) this.asked.add(request);
  }

  /** Every question of the page to the ledger was answered, and drawn. */
  async isQuiet() {
    let quiet = 0;
    await until(async () => {
      await this.inPage(twoFrames);
      quiet = this.asked.size === 0 ? quiet + 1 : 0;
      return quiet > 4;
    }, "The page never stops asking.");
  }

  #hears(message) {
    if (message.type() !== "error") return;
    const { url } = message.location();
    // The browser itself notes every answer that refuses; what the page makes of it is the test.
    const refusal = /^Failed to load resource: the server responded with a status of 4\d\d /;
    if (refusal.test(message.text()) && new URL(url).pathname.startsWith("/call/")) return;
    // A server that was ended on purpose leaves its page asking for events.
    if (message.text().includes("net::ERR_") && url.startsWith(this.killed)) return;
    this.errors.push(`${message.text()} (${url})`);
  }

  async complaints() {
    return this.errors;
  }

  /** Ends the program as a power cut would, and starts it again. */
  async isKilled() {
    await this.#ends("SIGKILL");
    await this.enters();
  }

  /** Closes the program, and starts it again when its clock says `later`. */
  async comesBack(later) {
    await this.#ends("SIGTERM");
    this.stage.now = later;
    await this.page.clock.setFixedTime(new Date(later));
    await this.enters();
  }

  async #ends(signal) {
    this.killed = new URL(this.page.url()).origin;
    this.server.kill(signal);
    await this.server.gone;
    this.asked.clear();
  }

  async leaves() {
    await this.context?.close();
    this.server?.kill("SIGTERM");
    await this.server?.gone;
  }

  /** In the topmost dialog first, as a person would look; then anywhere. */
  async find(roles, name) {
    const named = { name, exact: typeof name === "string" };
    const dialogs = this.page.locator("[role=dialog][aria-modal=true]").filter({ visible: true });
    return until(
      async () => {
        const places = [this.page];
        if ((await dialogs.count()) > 0) places.unshift(dialogs.last());
        for (const place of places)
          for (const role of roles) {
            const found = place.getByRole(role, named).filter({ visible: true });
            if ((await found.count()) > 0) return found.first();
          }
        return null;
      },
      `No ${roles.join(" or ")} is called ${name}.`,
      PATIENCE,
    );
  }

  async findField(label) {
    const dialogs = this.page.locator("[role=dialog][aria-modal=true]").filter({ visible: true });
    return until(
      async () => {
        const places = [this.page];
        if ((await dialogs.count()) > 0) places.unshift(dialogs.last());
        for (const place of places) {
          const found = place.getByLabel(labelled(label)).and(this.page.locator(FIELDS));
          if ((await found.count()) > 0) return found.first();
        }
        return null;
      },
      `No field is called ${label}.`,
      PATIENCE,
    );
  }

  /** A box or a circle is pressed by its words, as large as they are. */
  async press(found) {
    const isChoice = await found.evaluate((e) => e.matches("[type=radio], [type=checkbox]"));
    const words = isChoice && (await found.evaluateHandle((e) => e.labels?.[0] ?? e));
    await (words || found).click();
  }

  /** As people open things who are used to folders. */
  async pressesTwice(name, ...roles) {
    await (await this.find(roles, name)).dblclick();
  }

  async type(found, text) {
    await found.click();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
  }

  /** Keys as they are printed: "Ctrl+Enter", or several one after another. */
  async hits(...all) {
    for (const keys of all) await this.page.keyboard.press(keys.replace("Ctrl", "Control"));
  }

  async writes(text) {
    await this.page.keyboard.type(text);
  }

  inPage(run, value) {
    return this.page.evaluate(run, value);
  }

  inject(source) {
    return this.page.evaluate(`${source};0`);
  }

  attribute(found, name) {
    return found.getAttribute(name);
  }

  valueOf(field) {
    return field.inputValue();
  }

  async saves(act) {
    const coming = this.page.waitForEvent("download");
    await act();
    const download = await coming;
    const path = join(this.stage.saved, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  /** Presses what asks for a file, and chooses the one at `path`. */
  async gives(name, path) {
    const asked = this.page.waitForEvent("filechooser");
    await this.presses(name);
    await (await asked).setFiles(path);
  }

  async prefers(colorScheme) {
    await this.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  }

  async resizes(width, height) {
    await this.page.setViewportSize({ width, height });
  }

  async photographs(path) {
    await this.page.screenshot({ path });
  }
}

function browser() {
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name));
        return join(folder, name);
      } catch {
        // Not here: look on.
      }
    }
  throw new Error("Chromium is missing. `cargo xtask test` installs it: apt-get install chromium.");
}
