// The one door between window and Rust: what a transport can do, and which one is in use.

import type { AppEvent } from "./bindings";

export type BackendEvent = AppEvent;

export interface Transport {
  /** Calls a command; rejects with anything that `asAppError` understands. */
  call(name: string, request: unknown): Promise<unknown>;
  /** Hears every event until stopped; calls `listens` where earlier ones were not heard. */
  onEvent(hear: (event: BackendEvent) => void, listens?: () => void): () => void;
}

/** True inside the desktop window; false in a browser, where tests use the loopback transport. */
export function insideTauri(): boolean {
  return "__TAURI_INTERNALS__" in globalThis;
}
