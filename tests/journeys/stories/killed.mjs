// The power goes while a draft is typed: what was called saved is there after the restart.
export const start = { demo: true };

export async function play(person) {
  await person.presses(/^Open the demo company/);
  await person.goes("Invoices");
  await person.presses("New invoice");
  await person.chooses("Customer", "Morgenrot", /^Kaffeerösterei Morgenrot/);
  await person.types("Description, line 1", "Menu cards, second printing");
  await person.types("Quantity, line 1", "250");
  await person.types("Price, line 1", "1.35");
  // 250 × 1.35 = 337.50
  await person.sees("337.50");
  await person.sees(/Saved \d/);
  await person.isKilled();
  await person.seesHeading("Home");
  await person.goes("Invoices");
  await person.presses("Draft", "button");
  await person.sees("Kaffeerösterei Morgenrot");
  await person.presses("Home", "link");
  await person.presses(/^Kaffeerösterei Morgenrot/, "link");
  await person.seesHeading("Draft for Kaffeerösterei Morgenrot");
  await person.holds("Description, line 1", "Menu cards, second printing");
  await person.holds("Quantity, line 1", "250");
  await person.sees("337.50");
  await person.checks("the draft after the restart");
}
