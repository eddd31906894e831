// A run of many commits makes a screen read again a few times, and the last one is never missed.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { gathered } from "./gather";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells what comes close together once", () => {
  const run = vi.fn();
  const changes = gathered(run);
  for (let n = 0; n < 64; n += 1) changes.tell();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20);
  expect(run).toHaveBeenCalledTimes(1);
});

it("rests between, and tells the last change too", () => {
  const run = vi.fn();
  const changes = gathered(run);
  // A change every 50 ms for a second: at 20 ms, then one every 300 ms or so, then the last.
  for (let n = 0; n < 20; n += 1) {
    changes.tell();
    vi.advanceTimersByTime(50);
  }
  expect(run.mock.calls.length).toBeLessThanOrEqual(4);
  const before = run.mock.calls.length;
  changes.tell();
  vi.advanceTimersByTime(300);
  expect(run.mock.calls.length).toBeGreaterThan(before);
});

it("tells nothing to who has left", () => {
  const run = vi.fn();
  const changes = gathered(run);
  changes.tell();
  changes.stop();
  vi.advanceTimersByTime(1_000);
  expect(run).not.toHaveBeenCalled();
});
