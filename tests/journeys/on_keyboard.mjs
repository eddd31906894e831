// The same person with the mouse unplugged: everything is reached by Tab, arrows and keys.
import { InChromium } from "./in_chromium.mjs";

/** A screen that needs more steps than this to cross is a wall. */
const MOST_STEPS = 120;
/** More than this is not listed without typing. */
const LONGEST_LIST = 60;
const LETTER = {
  Home: "h",
  Customers: "c",
  Subscriptions: "t",
  Invoices: "i",
  "Billing run": "b",
  Payments: "p",
  Plans: "a",
  Usage: "u",
  Ledger: "l",
};
const IN_A_LIST = ["menuitem", "menuitemcheckbox", "option"];

export class OnKeyboard extends InChromium {
  async goes(screen) {
    await this.hits("g", LETTER[screen] ?? "s");
    await this.seesHeading(screen);
  }

  async press(found) {
    const role = await found.evaluate(roleOf);
    if (IN_A_LIST.includes(role)) await this.#toItem(found);
    else if (role === "tab") await this.#toTab(found);
    else if (role === "radio") await this.#toChoice(found);
    else if (await found.evaluate(isInRow)) await this.#toRow(found);
    else await this.#stepsTo(found, "Tab", hasFocus);
    await this.page.keyboard.press(await found.evaluate(keyOf));
  }

  async type(found, text) {
    await this.#stepsTo(found, "Tab", hasFocus);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
  }

  /** Tab reaches the chosen tab alone; arrows go on from there. */
  async #toTab(found) {
    const chosen = this.page.getByRole("tab", { selected: true }).first();
    await this.#stepsTo(chosen, "Tab", hasFocus);
    await this.#stepsTo(found, "ArrowRight", hasFocus);
  }

  /** Tab reaches one circle of a group; arrows choose among them. */
  async #toChoice(found) {
    await this.#stepsTo(found, "Tab", groupHasFocus);
    await this.#stepsTo(found, "ArrowDown", hasFocus);
  }

  /** Tab reaches the table, arrows its rows; Enter opens the row. */
  async #toRow(found) {
    await this.#stepsTo(found, "Tab", gridHasFocus);
    await this.#stepsTo(found, "ArrowDown", rowIsActive);
  }

  /** A list that begins at what is chosen has the wanted one below it or above it. */
  async #toItem(found) {
    if (await this.#steps(found, "ArrowDown", isHighlighted, LONGEST_LIST)) return;
    await this.#stepsTo(found, "ArrowUp", isHighlighted);
  }

  async #stepsTo(found, key, isThere) {
    if (await this.#steps(found, key, isThere, MOST_STEPS)) return;
    throw new Error(`${MOST_STEPS} times ${key} did not lead to ${found}.`);
  }

  async #steps(found, key, isThere, most) {
    for (let step = 0; step < most; step += 1) {
      if (await found.evaluate(isThere)) return true;
      await this.page.keyboard.press(key);
    }
    return false;
  }
}

// These run in the page.
const hasFocus = (element) => element === document.activeElement;
const groupHasFocus = (element) =>
  document.activeElement.matches("[type=radio]") && document.activeElement.name === element.name;
const roleOf = (element) =>
  element.getAttribute("role") ?? (element.matches("[type=radio]") ? "radio" : "");
const isInRow = (element) =>
  element.matches("[role=grid] [role=row] a[tabindex='-1'], [role=grid] [role=gridcell]");
const gridHasFocus = (element) => element.closest("[role=grid]") === document.activeElement;
const rowIsActive = (element) => element.closest("[role=row]").hasAttribute("data-active");
const isHighlighted = (element) =>
  element === document.activeElement || element.hasAttribute("data-highlighted");
const keyOf = (element) =>
  element.matches("[type=checkbox], [role=checkbox], [type=radio]") ? "Space" : "Enter";
