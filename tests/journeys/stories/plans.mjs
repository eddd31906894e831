// A plan of one's own: tiers tried before they are sold, a second version, an undo, a coupon.
import { strict as assert } from "node:assert";

export const start = { own: true };

const TIERS = [
  { up_to: "100", unit_amount: "0.05", flat_amount: "1.00" },
  { up_to: null, unit_amount: "0.02", flat_amount: "" },
];
const MODEL = { type: "tiered_graduated", tiers: TIERS, zero_usage: "first_flat" };
/** Nothing, a bound, just above it, and far above. */
const TRIED = ["0", "100", "101", "12345"];

export async function play(person, stage) {
  await person.seesHeading("Home");
  await makesTheUsage(person, stage);
  await isCalledAway(person);
  await createsThePlan(person);
  await sellsIt(person);
  await publishesAnother(person);
  await archivesAndUndoes(person);
  await makesACoupon(person);
}

async function makesTheUsage(person, stage) {
  await person.goes("Plans");
  await person.sees("What do you sell?");
  await person.checks("Plans, none yet");
  await person.presses("New plan");
  await person.seesHeading("New plan");
  await person.types("Name", "Lantern");
  await person.chooses("Product", "Lantern suite", /^New product/);
  await person.presses("Stop selling in EUR a year");
  await person.types("Charge", "AI requests");
  await person.types("Unit", "request");
  await person.picks("Billed", /^By usage/);
  await person.picks("Price model", /^Tiered, graduated/);
  await person.presses("Add tier");
  await typesTier(person, 1, TIERS[0]);
  await typesTier(person, 2, TIERS[1]);
  for (const quantity of TRIED) await triesIt(person, stage, quantity);
  await person.checks("the editor with tiers");
}

async function typesTier(person, at, { up_to, unit_amount, flat_amount }) {
  const where = `tier ${at}, EUR a month`;
  if (up_to) await person.types(`Up to, ${where}`, up_to);
  await person.types(`Price of a unit, ${where}`, unit_amount);
  if (flat_amount) await person.types(`Flat fee, ${where}`, flat_amount);
}

/** The editor and the command line's calculator say the same. */
async function triesIt(person, stage, quantity) {
  const model = { ...MODEL, tiers: TIERS.map(withoutBlanks) };
  const { amount } = await stage.calculates("price", { currency: "EUR", quantity, model });
  await person.types("Quantity", quantity);
  await person.hits("Tab");
  const plain = new RegExp(`Amount, EUR a month ${amount.replace(".", "\\.")} EUR`);
  const shown = () => person.text().then((text) => text.replaceAll(/(\d),(\d)/g, "$1$2"));
  await person.becomes(
    async () => plain.test(await shown()),
    () => `${quantity} requests do not come to ${amount} EUR.`,
  );
}

const withoutBlanks = (tier) =>
  Object.fromEntries(Object.entries(tier).filter(([, value]) => value !== ""));

/** Whoever goes away finds what was typed. */
async function isCalledAway(person) {
  await person.goes("Home");
  await person.sees("Lantern is not finished; what you typed is kept.");
  await person.presses("Go on");
  await person.seesHeading("Lantern");
  await person.holds("Up to, tier 1, EUR a month", "100");
}

async function createsThePlan(person) {
  await person.presses("Add charge");
  await person.presses("Fee every period", "menuitem");
  await person.writes("Base fee");
  await person.types("Price, EUR a month, Base fee", "10");
  await person.hits("Tab");
  await person.presses("Create plan");
  await person.sees("Lantern is created.");
  await person.seesHeading("Lantern");
  await person.sees(/Base fee Every period EUR a month 10\.00/);
  await person.checks("the plan");
}

async function sellsIt(person) {
  await person.goes("Subscriptions");
  await person.checks("Subscriptions, none yet");
  await person.presses("New subscription");
  await person.chooses("Customer", "Buchladen am Markt", /^New customer/);
  await person.presses("Create customer");
  await person.presses(/^Lantern\b/, "radio");
  await person.presses(/^Start and bill 10\.00\sEUR$/, "button");
  await person.seesHeading("Lantern for Buchladen am Markt");
  await person.checks("the subscription");
}

async function publishesAnother(person) {
  await person.goes("Plans");
  await person.presses("Lantern", "link");
  await person.presses("Edit prices");
  await person.types("Price, EUR a month, Base fee", "12.50");
  await person.hits("Tab");
  await person.presses("Publish…");
  await person.sees("What changes");
  await person.picks("For whom", /^Everyone, at their next renewal/);
  // Beside the fee, a period without a request pays the flat fee of the first tier, 1.00:
  // 12.50 + 1.00 instead of 10.00 + 1.00.
  await person.sees("One subscription gets this version");
  await person.sees(/Buchladen am Markt .*11\.00 13\.50 2\.50\sEUR/);
  await person.checks("the question before publishing");
  await person.presses("Publish", "button");
  await person.sees("Version 2 of Lantern is published.");
  await person.sees("What differs");
  await person.checks("the plan with two versions");
}

async function archivesAndUndoes(person) {
  await person.presses("More for this plan");
  await person.presses("Archive", "menuitem");
  await person.sees("Lantern archived; who has it keeps it.");
  await person.presses("Undo");
  await person.seesNo("Archived");
  await person.presses("More for this plan");
  await person.find(["menuitem"], "Archive");
  await person.hits("Escape");
}

async function makesACoupon(person) {
  await person.goes("Plans");
  await person.presses("Coupons", "tab");
  await person.sees("No coupons yet");
  await person.presses("New coupon");
  await person.types("Code", "launch20");
  await person.types("Percentage", "20");
  await person.checks("the new coupon");
  await person.presses("Save coupon");
  await person.sees("Coupon LAUNCH20 saved.");
  await person.sees(/20\s?% off/);
  await person.checks("the coupons");
  assert.equal(await person.inPage(() => document.querySelectorAll("[role=dialog]").length), 0);
}
