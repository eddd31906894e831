// The loopback transport that journeys use: same commands over HTTP, events by long polling.
import { AppError, type ErrorParts } from "./errors";
import type { BackendEvent, Transport } from "./transport";

const TOKEN_HEADER = "x-billfold-token";
const RETRY_MS = 1_000;

interface EventPage {
  seq: number;
  events: BackendEvent[];
}

/** Takes the one-time token out of `#/?token=…`, so that it never stays in the address. */
export function takeToken(): string | null {
  const match = /[#?&]token=([^&]+)/.exec(location.hash);
  if (match?.[1]) {
    sessionStorage.setItem("billfold.token", match[1]);
    const rest = location.hash.replace(/([#?&])token=[^&]+&?/, "$1").replace(/[#?&]$/, "");
    history.replaceState(null, "", location.pathname + location.search + rest);
  }
  return sessionStorage.getItem("billfold.token");
}

export function httpTransport(base: string, token: string): Transport {
  const headers = { "content-type": "application/json", [TOKEN_HEADER]: token };
  const events = onePoll((hear) => pollEvents(base, headers, hear));
  return {
    call: async (name, request) => {
      const body = JSON.stringify(request ?? {});
      const answer = await fetch(`${base}/call/${name}`, { method: "POST", headers, body });
      const value: unknown = await readJson(answer);
      if (!answer.ok) throw new AppError(value as ErrorParts);
      return value;
    },
    onEvent: (hear) => events(hear),
  };
}

type Hear = (event: BackendEvent) => void;

/** One poll for all who listen: a browser keeps only a few connections to one server open. */
function onePoll(start: (hear: Hear) => () => void): (hear: Hear) => () => void {
  const listeners = new Set<Hear>();
  let stop: (() => void) | undefined;
  return (hear) => {
    listeners.add(hear);
    stop ??= start((event) => listeners.forEach((one) => one(event)));
    return () => {
      listeners.delete(hear);
      if (listeners.size > 0) return;
      stop?.();
      stop = undefined;
    };
  };
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === "") return null;
  return JSON.parse(text);
}

function pollEvents(base: string, headers: Record<string, string>, hear: Hear): () => void {
  const stop = new AbortController();
  const pause = () => new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  const loop = async () => {
    let since = 0;
    while (!stop.signal.aborted) {
      try {
        const address = `${base}/events?after=${since}`;
        const answer = await fetch(address, { headers, signal: stop.signal });
        if (!answer.ok) throw new Error(`events: ${answer.status}`);
        const page = (await answer.json()) as EventPage;
        since = page.seq;
        page.events.forEach(hear);
      } catch {
        // The server went away or the poll was cut: wait, then ask again.
        await pause();
      }
    }
  };
  void loop();
  return () => stop.abort();
}
