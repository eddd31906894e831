// Plans that are being edited and not published: kept while the window is open, never on disk.
import { session } from "$app/session.svelte";
import type { PlanEditor } from "./editor.svelte";

interface Kept {
  /** The ledger it belongs to: another one must not see it. */
  ledger: string;
  editor: PlanEditor;
}

class PlanDrafts {
  #kept = $state.raw<readonly Kept[]>([]);

  get #ledger(): string {
    return session.status?.ledger?.path ?? "";
  }

  /** Those of the open ledger, the last one first. */
  get all(): readonly PlanEditor[] {
    return this.#kept.filter((one) => one.ledger === this.#ledger).map((one) => one.editor);
  }

  get(address: string): PlanEditor | undefined {
    return this.all.find((editor) => editor.address === address);
  }

  keep(editor: PlanEditor): void {
    this.discard(editor.address);
    this.#kept = [{ ledger: this.#ledger, editor }, ...this.#kept];
  }

  discard(address: string): void {
    const gone = this.get(address);
    this.#kept = this.#kept.filter((one) => one.editor !== gone);
  }
}

export const drafts = new PlanDrafts();
