// Rows that live in Rust, fetched in windows as they come into sight.
import { untrack } from "svelte";
import { asAppError, type AppError } from "$lib/backend";
import type { Query, Totals, WindowPage, WindowQuery } from "./columns";

const PAGE = 100;

export type Load<Row> = (query: WindowQuery) => Promise<WindowPage<Row>>;

export class RemoteRows<Row> {
  count = $state(0);
  totals = $state.raw<Totals>({});
  error = $state.raw<AppError | null>(null);
  /** True until the first window of the first query is there. */
  empty = $state(true);
  #pages = $state.raw(new Map<number, readonly Row[]>());
  #asked = new Set<number>();
  #query: Query = { search: "", sort: [], filters: [] };
  #turn = 0;
  readonly #load: Load<Row>;

  constructor(load: Load<Row>) {
    this.#load = load;
  }

  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** A new question: what is shown stays until its first answer is there. */
  ask(query: Query, start: number): void {
    this.#query = query;
    this.#turn += 1;
    this.#asked = new Set();
    void this.#fetch(Math.floor(start / PAGE), true);
  }

  /** Fetches what of [start, end) has not been asked for. */
  ensure(start: number, end: number): void {
    if (untrack(() => this.empty)) return;
    for (let page = Math.floor(start / PAGE); page * PAGE < end; page += 1) {
      if (!this.#asked.has(page)) void this.#fetch(page, false);
    }
  }

  /** Every row of the current question, for export. */
  async all(): Promise<Row[]> {
    const rows: Row[] = [];
    for (let offset = 0; ; offset += PAGE * 10) {
      const page = await this.#load({ ...this.#query, offset, limit: PAGE * 10 });
      rows.push(...page.rows);
      if (rows.length >= page.count || page.rows.length === 0) return rows;
    }
  }

  async #fetch(page: number, fresh: boolean): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    try {
      const query = { ...this.#query, offset: page * PAGE, limit: PAGE };
      const answer = await this.#load(query);
      if (turn !== this.#turn) return;
      this.#pages = new Map(fresh ? [] : this.#pages).set(page, answer.rows);
      this.count = answer.count;
      if (answer.totals) this.totals = answer.totals;
      this.error = null;
      this.empty = false;
    } catch (thrown) {
      if (turn === this.#turn) this.error = asAppError(thrown);
    }
  }
}
