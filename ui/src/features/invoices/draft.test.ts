// What is typed and pasted into a draft becomes the right lines, and problems find their fields.
import { describe, expect, it } from "vitest";
import { readDecimal } from "$lib/format";
import type { BusinessDto, CustomerDetail, LineTotalDto, TotalsDto } from "$lib/backend";
import { pastedCells } from "$lib/ui/table/shown";
import {
  blankDraft,
  blankLine,
  chooseCustomer,
  dayAfter,
  dueOn,
  fieldName,
  isBlank,
  lastDay,
  lineTotal,
  moveLine,
  pasteRows,
  problemsAt,
  readDiscount,
  taxText,
} from "./draft";

const business = {
  currency: "EUR",
  tax_inclusive: false,
  net_days: 14,
  invoice_note: "",
  footer_note: "",
} as BusinessDto;
const customer = (id: string, currency: string, taxes: string[]) =>
  ({
    id,
    customer: { currency, tax_rate_ids: taxes, custom_fields: [] },
  }) as unknown as CustomerDetail;
const named = (description: string) => ({ ...blankLine(), description });

describe("a spreadsheet's rows", () => {
  it("fill the cells from where they are pasted, and add lines", () => {
    const cells = pastedCells("Design\t12.5\th\t80\nHosting\t1\t\t1,200.00\t10%\n");
    const pasted = pasteRows([blankLine(["vat"])], 0, "description", cells, readDecimal);
    expect(pasted).toMatchObject({ rows: 2, unread: 0 });
    expect(pasted.lines).toEqual([
      {
        ...blankLine(["vat"]),
        description: "Design",
        quantity: "12.5",
        unit: "h",
        unit_amount: "80",
      },
      { ...blankLine(["vat"]), description: "Hosting", unit_amount: "1200.00", discount_pct: "10" },
    ]);
  });

  it("overwrite only the columns that were pasted", () => {
    const lines = [named("A"), named("B")];
    const pasted = pasteRows(lines, 0, "unit_amount", [["10"], ["20"]], readDecimal);
    expect(pasted.lines.map((line) => [line.description, line.unit_amount])).toEqual([
      ["A", "10"],
      ["B", "20"],
    ]);
  });

  it("follow their headings, whatever the order", () => {
    const cells = [
      ["Price", "Date", "Description"],
      ["9.99", "2026-11-01", "Lamp"],
    ];
    const [line] = pasteRows([], 0, "description", cells, readDecimal).lines;
    expect(line).toMatchObject({ description: "Lamp", unit_amount: "9.99", quantity: "1" });
  });

  it("are no headings because they begin with such a word", () => {
    const cells = [
      ["Item 1", "2", "unit", "10.5"],
      ["Item 2", "1", "unit", "3"],
    ];
    expect(pasteRows([], 0, "description", cells, readDecimal).rows).toBe(2);
  });

  it("say how many cells were no numbers, and leave those empty", () => {
    const cells = [["Design", "many", "h", "80"]];
    const pasted = pasteRows([], 0, "description", cells, readDecimal);
    expect(pasted.unread).toBe(1);
    expect(pasted.lines[0]?.quantity).toBe("");
  });
});

describe("lines", () => {
  it("are blank while they hold what a new one holds", () => {
    expect(isBlank(blankLine(["vat"]))).toBe(true);
    expect(isBlank({ ...blankLine(), quantity: "2" })).toBe(false);
    expect(isBlank(named("Design"))).toBe(false);
  });

  it("move, but not over the ends", () => {
    const lines = ["A", "B", "C"].map(named);
    expect(moveLine(lines, 0, 1)).toBe(1);
    expect(lines.map((line) => line.description)).toEqual(["B", "A", "C"]);
    expect(moveLine(lines, 2, 3)).toBe(2);
    expect(lines.map((line) => line.description)).toEqual(["B", "A", "C"]);
  });

  it("find their sums whether or not the blank ones were counted", () => {
    const lines = [named("A"), blankLine(), named("B")];
    const sum = (minor: string) => ({ net: { minor, currency: "EUR" } }) as LineTotalDto;
    const totals = (...minors: string[]) => ({ lines: minors.map(sum) }) as TotalsDto;
    expect(lineTotal(totals("1", "0", "2"), lines, 2)?.net.minor).toBe("2");
    expect(lineTotal(totals("1", "2"), lines, 2)?.net.minor).toBe("2");
    expect(lineTotal(totals("1", "2"), lines, 1)).toBeNull();
  });
});

describe("a customer", () => {
  it("brings currency and taxes, but leaves taxes chosen by hand", () => {
    const draft = blankDraft(business);
    const first = customer("cus_1", "USD", ["a"]);
    draft.lines = [blankLine(), blankLine(["own"])];
    chooseCustomer(draft, first, null, business);
    expect(draft).toMatchObject({ customer_id: "cus_1", currency: "USD" });
    expect(draft.lines.map((line) => line.tax_rate_ids)).toEqual([["a"], ["own"]]);
    chooseCustomer(draft, customer("cus_2", "", ["b"]), first, business);
    expect(draft.currency).toBe("EUR");
    expect(draft.lines.map((line) => line.tax_rate_ids)).toEqual([["b"], ["own"]]);
  });
});

describe("discounts and days", () => {
  it("reads a share or an amount", () => {
    const read = (text: string) => readDiscount(text, readDecimal);
    expect(read("10 %")).toMatchObject({ value: { discount_pct: "10", discount_amount: "" } });
    expect(read("25.50")).toMatchObject({ value: { discount_pct: "", discount_amount: "25.50" } });
    expect(read("-5")).toMatchObject({ value: { discount_amount: "5" } });
    expect(read("")).toMatchObject({ value: { discount_pct: "", discount_amount: "" } });
    expect(read("half").ok).toBe(false);
  });

  it("names a tax with its percentage, once", () => {
    expect(taxText({ name: "USt", rate_pct: "19" })).toBe("USt 19%");
    expect(taxText({ name: "VAT 19%", rate_pct: "19" })).toBe("VAT 19%");
  });

  it("counts days over the end of a month", () => {
    // November has 30 days: 20 + 14 = 34, the 4th of December.
    expect(dueOn(null, "2026-11-20", 14)).toBe("2026-12-04");
    expect(dueOn("2026-11-30", "2026-11-20", 0)).toBe("2026-11-30");
    expect(lastDay("2026-12-01")).toBe("2026-11-30");
    expect(dayAfter("2026-11-30")).toBe("2026-12-01");
  });
});

describe("problems", () => {
  const problems = [
    { field: "customer_id", message: "Choose whom the invoice is for." },
    { field: "lines.1.quantity", message: "not a number" },
  ];

  it("that are only not filled in yet wait for the first try", () => {
    expect([...problemsAt(problems, false).keys()]).toEqual(["lines.1.quantity"]);
    expect([...problemsAt(problems, true).keys()]).toEqual(["customer_id", "lines.1.quantity"]);
  });

  it("name their field as people do", () => {
    expect(fieldName("lines.2.unit_amount")).toBe("Line 3, price");
    expect(fieldName("customer_id")).toBe("Customer");
  });
});
