// The import that this window started: it goes on while the person looks at something else.
import { go } from "$app/router.svelte";
import { asAppError, call, type AppError } from "$lib/backend";
import type { UsageImportRequest, UsageImportRow } from "$lib/backend";
import { toasts } from "$lib/ui/toast.svelte";
import { endWords } from "./imports";

class OwnImport {
  running = $state(false);
  failed = $state.raw<AppError | null>(null);

  /** `isHere` says whether whoever started it still looks at it: nobody is taken away. */
  start(request: UsageImportRequest, isHere: () => boolean): Promise<void> {
    return this.#run(
      () => call("usage.import", request),
      isHere,
      (row) => {
        toasts.show(`The import of ${row.name} ${endWords(row)}.`, { action: showReport(row) });
      },
    );
  }

  undo(id: string, isHere: () => boolean): Promise<void> {
    return this.#run(
      () => call("usage.import_undo", { id }),
      isHere,
      (row) => {
        toasts.show(`The import of ${row.name} is undone.`, { action: showReport(row) });
      },
    );
  }

  async #run(
    work: () => Promise<UsageImportRow>,
    isHere: () => boolean,
    tell: (row: UsageImportRow) => void,
  ): Promise<void> {
    if (this.running) return;
    [this.running, this.failed] = [true, null];
    try {
      const row = await work();
      if (isHere()) go(`/usage/imports/${row.id}`);
      else tell(row);
    } catch (thrown) {
      this.failed = asAppError(thrown);
      if (!isHere()) toasts.show(`${this.failed.message} ${this.failed.fix}`, { tone: "neg" });
    } finally {
      this.running = false;
    }
  }
}

const showReport = ({ id }: UsageImportRow) => ({
  label: "Show report",
  run: () => go(`/usage/imports/${id}`),
});

export const ownImport = new OwnImport();
