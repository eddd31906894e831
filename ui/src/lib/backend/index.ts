// What the rest of the window uses to reach Rust: typed calls and change events.
import type { Commands } from "./bindings";
import { AppError, asAppError } from "./errors";
import { gathered } from "./gather";
import { httpTransport, takeToken } from "./http";
import { insideTauri, type BackendEvent, type Transport } from "./transport";

export { AppError, asAppError } from "./errors";
export type { BackendEvent, Transport } from "./transport";
export type * from "./bindings";

type Request<K extends keyof Commands> = Commands[K]["request"];
type Response<K extends keyof Commands> = Commands[K]["response"];

let chosen: Promise<Transport> | null = null;

async function choose(): Promise<Transport> {
  // Loaded on demand, so that the browser build of a journey never touches Tauri.
  if (insideTauri()) return (await import("./tauri")).tauriTransport();
  const token = takeToken();
  if (token) return httpTransport(location.origin, token);
  throw new AppError({
    code: "window.no_backend",
    message: "This page is not running inside Billfold.",
    fix: "Start Billfold itself; the page cannot reach a ledger from a plain browser.",
  });
}

function transport(): Promise<Transport> {
  chosen ??= choose();
  return chosen;
}

/** Uses this transport from now on: the loopback base of a test, or a gallery's sample. */
export function useTransport(next: Transport): void {
  chosen = Promise.resolve(next);
}

/** Calls a command of the registry. Rejects with an AppError, nothing else. */
export async function call<K extends keyof Commands & string>(
  name: K,
  request: Request<K>,
): Promise<Response<K>> {
  try {
    const door = await transport();
    return (await door.call(name, request)) as Response<K>;
  } catch (thrown) {
    throw asAppError(thrown);
  }
}

/**
 * Hears every event from Rust until the returned function is called. `listens` is called where
 * events before that moment were not heard: whoever shows a state asks for it again.
 */
export function onEvent(hear: (event: BackendEvent) => void, listens?: () => void): () => void {
  let stop: (() => void) | null = null;
  let stopped = false;
  transport().then(
    (door) => {
      if (!stopped) stop = door.onEvent(hear, listens);
    },
    () => undefined, // No backend: the first call says so, in words.
  );
  return () => {
    stopped = true;
    stop?.();
  };
}

/**
 * Runs `reload` after commits that touched one of `tables` (any table when empty), once for those
 * that follow one another closely.
 * In a component: `$effect(() => onLedgerChange(["invoices"], reload))`.
 */
export function onLedgerChange(tables: readonly string[], reload: () => void): () => void {
  const changes = gathered(reload);
  const stop = onEvent((event) => {
    if (event.kind !== "ledger-changed") return;
    const touched = event.payload.tables;
    if (tables.length === 0 || touched.some((table) => tables.includes(table))) changes.tell();
  });
  return () => {
    stop();
    changes.stop();
  };
}
