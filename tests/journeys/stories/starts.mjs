// The window starts on the demo company and shows Home.
export const start = { demo: true, opensDemo: true };

export async function play(person) {
  await person.seesHeading("Home");
  await person.sees("Needs me today");
  await person.sees("Demo company.");
  await person.checks("Home in the window");
}
