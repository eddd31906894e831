// The way back from a change that was planned for many subscriptions at once.
import { call, type BulkResult, type ChangeDto } from "$lib/backend";
import { countOf } from "$lib/billing/words";
import { toasts } from "$lib/ui/toast.svelte";

/** Takes the planned change back where it can be told from others; says what is left. */
export async function takeBackAll(done: BulkResult, change: ChangeDto): Promise<void> {
  const changed = done.rows.filter((row) => row.problem === "");
  let back = 0;
  for (const { id } of changed) {
    const { schedule } = await call("subscriptions.get", { id });
    const same = schedule.filter(
      (one) => one.change.kind === change.kind && one.change.plan_id === change.plan_id,
    );
    const [only] = same;
    if (!only || same.length > 1) continue;
    await call("subscriptions.unschedule", { id, index: only.index });
    back += 1;
  }
  const left = changed.length - back;
  const rest = left > 0 ? ` ${countOf(left, "subscription")} must be opened to choose which.` : "";
  toasts.show(`Taken back for ${countOf(back, "subscription")}.${rest}`);
}
