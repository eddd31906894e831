// Usage events as a table reads them: filters from the address, windows by cursor, columns.
import type { UsageEventDto, UsageEventPage, UsageEventsRequest } from "$lib/backend";
import type { Option } from "$lib/ui/Select.svelte";
import { statusOf } from "$lib/ui/status";
import type { Column, WindowPage } from "$lib/ui/table/columns";

/** What can be asked, as it stands in the address: "?customer=cus_1&meter=pages". */
export interface EventFilter {
  customer: string;
  meter: string;
  user: string;
  operation: string;
  from: string;
  through: string;
  state: string;
}

export const FILTER_KEYS = [
  "customer",
  "meter",
  "user",
  "operation",
  "from",
  "through",
  "state",
] as const satisfies readonly (keyof EventFilter)[];

export const STATES: readonly Option[] = [
  { value: "", label: "Every state" },
  { value: "future", label: "Future", detail: "Counts only from its time on" },
  { value: "late", label: "Late", detail: "Its day had been billed when it came" },
  { value: "corrected", label: "Corrected", detail: "Another event says what it counts" },
  { value: "correction", label: "Corrections", detail: "What corrects another event" },
];

export const filterOf = (query: URLSearchParams): EventFilter => {
  const at = (key: string) => query.get(key) ?? "";
  return {
    customer: at("customer"),
    meter: at("meter"),
    user: at("user"),
    operation: at("operation"),
    from: at("from"),
    through: at("through"),
    state: at("state"),
  };
};

/** The address of the events that pass `filter`. */
export function eventsHref(filter: Partial<EventFilter>): string {
  const query = new URLSearchParams({ tab: "events" });
  for (const key of FILTER_KEYS) if (filter[key]) query.set(key, filter[key]);
  return `#/usage?${query}`;
}

export const toEventsRequest = ({ customer, ...rest }: EventFilter): UsageEventsRequest => ({
  customer_id: customer,
  ...rest,
});

type Ask = (after: string, limit: number) => Promise<UsageEventPage>;

/** Rows by their place, from a list that only knows what comes after what. */
export class EventWindows {
  /** Where the window that begins at a row is asked from. */
  #starts = new Map<number, string>([[0, ""]]);
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** While there is more, `count` is one window longer than what is known. */
  async load(offset: number, limit: number): Promise<WindowPage<UsageEventDto>> {
    const rows: UsageEventDto[] = [];
    let next: string | null = await this.#startOf(offset);
    while (next !== null && rows.length < limit) {
      // A short window may have another one: rows that a filter leaves out are not counted.
      const page: UsageEventPage = await this.#ask(next, limit - rows.length);
      rows.push(...page.rows);
      next = page.next;
    }
    const end = offset + rows.length;
    if (next !== null) this.#starts.set(end, next);
    return { rows, count: next === null ? end : end + limit };
  }

  /** A window that nobody came to yet is found by walking there from the last one known. */
  async #startOf(offset: number): Promise<string | null> {
    if (!this.#starts.has(offset)) {
      const known = Math.max(...[...this.#starts.keys()].filter((at) => at < offset));
      await this.load(known, offset - known);
    }
    return this.#starts.get(offset) ?? null;
  }
}

/** "Late, Corrected", or nothing. */
export const stateWords = (event: UsageEventDto): string =>
  event.states.map((state) => statusOf(state).word).join(", ");

/** `nameOf` says what a meter is called. */
export const eventColumns = (nameOf: (meter: string) => string): Column<UsageEventDto>[] => [
  { key: "at", label: "When", type: "instant", value: (e) => e.at, sortable: false },
  {
    key: "customer",
    label: "Customer",
    type: "text",
    value: (e) => e.customer_name,
    sortable: false,
    width: 150,
  },
  {
    key: "meter",
    label: "Meter",
    type: "text",
    value: (e) => nameOf(e.meter),
    sortable: false,
    width: 120,
  },
  {
    key: "user",
    label: "User",
    type: "text",
    value: (e) => e.user,
    sortable: false,
    width: 100,
    yields: 2,
  },
  {
    key: "operation",
    label: "Operation",
    type: "text",
    value: (e) => e.operation,
    sortable: false,
    width: 110,
    yields: 1,
  },
  {
    key: "arrived",
    label: "Arrived",
    type: "instant",
    value: (e) => e.received_at,
    sortable: false,
    yields: 3,
  },
  { key: "state", label: "State", type: "text", value: stateWords, sortable: false, width: 92 },
  { key: "quantity", label: "Quantity", type: "number", value: (e) => e.quantity, sortable: false },
];
