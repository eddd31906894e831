// The run that this window started: it goes on while the person looks at something else.
import { go } from "$app/router.svelte";
import { asAppError, call, type AppError, type RunRequest, type RunSummary } from "$lib/backend";
import { countOf } from "$lib/billing/words";
import { toasts } from "$lib/ui/toast.svelte";

class OwnRun {
  running = $state(false);
  failed = $state.raw<AppError | null>(null);

  /** `isHere` says whether whoever started it still looks at it: nobody is taken away. */
  async start(request: RunRequest, isHere: () => boolean): Promise<void> {
    if (this.running) return;
    [this.running, this.failed] = [true, null];
    try {
      const { run } = await call("billing_runs.start", request);
      if (isHere()) go(`/billing-runs/${run.id}`);
      else tell(run);
    } catch (thrown) {
      this.failed = asAppError(thrown);
      if (!isHere()) toasts.show(`The billing run: ${this.failed.message}`, { tone: "neg" });
    } finally {
      this.running = false;
    }
  }
}

function tell({ id, state, invoices }: RunSummary) {
  const ended = state === "done" ? "is done" : "was stopped";
  const show = { label: "Show report", run: () => go(`/billing-runs/${id}`) };
  toasts.show(`The billing run ${ended}: ${countOf(invoices, "invoice")}.`, { action: show });
}

export const ownRun = new OwnRun();
