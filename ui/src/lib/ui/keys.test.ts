// The key registry: what runs where, and what the sheet prints.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { preferences } from "$lib/preferences.svelte";
import { bindKeys, handleKey, keyName, keySheet } from "./keys.svelte";

const press = (key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
};

describe("keys", () => {
  let log: string[] = [];
  let unbind = () => {};
  const bind = (keys: string, more = {}) => {
    const one = { keys, label: keys, group: "Test", run: () => log.push(keys), ...more };
    const off = bindKeys([one]);
    const before = unbind;
    unbind = () => {
      off();
      before();
    };
  };

  beforeEach(() => {
    log = [];
    unbind = () => {};
    addEventListener("keydown", handleKey);
  });

  afterEach(() => {
    unbind();
    removeEventListener("keydown", handleKey);
    document.body.innerHTML = "";
    preferences.set("singleKeys", true);
  });

  it.each([
    [{ key: "k", ctrlKey: true }, "Ctrl+K"],
    [{ key: "k", metaKey: true }, "Ctrl+K"],
    [{ key: "L", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+L"],
    [{ key: "?", shiftKey: true }, "?"],
    [{ key: " " }, "Space"],
    [{ key: "ArrowDown", shiftKey: true }, "Shift+ArrowDown"],
    [{ key: "3", altKey: true }, "Alt+3"],
  ])("%o is %s", (init, name) => {
    expect(keyName(new KeyboardEvent("keydown", init))).toBe(name);
  });

  it("runs what was bound last, and stops the browser's own action", () => {
    bind("N");
    bind("N", { run: () => log.push("inner") });
    expect(press("n").defaultPrevented).toBe(true);
    expect(log).toEqual(["inner"]);
  });

  it("goes on to the next when one does not want the key", () => {
    bind("Escape");
    bind("Escape", { run: () => false });
    press("Escape");
    expect(log).toEqual(["Escape"]);
  });

  it("follows a sequence, and forgets it after another key", () => {
    bind("G then C");
    press("g");
    press("c");
    press("c");
    expect(log).toEqual(["G then C"]);
  });

  it("leaves letters to a field that is being typed in, but not Ctrl", () => {
    document.body.innerHTML = "<input>";
    const field = document.querySelector("input")!;
    bind("N");
    bind("Ctrl+K");
    press("n", {}, field);
    press("k", { ctrlKey: true }, field);
    expect(log).toEqual(["Ctrl+K"]);
  });

  it("obeys when single letters are switched off, except in what has the focus", () => {
    preferences.set("singleKeys", false);
    bind("N");
    bind("X", { whileFocused: true });
    bind("ArrowDown");
    press("n");
    press("x");
    press("ArrowDown");
    expect(log).toEqual(["X", "ArrowDown"]);
  });

  it("is quiet while a dialog is open, except for what is meant for it", () => {
    document.body.innerHTML = '<div role="dialog" aria-modal="true"></div>';
    bind("N");
    bind("Ctrl+Shift+L", { inDialogs: true });
    press("n");
    press("L", { ctrlKey: true, shiftKey: true });
    expect(log).toEqual(["Ctrl+Shift+L"]);
  });

  it("prints each key once, in the words bound last", () => {
    bind("N");
    bind("N", { label: "New customer" });
    expect(
      keySheet()
        .get("Test")
        ?.map((one) => one.label),
    ).toEqual(["New customer"]);
  });
});
