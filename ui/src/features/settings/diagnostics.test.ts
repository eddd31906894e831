// The copied report has every row, then the log.
import { expect, it } from "vitest";
import { reportText } from "./diagnostics";

it("is written row by row, the log at its end", () => {
  const rows = [
    { label: "Billfold", value: "0.1.0" },
    { label: "Problem", value: "none" },
  ];
  expect(reportText({ rows, log_tail: [] })).toBe("Billfold: 0.1.0\nProblem: none");
  expect(reportText({ rows, log_tail: ["a", "b"] })).toMatch(/none\n\nLog:\na\nb$/);
});
