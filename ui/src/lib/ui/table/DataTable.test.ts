// The table as a person uses it: typing, sorting, choosing with keys; windows from a source.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handleKey } from "../keys.svelte";
import type { Column, WindowQuery } from "./columns";
import DataTable from "./DataTable.svelte";

interface Row {
  id: string;
  name: string;
}

// jsdom has no layout: the table sees a height of 0 and keeps only its margin of rows.

const COLUMNS: Column<Row>[] = [
  { key: "name", label: "Name", type: "text", value: (row) => row.name, filter: "text" },
];
const people = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `cus_${at}`, name: `Person ${at}` }));

const names = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent?.trim());

function show(more: Record<string, unknown>) {
  const props = { id: "people", label: "people", columns: COLUMNS, ...more };
  render(DataTable<Row>, { props: { ...props, rowId: (row: Row) => row.id } });
}

describe("a table", () => {
  beforeEach(() => {
    localStorage.clear();
    addEventListener("keydown", handleKey);
  });

  afterEach(() => {
    cleanup();
    removeEventListener("keydown", handleKey);
  });

  it("says how many rows there are, and draws only those in sight", () => {
    show({ rows: people(10_000) });
    // 10 000 rows and the header.
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("10001");
    expect(names().length).toBeLessThan(40);
    expect(screen.getByText("10,000 rows")).toBeTruthy();
  });

  it("filters while typing", async () => {
    show({ rows: people(100) });
    const box = screen.getByRole("searchbox", { name: "Filter people" });
    await fireEvent.input(box, { target: { value: "person 42" } });
    expect(names()).toEqual(["Person 42"]);
    await fireEvent.input(box, { target: { value: "nobody" } });
    expect(screen.getByText("Nothing matches")).toBeTruthy();
  });

  it("sorts by a column, the other way at the second press", async () => {
    show({ rows: people(11) });
    const head = screen.getByRole("button", { name: "Name" });
    await fireEvent.click(head);
    expect(names().slice(0, 3)).toEqual(["Person 0", "Person 1", "Person 2"]);
    await fireEvent.click(head);
    expect(names()[0]).toBe("Person 10");
    expect(screen.getByRole("columnheader").getAttribute("aria-sort")).toBe("descending");
  });

  it("moves and selects with keys, and tells the bulk bar", async () => {
    const bulk = createRawSnippet<[string[], () => void]>((ids) => ({
      render: () => `<span data-testid="bulk">${ids().join(" ")}</span>`,
    }));
    show({ rows: people(20), bulk });
    const grid = screen.getByRole("grid");
    grid.focus();
    await fireEvent.keyDown(grid, { key: "ArrowDown" });
    await fireEvent.keyDown(grid, { key: "x" });
    await fireEvent.keyDown(grid, { key: "ArrowDown", shiftKey: true });
    expect(screen.getByText("2 rows selected")).toBeTruthy();
    await fireEvent.keyDown(grid, { key: "Escape" });
    expect(screen.queryByText("2 rows selected")).toBeNull();
  });

  it("opens the active row with Enter", async () => {
    const opened: string[] = [];
    show({ rows: people(5), onopen: (row: Row) => opened.push(row.id) });
    const grid = screen.getByRole("grid");
    grid.focus();
    await fireEvent.keyDown(grid, { key: "End" });
    await fireEvent.keyDown(grid, { key: "Enter" });
    expect(opened).toEqual(["cus_4"]);
  });

  it("asks a source for the window in sight, and shows its error in words", async () => {
    const asked: WindowQuery[] = [];
    const all = people(500);
    let broken = false;
    const load = async (query: WindowQuery) => {
      asked.push(query);
      if (broken) throw { code: "x", message: "The list could not be read.", fix: "Try again." };
      return { rows: all.slice(query.offset, query.offset + query.limit), count: all.length };
    };
    show({ load });
    await waitFor(() => expect(names()[0]).toBe("Person 0"));
    expect(asked[0]).toMatchObject({ offset: 0, limit: 100, search: "" });
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("501");
    broken = true;
    await fireEvent.click(screen.getByRole("button", { name: "Name" }));
    await waitFor(() => expect(screen.getByRole("alert")).toBeTruthy());
    expect(asked.at(-1)?.sort).toEqual([{ key: "name", descending: false }]);
    expect(screen.getByText("The list could not be read.")).toBeTruthy();
  });
});
