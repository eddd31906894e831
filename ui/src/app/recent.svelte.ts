// Records looked at lately, for the palette. Kept in memory only: names never leave the ledger.

export interface Visit {
  path: string;
  title: string;
}

const MOST = 8;

class Recent {
  visits = $state.raw<readonly Visit[]>([]);
}

export const recent = new Recent();

/** Notes a record's page ("invoices/in_1"), under the title that it gave the window. */
export function remember(path: string): void {
  const isRecord = /^\w+\/\w+_\w+/.test(path);
  const here = location.hash.replace(/^#\/?/, "").split("?")[0];
  if (!isRecord || here !== path) return;
  const title = document.title.replace(/ · Billfold$/, "");
  const others = recent.visits.filter((visit) => visit.path !== path);
  recent.visits = [{ path, title }, ...others].slice(0, MOST);
}
