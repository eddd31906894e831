// What one customer has subscribed to: read in full, and read again when it changes.
import {
  asAppError,
  call,
  onLedgerChange,
  type AppError,
  type SubscriptionDetail,
  type SubscriptionRow,
} from "$lib/backend";

export class Held {
  /** Those that run or wait, in full; null until they were read. */
  live = $state.raw<readonly SubscriptionDetail[] | null>(null);
  /** Those that are over. */
  over = $state.raw<readonly SubscriptionRow[]>([]);
  error = $state.raw<AppError | null>(null);
  readonly #of: () => string;
  #turn = 0;

  constructor(of: () => string) {
    this.#of = of;
  }

  /** Inside a component's script: reads them and follows their changes. */
  follow(): void {
    $effect(() => {
      void this.load(this.#of());
    });
    $effect(() =>
      onLedgerChange(["subscriptions", "invoices", "plans", "credit_grants"], () => {
        void this.load(this.#of());
      }),
    );
  }

  async load(id: string): Promise<void> {
    const turn = ++this.#turn;
    try {
      const { rows } = await call("subscriptions.of_customer", { id });
      const live = await Promise.all(
        rows
          .filter((row) => row.status !== "canceled")
          .map((row) => call("subscriptions.get", { id: row.id })),
      );
      if (turn !== this.#turn) return;
      this.live = live;
      this.over = rows.filter((row) => row.status === "canceled");
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = asAppError(thrown);
    }
  }

  /** Shows a change at once, before the ledger tells of it. */
  put(changed: SubscriptionDetail): void {
    this.live = (this.live ?? []).map((one) => (one.row.id === changed.row.id ? changed : one));
  }
}
