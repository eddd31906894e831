// A table's question in the words of the registry.
import { describe, expect, it } from "vitest";
import type { Column } from "$lib/ui/table/columns";
import { toListRequest } from "./lists";

const column = (key: string, filter: Column<unknown>["filter"]): Column<unknown> => ({
  key,
  label: key,
  type: "text",
  value: () => null,
  ...(filter ? { filter } : {}),
});
const COLUMNS = [
  column("status", "options"),
  column("name", "text"),
  column("issued_on", "date"),
  column("total", "amount"),
];
const ask = (key: string, values: string[], currency = "EUR") =>
  toListRequest(COLUMNS, { search: "", sort: [], filters: [{ key, values }] }, currency).filters;

describe("a list request", () => {
  it.each([
    ["status", ["open", "paid"], { op: "one_of", values: ["open", "paid"] }],
    ["name", ["ada"], { op: "contains", values: ["ada"] }],
    ["issued_on", ["2026-01-01", ""], { op: "at_least", values: ["2026-01-01"] }],
    ["issued_on", ["", "2026-01-31"], { op: "at_most", values: ["2026-01-31"] }],
    // 10.50 EUR is 1050 minor units, 20 EUR is 2000.
    ["total", ["10.5", "20"], { op: "between", values: ["1050", "2000"] }],
  ])("%s %o", (key, values, expected) => {
    expect(ask(key, values)).toEqual([{ column: key, ...expected }]);
  });

  it("reads amounts in the currency it is given", () => {
    expect(ask("total", ["10", ""], "JPY")?.[0]?.values).toEqual(["10"]);
    expect(ask("total", ["10", ""], "KWD")?.[0]?.values).toEqual(["10000"]);
  });

  it("leaves out a range that is open at both ends, and names the order", () => {
    const sort = [{ key: "name", descending: true }];
    const filters = [{ key: "total", values: ["", ""] }];
    const request = toListRequest(COLUMNS, { search: "x", sort, filters, offset: 200 }, "EUR");
    expect(request).toEqual({
      search: "x",
      filters: [],
      sort: [{ column: "name", descending: true }],
      offset: 200,
      limit: 100,
    });
  });
});
