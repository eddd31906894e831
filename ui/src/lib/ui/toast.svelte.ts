// Short notes at the window's edge: what was done, and the way back.

export interface ToastAction {
  label: string;
  run: () => unknown;
}

export interface ToastNote {
  id: number;
  text: string;
  tone: "plain" | "pos" | "neg";
  action: ToastAction | null;
}

export const UNDO = "Undo";

const PLAIN_MS = 5_000;
const ACTION_MS = 12_000;

class Toasts {
  notes = $state<ToastNote[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, more: Partial<Pick<ToastNote, "tone" | "action">> = {}): number {
    const note: ToastNote = { id: this.#next++, text, tone: "plain", action: null, ...more };
    this.notes = [...this.notes.slice(-2), note];
    this.resume(note);
    return note.id;
  }

  /** A deletion or the like, that can be taken back. */
  undo(text: string, run: () => unknown): number {
    return this.show(text, { action: { label: UNDO, run } });
  }

  /** After a newer change the way back from an older one would take back something else. */
  forgetUndo(): void {
    for (const note of this.notes) if (note.action) this.dismiss(note.id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.notes = this.notes.filter((note) => note.id !== id);
  }

  /** Keeps a note while it is pointed at or focused. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(note: ToastNote): void {
    this.hold(note.id);
    const wait = note.action || note.tone === "neg" ? ACTION_MS : PLAIN_MS;
    this.#timers.set(
      note.id,
      setTimeout(() => this.dismiss(note.id), wait),
    );
  }
}

export const toasts = new Toasts();
