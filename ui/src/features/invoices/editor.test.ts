// A draft saves itself: soon, in order, never over someone else's version, and never for nothing.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError, useTransport, type BusinessDto, type DraftDto } from "$lib/backend";
import { blankDraft } from "./draft";
import { DraftEditor } from "./editor.svelte";

const business = {
  currency: "EUR",
  tax_inclusive: false,
  net_days: 14,
  invoice_note: "",
  footer_note: "",
} as BusinessDto;

/** What a ledger does with one draft, behind the transport. */
class Ledger {
  saved: DraftDto | null = null;
  revision = 0;
  writes: string[] = [];
  full = false;

  async call(name: string, request: { revision?: number; draft?: DraftDto }): Promise<unknown> {
    const judged = { totals: null, problems: [], pages: [], notes: [] };
    if (name === "invoices.preview" || name === "invoices.totals") return judged;
    if (name === "invoices.get") return { ...judged, ...this.#detail() };
    if (this.full) throw new AppError({ code: "disk_full", message: "Full.", fix: "Free some." });
    if (name === "invoices.save_draft" && request.revision !== this.revision) {
      const message = "Changed elsewhere.";
      throw new AppError({ code: "draft_changed_elsewhere", message, fix: "Reload." });
    }
    this.writes.push(name);
    this.saved = request.draft ?? null;
    this.revision += 1;
    const saved = { revision: this.revision, saved_at: "2026-11-20T10:00:00Z" };
    return { ...judged, ...this.#detail(), ...saved };
  }

  #detail() {
    const row = { id: "in_1", status: "draft", updated_at: "2026-11-20T10:00:00Z" };
    return { row, revision: this.revision, draft: this.saved };
  }
}

describe("a draft", () => {
  let ledger: Ledger;
  let editor: DraftEditor;

  beforeEach(() => {
    vi.useFakeTimers();
    ledger = new Ledger();
    useTransport({
      call: (name, request) => ledger.call(name, request as { draft?: DraftDto }),
      onEvent: () => () => undefined,
    });
    editor = new DraftEditor(business, blankDraft(business), null);
  });
  afterEach(() => void vi.useRealTimers());

  const type = (reference: string) => {
    editor.draft.reference = reference;
    editor.changed(JSON.stringify(editor.draft));
  };

  it("is in the ledger within 400 ms after the last key, once", async () => {
    type("P");
    await vi.advanceTimersByTimeAsync(200);
    type("PO 7");
    await vi.advanceTimersByTimeAsync(400);
    expect(ledger.writes).toEqual(["invoices.create_draft"]);
    expect(ledger.saved?.reference).toBe("PO 7");
    expect([editor.id, editor.saveState, editor.isDirty]).toEqual(["in_1", "saved", false]);
  });

  it("does not wait for ever while someone types on", async () => {
    for (let key = 0; key < 12; key += 1) {
      type("x".repeat(key + 1));
      await vi.advanceTimersByTimeAsync(200);
    }
    // 12 keys, 200 ms apart: 2.4 s without a pause, longer than the 2 s that are allowed.
    expect(ledger.writes.length).toBeGreaterThan(0);
  });

  it("makes nothing while nobody typed", async () => {
    editor.changed(JSON.stringify(editor.draft));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ledger.writes).toEqual([]);
  });

  it("tries again by itself when saving failed", async () => {
    ledger.full = true;
    type("PO 7");
    await vi.advanceTimersByTimeAsync(400);
    expect([editor.saveState, editor.saveError?.code]).toEqual(["failed", "disk_full"]);
    ledger.full = false;
    await vi.advanceTimersByTimeAsync(3_100);
    expect([editor.saveState, ledger.saved?.reference]).toEqual(["saved", "PO 7"]);
  });

  it("never overwrites a newer version unasked", async () => {
    type("mine");
    await editor.save();
    ledger.saved = { ...blankDraft(business), reference: "theirs" };
    ledger.revision += 1;
    type("mine, longer");
    await editor.save();
    expect([editor.saveState, ledger.saved.reference]).toEqual(["stale", "theirs"]);

    await editor.keepMine();
    expect([editor.saveState, ledger.saved.reference]).toEqual(["saved", "mine, longer"]);
  });

  it("can take the newer version instead", async () => {
    type("mine");
    await editor.save();
    ledger.saved = { ...blankDraft(business), reference: "theirs" };
    ledger.revision += 1;
    type("mine, longer");
    await editor.save();
    await editor.loadNewer();
    expect([editor.draft.reference, editor.isDirty]).toEqual(["theirs", false]);
  });

  it("gives back a removed line, and always keeps one to type in", () => {
    editor.draft.lines[0]!.description = "Design";
    const removed = editor.removeLine(0);
    expect(removed?.description).toBe("Design");
    expect(editor.draft.lines.map((line) => line.description)).toEqual([""]);
    expect(editor.removeLine(0)).toBeNull();
  });
});
