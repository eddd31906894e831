// A question that changes while it is asked: only the newest answer is shown.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Asking } from "./asking.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Asking", () => {
  it("waits for a pause and asks once", async () => {
    const ask = vi.fn(async (text: string) => text.toUpperCase());
    const asking = new Asking(ask);
    asking.about("a");
    asking.about("ab");
    await vi.runAllTimersAsync();
    expect(ask.mock.calls).toEqual([["ab"]]);
    expect(asking.answer).toBe("AB");
    expect(asking.behind).toBe(false);
  });

  it("lets no slow answer replace a newer one", async () => {
    const wait: Record<string, number> = { slow: 1_000, quick: 10 };
    const asking = new Asking(
      (text: string) => new Promise<string>((done) => setTimeout(() => done(text), wait[text])),
    );
    asking.about("slow");
    await vi.advanceTimersByTimeAsync(200);
    asking.about("quick");
    await vi.runAllTimersAsync();
    expect(asking.answer).toBe("quick");
  });

  it("shows what was refused, and forgets it with the question", async () => {
    const asking = new Asking(async () => {
      throw { code: "x", message: "It cannot be done.", fix: "Try another day.", field: null };
    });
    asking.about("a");
    await vi.runAllTimersAsync();
    expect(asking.error?.message).toBe("It cannot be done.");
    expect(asking.answer).toBeNull();
    asking.about(null);
    expect(asking.error).toBeNull();
    expect(asking.behind).toBe(false);
  });
});
