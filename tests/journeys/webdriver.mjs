// The WebDriver protocol over plain HTTP, as far as a person in the window needs it.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { openSync } from "node:fs";
import { join } from "node:path";
import { until } from "./stage.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** Starting the app counts as one request. */
const LONGEST_REQUEST_MS = 60_000;
const LONGEST_END_MS = 5_000;

const KEYS = {
  Ctrl: "\uE009",
  Shift: "\uE008",
  Alt: "\uE00A",
  Enter: "\uE007",
  Tab: "\uE004",
  Escape: "\uE00C",
  Delete: "\uE017",
  Backspace: "\uE003",
  ArrowUp: "\uE013",
  ArrowDown: "\uE015",
  Space: " ",
};

export class WebDriver {
  #base = "";
  #session = "";

  /** Starts WebKitWebDriver in a process group of its own, with the window in it. */
  static async start(binary, args, { env, logs }) {
    const driver = new WebDriver();
    const port = await freePort();
    const out = openSync(join(logs, "webdriver.log"), "a");
    driver.process = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      detached: true,
      env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
      stdio: ["ignore", out, out],
    });
    driver.process.once("error", (error) => (driver.refused = error));
    driver.#base = `http://127.0.0.1:${port}`;
    const answers = async () => driver.refused ?? driver.#isReady();
    await until(answers, "WebKitWebDriver does not answer.");
    if (driver.refused) throw new Error(`WebKitWebDriver is missing: ${driver.refused.message}`);
    const browser = { browserName: "wry", "webkitgtk:browserOptions": { binary, args } };
    const made = await driver.#ask("POST", "/session", { capabilities: { alwaysMatch: browser } });
    driver.#session = `/session/${made.sessionId}`;
    return driver;
  }

  async #isReady() {
    return fetch(`${this.#base}/status`).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  async #ask(method, path, body) {
    const answer = await fetch(this.#base + path, {
      method,
      signal: AbortSignal.timeout(LONGEST_REQUEST_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  /** Runs `source` as a function's body in the page. */
  run(source, args = []) {
    return this.#ask("POST", `${this.#session}/execute/sync`, { script: source, args });
  }

  /** The same for a body that calls its last argument when it is done. */
  runLater(source, args = []) {
    return this.#ask("POST", `${this.#session}/execute/async`, { script: source, args });
  }

  click(element) {
    return this.#ask("POST", `${this.#session}/element/${element[ELEMENT]}/click`, {});
  }

  /** Presses keys at once, as in "Ctrl+Shift+L", and lets go of them. */
  async chord(keys) {
    const parts = keys === "+" ? ["+"] : keys.split("+");
    const letter = (part) => (parts.length > 1 ? part.toLowerCase() : part);
    const values = parts.map((part) => KEYS[part] ?? letter(part));
    const down = values.map((value) => ({ type: "keyDown", value }));
    const up = values.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.#keys([...down, ...up]);
  }

  /** Types the text key by key. */
  async type(text) {
    const each = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#keys(each);
  }

  #keys(actions) {
    const keyboard = { type: "key", id: "keyboard", actions };
    return this.#ask("POST", `${this.#session}/actions`, { actions: [keyboard] });
  }

  /** The window's picture as PNG, once two frames were drawn. */
  async picture() {
    await this.runLater(`
      const done = arguments[0];
      requestAnimationFrame(() => requestAnimationFrame(done));`);
    return Buffer.from(await this.#ask("GET", `${this.#session}/screenshot`), "base64");
  }

  resize(width, height) {
    return this.#ask("POST", `${this.#session}/window/rect`, { width, height });
  }

  /** Ends the window and then the driver; whoever stays is ended by force. */
  async end() {
    if (this.#session) await this.#ask("DELETE", this.#session).catch(() => undefined);
    await this.endProcesses();
  }

  async endProcesses() {
    if (!this.process?.pid) return;
    this.#signal("SIGTERM");
    const end = Date.now() + LONGEST_END_MS;
    while (this.#signal(0) && Date.now() < end) await new Promise((go) => setTimeout(go, 50));
    this.#signal("SIGKILL");
  }

  killAll() {
    this.#signal("SIGKILL");
  }

  /** To the driver's group, the window included; false when nobody is left. */
  #signal(signal) {
    try {
      return process.kill(-this.process.pid, signal);
    } catch {
      return false;
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
