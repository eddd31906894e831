// The last look at the coming months: kept while the window is open, so that leaving loses nothing.
import { session } from "$app/session.svelte";
import { asAppError, call, type AppError, type FutureReport } from "$lib/backend";

interface Kept {
  /** The ledger it belongs to: another one must not see it. */
  ledger: string;
  report: FutureReport;
  /** The day it was looked at. */
  on: string;
}

class FutureLook {
  months = $state("12");
  failed = $state.raw<AppError | null>(null);
  looking = $state(false);
  #kept = $state.raw<Kept | null>(null);

  get kept(): Kept | null {
    return this.#kept?.ledger === this.#ledger ? this.#kept : null;
  }

  get #ledger(): string {
    return session.status?.ledger?.path ?? "";
  }

  async look(): Promise<void> {
    if (this.looking) return;
    [this.looking, this.failed] = [true, null];
    const ledger = this.#ledger;
    try {
      const report = await call("time_machine.look", { months: Number(this.months) });
      this.#kept = { ledger, report, on: session.today };
    } catch (thrown) {
      this.failed = asAppError(thrown);
    } finally {
      this.looking = false;
    }
  }
}

export const futureLook = new FutureLook();
