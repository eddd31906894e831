// The ledger's settings on a screen: read, changed one at a time, read again when they change.
import { asAppError, call, onLedgerChange, type AppError, type SettingsDto } from "$lib/backend";

export class StoredSettings {
  /** Null until they were read. */
  dto = $state.raw<SettingsDto | null>(null);
  /** Why they could not be read. */
  broken = $state.raw<AppError | null>(null);
  /** Why the last change was refused. */
  refused = $state.raw<AppError | null>(null);

  /** Inside a component's script: reads them and follows their changes. */
  follow(): void {
    $effect(() => {
      void this.load();
      return onLedgerChange(["settings"], () => void this.load());
    });
  }

  async load(): Promise<void> {
    try {
      this.dto = await call("settings.get", {});
      this.broken = null;
    } catch (thrown) {
      this.broken = asAppError(thrown);
    }
  }

  /** Changes only these: the others are taken from the ledger as they are by now. */
  async change(wanted: Partial<SettingsDto>): Promise<boolean> {
    try {
      const now = await call("settings.get", {});
      this.dto = await call("settings.update", { ...now, ...wanted });
      this.refused = null;
      return true;
    } catch (thrown) {
      this.refused = asAppError(thrown);
      return false;
    }
  }

  /** The message for one setting, by its name. */
  at(field: string): string | null {
    return this.refused?.field === field ? `${this.refused.message} ${this.refused.fix}` : null;
  }
}
