// Runs something that may fail and says so in a note: for actions without a form or a dialog.
import { asAppError } from "$lib/backend";
import { toasts } from "./toast.svelte";

/** Gives what `work` gives, or null after telling the person what went wrong. */
export async function attempt<T>(work: () => Promise<T> | T): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    const error = asAppError(thrown);
    toasts.show(`${error.message} ${error.fix}`.trim(), { tone: "neg" });
    return null;
  }
}
