// Slips and second thoughts: what was typed stays, what was planned is taken back by one key.
import { strict as assert } from "node:assert";

export const start = { demo: true };

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.seesHeading("Home");
  await keepsWhatIsTyped(person);
  await archivesAndTakesBack(person);
  await plansForSeveral(person);
  await seesTheDayThatIsMeant(person);
}

const dialogs = () => document.querySelectorAll("[role=dialog]").length;

/** A double click opens a coupon once, and a slip beside its dialog or on Esc loses nothing. */
async function keepsWhatIsTyped(person) {
  await person.opens("#/plans?tab=coupons");
  await person.pressesTwice(/KULTUR20/, "row");
  await person.find(["dialog"], "Coupon KULTUR20");
  await person.settles();
  assert.equal(await person.inPage(dialogs), 1, "The second press closed what the first opened.");
  await person.types("Name", "Culture and music");
  await person.page.mouse.click(20, 400);
  await person.hits("Escape");
  await person.sees("Press Esc once more to throw away what you wrote.");
  await person.holds("Name", "Culture and music");
  await person.checks("a coupon that was begun");
  await person.hits("Escape");
  await person.seesNo("Press Esc once more");
}

async function archivesAndTakesBack(person) {
  await person.presses(/KULTUR20/, "row");
  await person.presses("Archive", "button");
  await person.sees("KULTUR20 archived: nobody can redeem it any more.");
  await person.hits("Ctrl+Z");
  await person.sees(/KULTUR20 .*?forever Active/);
}

async function plansForSeveral(person) {
  await person.goes("Subscriptions");
  await person.settles();
  await person.hits("ArrowDown", "X", "ArrowDown", "X");
  await person.presses("Change plan");
  await person.picks("New plan", /^AI workspace Custom/);
  await person.sees("2 subscriptions change.");
  await person.checks("the change of two");
  await person.presses("Change plan of 2 subscriptions");
  await person.sees("Planned for 2 subscriptions.");
  await person.sees(/1 change\b/);
  await person.hits("Ctrl+Z");
  await person.sees("Taken back for 2 subscriptions.");
  await person.seesNo(/1 change\b/);
}

/** A day that is chosen beside the field stands in it, also after it was walked through. */
async function seesTheDayThatIsMeant(person) {
  await person.goes("Billing run");
  await person.settles();
  await person.inPage(() => document.querySelector("#main [role=spinbutton]").focus());
  await person.hits("Tab", "Tab", "Tab");
  await person.presses("Month end");
  await person.sees(/Bill through 11 ?\/ ?30 ?\/ ?2026/);
}
