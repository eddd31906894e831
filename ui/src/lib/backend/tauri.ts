// The transport of the desktop window: Tauri's invoke and events.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { BackendEvent, Transport } from "./transport";

export function tauriTransport(): Transport {
  return {
    call: (name, request) => invoke("call", { name, request }),
    onEvent: (hear, listens) => {
      const kinds = ["ledger-changed", "job-progress", "session-changed", "limit-reached"] as const;
      const stops = kinds.map((kind) =>
        listen<BackendEvent["payload"]>(kind, (event) =>
          hear({ kind, payload: event.payload } as BackendEvent),
        ),
      );
      void Promise.all(stops).then(() => listens?.());
      return () => stops.forEach((stop) => void stop.then((off) => off()));
    },
  };
}
