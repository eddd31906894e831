// The same person with the mouse unplugged: everything is reached by Tab, arrows and keys.
import { InChromium } from "./in_chromium.mjs";

/** A screen that needs more steps than this to cross is a wall. */
const MOST_STEPS = 120;
const LETTER = { Home: "h", Customers: "c", Invoices: "i", Payments: "p", Ledger: "l" };
const IN_A_LIST = ["menuitem", "menuitemcheckbox", "option"];

export class OnKeyboard extends InChromium {
  async goes(screen) {
    await this.hits("g", LETTER[screen] ?? "s");
    await this.seesHeading(screen);
  }

  async press(found) {
    const role = await found.evaluate((element) => element.getAttribute("role") ?? "");
    if (IN_A_LIST.includes(role)) await this.#stepsTo(found, "ArrowDown", isHighlighted);
    else if (role === "tab") await this.#toTab(found);
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

  async #stepsTo(found, key, isThere) {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (await found.evaluate(isThere)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${MOST_STEPS} times ${key} did not lead to ${found}.`);
  }
}

// These run in the page.
const hasFocus = (element) => element === document.activeElement;
const isHighlighted = (element) =>
  element === document.activeElement || element.hasAttribute("data-highlighted");
const keyOf = (element) =>
  element.matches("[type=checkbox], [role=checkbox], [type=radio]") ? "Space" : "Enter";
