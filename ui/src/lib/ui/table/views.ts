// Saved views and chosen columns of a table, kept on this device unless a screen keeps them.
import type { TableView } from "./columns";

export interface ViewStorage {
  list(): Promise<TableView[]>;
  save(view: TableView): Promise<void>;
  remove(name: string): Promise<void>;
}

function read<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as T) : otherwise;
  } catch {
    return otherwise;
  }
}

const write = (key: string, value: unknown) => localStorage.setItem(key, JSON.stringify(value));

export function localViews(tableId: string): ViewStorage {
  const key = `billfold.views.${tableId}`;
  const load = () => read<TableView[]>(key, []);
  const others = (name: string) => load().filter((view) => view.name !== name);
  return {
    list: async () => load(),
    save: async (view) => write(key, [...others(view.name), view]),
    remove: async (name) => write(key, others(name)),
  };
}

export const loadColumns = (tableId: string): string[] | null =>
  read<string[] | null>(`billfold.columns.${tableId}`, null);

export const saveColumns = (tableId: string, keys: string[]): void =>
  write(`billfold.columns.${tableId}`, keys);
