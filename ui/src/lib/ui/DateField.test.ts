// A date that is set from outside stands in the field, also after its segments were walked through.
import { render, screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import DateField from "./DateField.svelte";

const shown = () =>
  screen
    .getAllByRole("spinbutton")
    .map((segment) => segment.textContent?.trim())
    .join("/");

it("shows what was set after its segments were left", async () => {
  const props = { label: "Day", value: "2026-11-20", today: "2026-11-20" };
  const { rerender } = render(DateField, props);
  expect(shown()).toBe("11/20/2026");
  for (const segment of screen.getAllByRole("spinbutton")) {
    segment.focus();
    segment.blur();
  }
  await rerender({ ...props, value: "2027-01-31" });
  await expect.poll(shown).toBe("01/31/2027");
});
