// The keys of every table, for the one registry.
import type { Shortcut } from "../keys.svelte";

export interface TableActions {
  hasFocus: () => boolean;
  hasToolbar: () => boolean;
  pageRows: () => number;
  active: () => number;
  last: () => number;
  canSelect: () => boolean;
  canPeek: () => boolean;
  goTo: (at: number) => void;
  focusGrid: () => void;
  focusSearch: () => void;
  open: () => void;
  peek: () => void;
  select: () => void;
  selectTo: (at: number) => void;
  selectAll: () => void;
  copy: () => void;
  export: () => void;
  back: () => boolean;
}

const GROUP = "Tables";

/** Nothing has the focus, or only the page's heading: arrows may enter the table. */
function focusIsFree(): boolean {
  const now = document.activeElement;
  return !now || now === document.body || now.matches("main,[data-page-heading]");
}

export function tableKeys(table: TableActions): Shortcut[] {
  const inGrid = (keys: string, label: string, run: () => unknown, when = () => true) => ({
    keys,
    label,
    group: GROUP,
    whileFocused: true,
    when: () => table.hasFocus() && when(),
    run,
  });
  const toolbar = (keys: string, label: string, run: () => unknown): Shortcut => ({
    keys,
    label,
    group: GROUP,
    when: table.hasToolbar,
    run,
  });
  const down = () => table.goTo(table.active() + 1);
  return [
    toolbar("Ctrl+F", "Filter this list", table.focusSearch),
    toolbar("/", "Filter this list", table.focusSearch),
    toolbar("Ctrl+E", "Export or copy what is shown", table.export),
    {
      keys: "ArrowDown",
      label: "Next row",
      group: GROUP,
      when: () => table.hasFocus() || (table.hasToolbar() && focusIsFree()),
      run: () => (table.hasFocus() ? down() : table.focusGrid()),
    },
    inGrid("ArrowUp", "Previous row", () => table.goTo(table.active() - 1)),
    inGrid("PageDown", "A page down", () => table.goTo(table.active() + table.pageRows())),
    inGrid("PageUp", "A page up", () => table.goTo(table.active() - table.pageRows())),
    inGrid("Home", "First row", () => table.goTo(0)),
    inGrid("End", "Last row", () => table.goTo(table.last())),
    inGrid("Enter", "Open the row", table.open),
    inGrid("Space", "Look at the row beside the list", table.peek, table.canPeek),
    inGrid("X", "Select the row", table.select, table.canSelect),
    inGrid(
      "Shift+ArrowDown",
      "Select downwards",
      () => table.selectTo(Math.min(table.active() + 1, table.last())),
      table.canSelect,
    ),
    inGrid(
      "Shift+ArrowUp",
      "Select upwards",
      () => table.selectTo(Math.max(table.active() - 1, 0)),
      table.canSelect,
    ),
    inGrid("Ctrl+A", "Select all rows", table.selectAll, table.canSelect),
    inGrid("Ctrl+C", "Copy what is shown", table.copy, () => getSelection()?.isCollapsed !== false),
    inGrid("Escape", "Close the preview, clear the selection", table.back),
  ];
}
