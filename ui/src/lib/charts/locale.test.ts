// What charts are told about a language.
import { describe, expect, it } from "vitest";
import { chartLocale } from "./locale";

describe("the locale of charts", () => {
  it("is American where that is spoken", () => {
    const american = chartLocale("en-US");
    expect(american.decimal_mark + american.group_mark).toBe(".,");
    expect([american.symbol_after, american.day_first]).toEqual([false, false]);
    expect(american.months.slice(0, 2)).toEqual(["Jan", "Feb"]);
    expect([american.weekdays[0], american.weekdays[6]]).toEqual(["Mon", "Sun"]);
  });

  it("is German with its marks behind the number", () => {
    const german = chartLocale("de-DE");
    expect(german.decimal_mark + german.group_mark).toBe(",.");
    expect([german.symbol_after, german.day_first]).toEqual([true, true]);
    expect(german.months).toHaveLength(12);
    expect(german.weekdays[0]).toBe("Mo");
  });
});
