// Where the window is: the hash address, read and changed. Knows no screen.
import type { Component } from "svelte";

/** What every screen gets: "#/customers/cus_1?tab=usage" → { id: "cus_1" }, tab=usage. */
export interface ScreenProps {
  params: Record<string, string>;
  query: URLSearchParams;
}

export interface Route {
  /** "customers/:id" */
  pattern: string;
  /** The sidebar entry it belongs to. */
  section: string;
  load: () => Promise<{ default: Component<ScreenProps> }>;
  /** Needs no open ledger (Welcome, Unlock). */
  outside?: boolean;
}

export interface Place {
  path: string;
  query: URLSearchParams;
}

export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  return { path: path.replace(/\/$/, ""), query: new URLSearchParams(query) };
}

/** The values of `pattern` in `path`, or null where they differ. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split("/");
  const have = path.split("/");
  if (want.length !== have.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of want.entries()) {
    const value = have[at] ?? "";
    if (part.startsWith(":") && value !== "") params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

class Router {
  #place = $state.raw<Place>(placeOf(location.hash));

  constructor() {
    addEventListener("hashchange", () => (this.#place = placeOf(location.hash)));
  }

  /** "customers/cus_1" */
  get path(): string {
    return this.#place.path;
  }

  get query(): URLSearchParams {
    return this.#place.query;
  }

  /** Goes to "/customers/cus_1" or "#/customers/cus_1"; `replace` leaves no step back. */
  go(address: string, options: { replace?: boolean } = {}): void {
    const hash = `#/${address.replace(/^#?\/?/, "")}`;
    if (options.replace) {
      history.replaceState(null, "", hash);
      this.#place = placeOf(hash);
    } else {
      location.hash = hash;
    }
  }

  /** Changes one value after "?", without a step back: the chosen tab, for instance. */
  setQuery(key: string, value: string | null): void {
    const query = new URLSearchParams(this.query);
    if (value === null) query.delete(key);
    else query.set(key, value);
    const text = query.toString();
    this.go(this.path + (text ? `?${text}` : ""), { replace: true });
  }

  back(otherwise = "/"): void {
    if (history.length > 1) history.back();
    else this.go(otherwise);
  }
}

export const router = new Router();

/** `go("/invoices/new")`: the short form for event code. */
export const go = (address: string, options?: { replace?: boolean }): void =>
  router.go(address, options);
