// What a table knows: its question, its rows, the window in sight, the chosen rows.
import { untrack } from "svelte";
import { preferences } from "$lib/preferences.svelte";
import {
  cellText,
  compareCells,
  fitting,
  fold,
  passes,
  type Column,
  type Filter,
  type Query,
  type Sort,
  type TableView,
  type Totals,
} from "./columns";
import { RemoteRows, type Load } from "./remote.svelte";
import { loadColumns, saveColumns } from "./views";

export interface TableSource<Row> {
  id: string;
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  rows?: readonly Row[] | undefined;
  load?: Load<Row> | undefined;
  totals?: Totals | undefined;
  sort?: readonly Sort[] | undefined;
}

const ROW_PX = { compact: 30, normal: 36, roomy: 40 };
const OVERSCAN = 6;
const TYPING_MS = 120;
/** About 5 ms of work. */
const SLICE = 250;

export class TableModel<Row> {
  search = $state("");
  sort = $state.raw<Sort[]>([]);
  filters = $state.raw<Filter[]>([]);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  active = $state(-1);
  scrollTop = $state(0);
  height = $state(0);
  /** Pixels for columns. */
  room = $state(Infinity);
  readonly remote: RemoteRows<Row> | null;
  #columnKeys = $state.raw<string[] | null>(null);
  #anchor = -1;
  #haystacks = new WeakMap<object, string>();
  readonly #source: () => TableSource<Row>;

  constructor(source: () => TableSource<Row>) {
    this.#source = source;
    const first = untrack(source);
    this.sort = [...(first.sort ?? [])];
    this.#columnKeys = loadColumns(first.id);
    this.remote = first.load ? new RemoteRows((query) => this.#load(query)) : null;
  }

  /** Starts the questions to Rust; call once while the component is set up. */
  start(): void {
    const remote = this.remote;
    if (!remote) return this.#prepareSearch();
    let last: string | null = null;
    $effect(() => {
      const query = this.query;
      const typing = last !== null && query.search !== last;
      last = query.search;
      const ask = () => untrack(() => remote.ask(query, this.window.start));
      if (!typing) return ask();
      const timer = setTimeout(ask, TYPING_MS);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      const { start, end } = this.window;
      untrack(() => remote.ensure(start, end));
    });
  }

  #load: Load<Row> = (query) => {
    const load = this.#source().load;
    return load ? load(query) : Promise.resolve({ rows: [], count: 0 });
  };

