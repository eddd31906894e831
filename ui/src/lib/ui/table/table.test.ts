// Sorting, filtering and what leaves a table, on rows small enough to check by eye.
import { describe, expect, it } from "vitest";
import type { Money } from "$lib/format";
import { compareCells, filterText, fitting, passes, type Column } from "./columns";
import { pastedCells, shownTable, toClipboard } from "./shown";

interface Row {
  name: string;
  due: Money | null;
  on: string | null;
  status: string;
}

const eur = (minor: string): Money => ({ minor, currency: "EUR" });
const NAME: Column<Row> = {
  key: "name",
  label: "Name",
  type: "text",
  value: (row) => row.name,
  filter: "text",
};
const DUE: Column<Row> = {
  key: "due",
  label: "Due",
  type: "money",
  value: (row) => row.due,
  filter: "amount",
};
const ON: Column<Row> = {
  key: "on",
  label: "On",
  type: "date",
  value: (row) => row.on,
  filter: "date",
};
const STATUS: Column<Row> = {
  key: "status",
  label: "Status",
  type: "status",
  value: (row) => row.status,
  filter: "options",
};
const ROW: Row = { name: "Müller\tAG", due: eur("-12345"), on: "2026-11-20", status: "past_due" };

describe("sorting", () => {
  it("compares amounts as numbers, beyond what a float can hold", () => {
    expect(compareCells("money", eur("9"), eur("10"))).toBe(-1);
    expect(compareCells("money", eur("9007199254740993"), eur("9007199254740992"))).toBe(1);
  });

  it("puts what is absent first and numbers in text in their order", () => {
    expect(compareCells("money", null, eur("-5"))).toBe(-1);
    expect(compareCells("text", "Invoice 9", "Invoice 10")).toBe(-1);
    expect(compareCells("number", "1.10", "1.1")).toBe(0);
  });
});

describe("filters", () => {
  it.each([
    [NAME, ["muller"], true],
    [NAME, ["maier"], false],
    [STATUS, ["open", "past_due"], true],
    [STATUS, ["open"], false],
    [ON, ["2026-11-20", ""], true],
    [ON, ["2026-11-21", ""], false],
    [ON, ["", "2026-11-20"], true],
    [DUE, ["-123.45", "-123.45"], true],
    [DUE, ["-123.44", ""], false],
  ])("%# %s", (column, values, kept) => {
    expect(passes(column, ROW, { key: column.key, values })).toBe(kept);
  });

  it("never keeps a row whose date or amount is absent", () => {
    const row = { ...ROW, on: null, due: null };
    expect(passes(ON, row, { key: "on", values: ["", "2030-01-01"] })).toBe(false);
    expect(passes(DUE, row, { key: "due", values: ["", "1"] })).toBe(false);
  });

  it("say what they keep", () => {
    expect(filterText(STATUS, { key: "status", values: ["open", "past_due"] })).toBe(
      "Open, Past due",
    );
    expect(filterText(DUE, { key: "due", values: ["100", ""] })).toBe("from 100");
  });
});

describe("what leaves the table", () => {
  const shown = shownTable("customers", [NAME, STATUS, DUE, ON], [ROW, { ...ROW, due: null }]);

  it("is what is shown, with exact values", () => {
    expect(shown.columns.map((column) => column.kind)).toEqual(["text", "text", "money", "date"]);
    expect(shown.rows[0]).toEqual(["Müller\tAG", "Past due", eur("-12345"), "2026-11-20"]);
  });

  it("pastes into a spreadsheet as cells, amounts as plain numbers beside their currency", () => {
    expect(toClipboard(shown).split("\n")).toEqual([
      "Name\tStatus\tDue\tCurrency\tOn",
      "Müller AG\tPast due\t-123.45\tEUR\t2026-11-20",
      "Müller AG\tPast due\t\t\t2026-11-20",
    ]);
  });
});

describe("pasting from a spreadsheet", () => {
  it("splits rows and cells, and keeps breaks and quotes inside quoted cells", () => {
    const text = 'Design\t2\t"1,200.00"\r\n"Two\nlines, ""quoted"""\t\t5\n';
    expect(pastedCells(text)).toEqual([
      ["Design", "2", "1,200.00"],
      ['Two\nlines, "quoted"', "", "5"],
    ]);
  });

  it("takes one plain cell as one cell", () => {
    expect(pastedCells("hello")).toEqual([["hello"]]);
    expect(pastedCells("")).toEqual([]);
  });
});

describe("room", () => {
  // text 140 and money 156 and date 112 are 408 pixels.
  const columns = [NAME, { ...DUE, yields: 2 }, { ...ON, yields: 1 }];
  const left = (room: number) => fitting(columns, room).map((column) => column.key);

  it("is made by the columns that give way, in their order", () => {
    expect(left(408)).toEqual(["name", "due", "on"]);
    expect(left(407)).toEqual(["name", "due"]);
    expect(left(295)).toEqual(["name"]);
    expect(left(10)).toEqual(["name"]);
  });
});
