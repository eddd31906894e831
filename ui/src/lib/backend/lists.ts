// Tables whose rows live in Rust: their questions, saved views and exports as registry calls.
import { exponentOf, toMinor } from "$lib/format";
import type {
  Column,
  Query,
  ShownTable,
  TableView,
  Totals,
  WindowPage,
  WindowQuery,
} from "$lib/ui/table/columns";
import { isMoney } from "$lib/ui/table/columns";
import type { ViewStorage } from "$lib/ui/table/views";
import type { ColumnTotal, Commands, Filter, FilterOp, ListRequest } from "./bindings";
import { saveFile } from "./files";
import { call } from "./index";

/** The request for a table's question. Amounts in filters are read in `currency`. */
export function toListRequest<Row>(
  columns: readonly Column<Row>[],
  query: Query & { offset?: number; limit?: number },
  currency: string,
): ListRequest {
  const filters = query.filters.flatMap((filter) => {
    const kind = columns.find((column) => column.key === filter.key)?.filter ?? "options";
    const one = filterOf(kind, filter.values, currency);
    return one ? [{ column: filter.key, ...one }] : [];
  });
  const sort = query.sort.map(({ key, descending }) => ({ column: key, descending }));
  const { search, offset = 0, limit = 100 } = query;
  return { search, filters, sort, offset, limit };
}

type Asked = { op: FilterOp; values: string[] };

function filterOf(kind: string, values: string[], currency: string): Asked | null {
  if (kind === "options") {
    const chosen = values.filter((value) => value !== "");
    return chosen.length > 0 ? { op: "one_of", values: chosen } : null;
  }
  if (kind === "text") return { op: "contains", values: [values[0] ?? ""] };
  const bound = (text: string) =>
    kind === "amount" && text !== "" ? (toMinor(text, exponentOf(currency)) ?? "") : text;
  const [from, to] = [bound(values[0] ?? ""), bound(values[1] ?? "")];
  if (from && to) return { op: "between", values: [from, to] };
  if (from) return { op: "at_least", values: [from] };
  return to ? { op: "at_most", values: [to] } : null;
}

/** The footer's sums, by column. */
export const toTotals = (totals: readonly ColumnTotal[]): Totals =>
  Object.fromEntries(totals.map((total) => [total.column, total.amounts]));

interface ListPage<Row> {
  rows: Row[];
  total_count: number;
  totals?: ColumnTotal[];
}

/** The commands that answer a table's question. */
export type ListCommand = {
  [K in keyof Commands]: ListRequest extends Commands[K]["request"]
    ? Commands[K]["response"] extends ListPage<unknown>
      ? K
      : never
    : never;
}[keyof Commands];

/** A row of such a list: `RowOf<"customers.list">`. */
export type RowOf<K extends ListCommand> = Commands[K]["response"]["rows"][number];

/** `load={listLoader("customers.list", columns, session.currency)}`: a whole remote table. */
export function listLoader<K extends ListCommand>(
  command: K,
  columns: readonly Column<RowOf<K>>[],
  currency: string,
): (query: WindowQuery) => Promise<WindowPage<RowOf<K>>> {
  return async (query) => {
    const request = toListRequest(columns, query, currency);
    const answer: ListPage<RowOf<K>> = await call<ListCommand>(command, request);
    const { rows, total_count: count, totals } = answer;
    return { rows, count, ...(totals ? { totals: toTotals(totals) } : {}) };
  };
}

/** Views kept in the ledger, so that they travel with it. */
export function serverViews(list: string): ViewStorage {
  const rows = async () => (await call("views.list", { list })).rows;
  return {
    list: async () => (await rows()).map(fromSaved),
    save: async (view) => {
      const known = (await rows()).find((row) => row.name === view.name);
      await call("views.save", { ...(known?.id ? { id: known.id } : {}), list, ...toSaved(view) });
    },
    remove: async (name) => {
      const known = (await rows()).find((row) => row.name === name);
      if (known?.id) await call("views.delete", { id: known.id });
    },
  };
}

const toSaved = (view: TableView) => ({
  name: view.name,
  search: "",
  filters: view.filters.map(({ key, values }): Filter => ({ column: key, op: "one_of", values })),
  sort: (view.sort ?? []).map(({ key, descending }) => ({ column: key, descending })),
  columns: view.columns ?? [],
});

function fromSaved(row: {
  name: string;
  filters: Filter[];
  sort: { column: string; descending?: boolean }[];
  columns: string[];
}): TableView {
  const sort = row.sort.map((one) => ({ key: one.column, descending: one.descending ?? false }));
  return {
    name: row.name,
    filters: row.filters.map(({ column, values }) => ({ key: column, values })),
    ...(sort.length > 0 ? { sort } : {}),
    ...(row.columns.length > 0 ? { columns: row.columns } : {}),
    own: true,
  };
}

/** Exports exactly what is shown and lets the person save it; null when they changed their mind. */
export async function exportShown(
  format: "csv" | "xlsx",
  table: ShownTable,
): Promise<string | null> {
  const rows = table.rows.map((row) =>
    row.map((cell) => (isMoney(cell) ? `${cell.minor} ${cell.currency}` : (cell ?? ""))),
  );
  return saveFile(await call("tables.export", { ...table, rows, format }));
}