  /** Writes out what each row can be found by, a slice at a time, before anyone types. */
  #prepareSearch(): void {
    $effect(() => {
      const rows = this.#source().rows ?? [];
      let at = 0;
      let timer = setTimeout(function slice() {
        const end = Math.min(rows.length, at + SLICE);
        while (at < end) prepare(rows[at++]);
        if (at < rows.length) timer = setTimeout(slice, 4);
      }, 200);
      const prepare = (row: Row | undefined) => row !== undefined && this.#haystack(row);
      return () => clearTimeout(timer);
    });
  }

  reload(): void {
    this.remote?.ask(this.query, this.window.start);
  }

  readonly query: Query = $derived.by(() => ({
    search: this.search.trim(),
    sort: this.sort,
    filters: this.filters,
  }));

  readonly columns: readonly Column<Row>[] = $derived.by(() => {
    const keys = this.#columnKeys;
    const all = this.#source().columns;
    // What someone chose is shown, if need be by scrolling.
    if (keys) return all.filter((column) => keys.includes(column.key));
    return fitting(
      all.filter((column) => !column.hidden),
      this.room,
    );
  });

  readonly #local: readonly Row[] = $derived.by(() => {
    const source = this.#source();
    const rows = source.rows ?? [];
    const needle = fold(this.query.search);
    const kept = rows.filter((row) => {
      if (needle !== "" && !this.#haystack(row).includes(needle)) return false;
      return this.filters.every((filter) => {
        const column = source.columns.find((one) => one.key === filter.key);
        return !column || passes(column, row, filter);
      });
    });
    return this.#sorted(kept, source.columns);
  });

  #haystack(row: Row): string {
    const key = row as object;
    let text = this.#haystacks.get(key);
    if (text === undefined) {
      const columns = this.#source().columns;
      text = fold(columns.map((column) => cellText(column, row)).join("\n"));
      this.#haystacks.set(key, text);
    }
    return text;
  }

  #sorted(rows: Row[], columns: readonly Column<Row>[]): Row[] {
    const keys = this.sort.flatMap((sort) => {
      const column = columns.find((one) => one.key === sort.key);
      return column ? [{ column, sign: sort.descending ? -1 : 1 }] : [];
    });
    if (keys.length === 0) return rows;
    return rows.toSorted((a, b) => {
      for (const { column, sign } of keys) {
        const order = compareCells(column.type, column.value(a), column.value(b));
        if (order !== 0) return order * sign;
      }
      return 0;
    });
  }

  get count(): number {
    return this.remote ? this.remote.count : this.#local.length;
  }

  get totals(): Totals {
    return this.remote?.totals ?? this.#source().totals ?? {};
  }

  at(index: number): Row | undefined {
    return this.remote ? this.remote.at(index) : this.#local[index];
  }

  idAt(index: number): string | undefined {
    const row = this.at(index);
    return row === undefined ? undefined : this.#source().rowId(row);
  }

  async allRows(): Promise<readonly Row[]> {
    return this.remote ? this.remote.all() : this.#local;
  }

  get rowPx(): number {
    return ROW_PX[preferences.stored.density];
  }

  /** The rows in sight, and a few around them. */
  readonly window = $derived.by(() => {
    const first = Math.floor(this.scrollTop / this.rowPx) - OVERSCAN;
    const visible = Math.ceil(this.height / this.rowPx) + 2 * OVERSCAN;
    const start = Math.max(0, Math.min(first, this.count - visible));
    return { start, end: Math.min(this.count, start + visible) };
  });

  // --- the question -------------------------------------------------------------------------

  /** A click sorts by one column; with Shift it becomes a further key. */
  sortBy(key: string, further: boolean): void {
    const now = this.sort.find((sort) => sort.key === key);
    const next = { key, descending: now ? !now.descending : false };
    const others = this.sort.filter((sort) => sort.key !== key);
    if (!further) this.sort = [next];
    else if (now?.descending) this.sort = others;
    else this.sort = now ? this.sort.map((s) => (s.key === key ? next : s)) : [...others, next];
  }

  setFilter(filter: Filter): void {
    const at = this.filters.findIndex((one) => one.key === filter.key);
    const empty = filter.values.every((value) => value === "");
    if (empty) this.dropFilter(filter.key);
    else if (at < 0) this.filters = [...this.filters, filter];
    else this.filters = this.filters.with(at, filter);
  }

  dropFilter(key: string): void {
    this.filters = this.filters.filter((filter) => filter.key !== key);
  }

  apply(view: TableView): void {
    this.filters = view.filters.map((filter) => ({ ...filter }));
    if (view.sort) this.sort = [...view.sort];
    if (view.columns) this.#columnKeys = [...view.columns];
  }

  /** True while the filters are exactly this view's. */
  isShowing(view: TableView): boolean {
    return JSON.stringify(view.filters) === JSON.stringify(this.filters);
  }

  toggleColumn(key: string): void {
    const now = this.columns.map((column) => column.key);
    const next = now.includes(key) ? now.filter((one) => one !== key) : [...now, key];
    if (next.length === 0) return;
    this.#columnKeys = next;
    saveColumns(this.#source().id, next);
  }

  // --- the rows -----------------------------------------------------------------------------

  activate(index: number): void {
    this.active = Math.max(-1, Math.min(index, this.count - 1));
  }

  toggle(index: number): void {
    const id = this.idAt(index);
    if (id === undefined) return;
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.chosen = next;
    this.#anchor = index;
  }

  /** Adds every loaded row between the last chosen one and this. */
  chooseTo(index: number): void {
    if (this.#anchor < 0) return this.toggle(index);
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    const next = new Set(this.chosen);
    for (let at = from; at <= to; at += 1) {
      const id = this.idAt(at);
      if (id !== undefined) next.add(id);
    }
    this.chosen = next;
  }

  async chooseAll(): Promise<void> {
    const rows = await this.allRows();
    this.chosen = new Set(rows.map((row) => this.#source().rowId(row)));
  }

  clearChosen(): void {
    this.chosen = new Set();
    this.#anchor = -1;
  }
}
