// What the whole window knows of the open ledger: locked or open, demo, zone, jobs, backup age.
import { call, onEvent, onLedgerChange, asAppError } from "$lib/backend";
import type { AppError, JobDto, SessionStatus } from "$lib/backend";
import { validLocale } from "$lib/format";
import { preferences } from "$lib/preferences.svelte";
import { attempt } from "$lib/ui/attempt";
import { readSettings, writeSettings } from "./settings_link";

/** How often the idle lock is told, at most, that the person is there. */
const TOUCH_MS = 30_000;

class Session {
  status = $state.raw<SessionStatus | null>(null);
  error = $state.raw<AppError | null>(null);
  jobs = $state.raw<readonly JobDto[]>([]);
  /** False while the operating system says that there is no network. */
  online = $state(navigator.onLine);

  get isOpen(): boolean {
    return this.status?.state === "open";
  }

  get today(): string {
    return this.status?.today ?? "";
  }

  get currency(): string {
    return this.status?.currency || "EUR";
  }

  /** Asks Rust again; after unlocking, creating or opening a ledger. */
  async refresh(): Promise<void> {
    try {
      const status = await call("session.status", {});
      preferences.systemLocale = validLocale(status.system_locale);
      preferences.zone = status.timezone;
      const opened = status.state === "open" && !this.isOpen;
      // Before the first screen, so that it is drawn only once.
      if (opened) await readSettings();
      this.status = status;
      this.error = null;
    } catch (thrown) {
      this.error = asAppError(thrown);
    }
  }

  async lock(): Promise<void> {
    await attempt(() => call("session.lock", {}));
    await this.refresh();
  }

  async cancelJob(id: number): Promise<void> {
    await attempt(() => call("jobs.cancel", { id }));
  }

  /** Listens to Rust and to the network; returns what stops it. */
  watch(): () => void {
    const setOnline = () => (this.online = navigator.onLine);
    preferences.onchange = (stored) => this.isOpen && writeSettings(stored);
    addEventListener("online", setOnline);
    addEventListener("offline", setOnline);
    const stops = [
      this.#tellPresence(),
      onLedgerChange([], () => void this.refresh()),
      onLedgerChange(["settings"], () => void readSettings()),
      onEvent(
        (event) => {
          if (event.kind === "session-changed") void this.refresh();
          if (event.kind === "job-progress") this.#follow(event.payload);
        },
        () => void this.refresh(),
      ),
    ];
    return () => {
      removeEventListener("online", setOnline);
      removeEventListener("offline", setOnline);
      stops.forEach((stop) => stop());
    };
  }

  /** Keys and clicks put off the idle lock; a failure only means that it locks sooner. */
  #tellPresence(): () => void {
    let told = 0;
    const tell = () => {
      if (!this.isOpen || Date.now() - told < TOUCH_MS) return;
      told = Date.now();
      call("session.touch", {}).catch(() => undefined);
    };
    addEventListener("keydown", tell);
    addEventListener("pointerdown", tell);
    return () => {
      removeEventListener("keydown", tell);
      removeEventListener("pointerdown", tell);
    };
  }

  #follow(job: JobDto): void {
    const others = this.jobs.filter((one) => one.id !== job.id);
    this.jobs = job.state === "running" ? [...others, job] : others;
  }
}

export const session = new Session();
