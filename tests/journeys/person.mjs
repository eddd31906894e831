// What a person can do and see, told by role and visible name; how is told by the two who do it.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { until } from "./stage.mjs";

export const ui = createRequire(new URL("../../ui/package.json", import.meta.url));
const axeSource = await readFile(ui.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What can be pressed: nobody sees whether it is a link or a button. */
export const PRESSED = [
  "button",
  "link",
  "tab",
  "menuitem",
  "menuitemcheckbox",
  "option",
  "radio",
  "checkbox",
  "switch",
];

const plain = (text) => text.replace(/\s+/g, " ").trim();
const holds = (text, wanted) =>
  wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);

/** Two frames were drawn; runs in the page. */
export const twoFrames = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/**
 * Subclasses give arrives, comesBack, leaves, complaints; find, findField, press, type, hits,
 * writes; inPage, inject, attribute, valueOf.
 */
export class Person {
  constructor(stage) {
    this.stage = stage;
    /** What the page complained about. */
    this.errors = [];
  }

  /** Goes to a screen of the sidebar. */
  async goes(screen) {
    await this.presses(screen, "link");
    await this.seesHeading(screen);
  }

  /** Opens an address as typed; for walks over all screens. */
  async opens(address) {
    await this.inPage((hash) => void (location.hash = hash), address);
  }

  /** Presses what is called `name`; `role` only where two things share a name. */
  async presses(name, ...roles) {
    await this.press(await this.find(roles.length > 0 ? roles : PRESSED, name));
  }

  /** Writes `text` into the field called `label`, instead of what is there. */
  async types(label, text) {
    await this.type(await this.findField(label), text);
  }

  /** Searches with `text` in the field called `label` and takes the choice called `option`. */
  async chooses(label, text, option) {
    await this.types(label, text);
    await this.press(await this.find(["option"], option));
  }

  /** Opens the list called `label` and takes `option`. */
  async picks(label, option) {
    await this.presses(new RegExp(`^${escaped(label)}\\b`), "button", "combobox");
    await this.press(await this.find(["option"], option));
  }

  async text() {
    return plain(await this.inPage(() => document.body?.innerText ?? ""));
  }

  /** Waits until the text can be read somewhere in the window; gives the match. */
  async sees(wanted, longest) {
    let text = "";
    await until(
      async () => holds((text = await this.text()), wanted),
      () => `Nowhere in the window: ${wanted}`,
      longest,
    );
    return wanted instanceof RegExp ? wanted.exec(text) : [wanted];
  }

  async seesNo(unwanted) {
    const gone = async () => !holds(await this.text(), unwanted);
    await until(gone, `Still in the window: ${unwanted}`);
  }

  /** Waits until something that cannot be read is so. */
  async becomes(isSo, missing) {
    await until(isSo, missing);
  }

  /** The field called `label` has this in it. */
  async holds(label, text) {
    const field = await this.findField(label);
    let value;
    const same = async () => (value = await this.valueOf(field)) === text;
    await until(same, () => `${label} holds ${JSON.stringify(value)}, not ${JSON.stringify(text)}`);
  }

  async seesHeading(name) {
    await this.find(["heading"], name);
  }

  /** The newest invoice page on the screen, as the picture that is shown. */
  async picture(name) {
    return this.attribute(await this.find(["img"], name), "src");
  }

  /** Saves a document by doing `act`; gives its path. */
  async saves(act) {
    return this.stage.newFile(act);
  }

  /** Nothing on the screen is being read or computed any more. */
  async settles() {
    const idle = async () => !(await this.inPage(isBusy));
    await this.becomes(idle, "It never stops loading.");
    await this.isQuiet();
    await this.becomes(idle, "It never stops loading.");
  }

  async isQuiet() {
    await this.inPage(twoFrames);
  }

  /** No accessibility violation and no complaint of the page, once it has settled. */
  async checks(where) {
    await this.settles();
    await this.judges(where);
  }

  /** The same of what is there at this moment. */
  async judges(where) {
    if (!(await this.inPage(() => "axe" in window))) await this.inject(axeSource);
    const found = await this.inPage(runAxe, TAGS);
    const told = found.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.join("\n  ")}`);
    if (told.length > 0) throw new Error(`axe-core, ${where}:\n${told.join("\n")}`);
    const past = await this.inPage(pastTheWindow);
    if (past > 0) throw new Error(`The whole window scrolls, by ${past} px, ${where}.`);
    await this.isContent(where);
  }

  /** The page has complained about nothing so far. */
  async isContent(where = "in the end") {
    const errors = await this.complaints();
    if (errors.length > 0) throw new Error(`Console errors, ${where}:\n${errors.join("\n")}`);
  }

  async whatIsThere() {
    return `Window text: ${await this.text()}\nAddress: ${await this.inPage(() => location.hash)}`;
  }

  killAll() {}
}

/** Runs in the page: by how much something reaches past the window, which has no scrollbar. */
const pastTheWindow = () => {
  const page = document.documentElement;
  return Math.max(page.scrollHeight - page.clientHeight, page.scrollWidth - page.clientWidth);
};

/** Runs in the page. */
const isBusy = () =>
  !!document.querySelector(":is([aria-busy=true], .animate-pulse, [aria-label=Loading])");

/** Runs in the page. */
async function runAxe(tags) {
  // Layers fade in; colours are judged once they stand still.
  await Promise.all(
    document
      .getAnimations()
      .map((one) =>
        one.effect?.getTiming().iterations === Infinity ? null : one.finished.catch(() => null),
      ),
  );
  const result = await window.axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return result.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map((node) => `${node.target.join(" ")}  ${node.failureSummary.split("\n")[1]}`),
  }));
}

export const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A field's label may carry "(optional)" behind its name. */
export const labelled = (label) => new RegExp(`^\\s*${escaped(label)}\\s*(\\(optional\\))?\\s*$`);

/** The text of a PDF's pages. */
export async function pdfText(path) {
  const bytes = await readFile(path);
  if (bytes.subarray(0, 5).toString() !== "%PDF-") throw new Error(`${path} is no PDF.`);
  return plain((await promisify(execFile)("pdftotext", ["-layout", path, "-"])).stdout);
}
