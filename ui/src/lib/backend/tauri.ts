// The transport of the desktop window: Tauri's invoke and events.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { BackendEvent, Transport } from "./transport";

export function tauriTransport(): Transport {
  return {
    call: (name, request) => invoke("call", { name, request }),
    onEvent: (hear) => {
      const kinds = ["ledger-changed", "job-progress", "session-changed"] as const;
      const stops = kinds.map((kind) =>
        listen<BackendEvent["payload"]>(kind, (event) =>
          hear({ kind, payload: event.payload } as BackendEvent),
        ),
      );
      return () => stops.forEach((stop) => void stop.then((off) => off()));
    },
  };
}
