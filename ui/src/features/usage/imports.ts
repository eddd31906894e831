// An import of usage in words, and the mapping of a file's columns as it is edited.
import type { UsageDryRun, UsageImportRow, UsageMapping } from "$lib/backend";
import { countOf } from "$lib/billing/words";
import { countText } from "$lib/format";
import type { Option } from "$lib/ui/Select.svelte";
import type { Column } from "$lib/ui/table/columns";

export interface EventField {
  key: string;
  label: string;
  hint: string;
  /** Without it no row can be read. */
  needed?: boolean;
  /** It may be the same in every row instead. */
  constant?: boolean;
}

export const FIELDS: readonly EventField[] = [
  {
    key: "subject",
    label: "Customer",
    hint: "Its id, its e-mail, or a name you have assigned",
    needed: true,
    constant: true,
  },
  { key: "meter", label: "Meter", hint: "The meter's key", needed: true, constant: true },
  { key: "at", label: "When", hint: "The moment of use", needed: true },
  { key: "quantity", label: "Quantity", hint: "1 where there is none", constant: true },
  { key: "key", label: "Own key", hint: "The same key twice is one event" },
  { key: "user", label: "User", hint: "The team member", constant: true },
  { key: "operation", label: "Operation", hint: "What was done", constant: true },
  { key: "value", label: "Value", hint: "What a meter of different values counts" },
  { key: "cost", label: "Cost", hint: "What it cost you" },
];

/** The choice of a field that is the same in every row. */
export const SAME = "=";
/** A column's choice carries its name; no column is called like the two above. */
const columnChoice = (name: string): string => `:${name}`;

/** What a field is taken from, as a choice: "" nothing, "=" a constant, ":Amount" a column. */
export function sourceOf(mapping: UsageMapping, field: string): string {
  if (field in mapping.constants) return SAME;
  const column = mapping.columns[field];
  return column === undefined ? "" : columnChoice(column);
}

export function sources(columns: readonly string[], field: EventField): Option[] {
  return [
    { value: "", label: field.needed ? "Choose…" : "Not in the file" },
    ...columns.map((name) => ({ value: columnChoice(name), label: name })),
    ...(field.constant ? [{ value: SAME, label: "The same in every row" }] : []),
  ];
}

const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));

/** The mapping with `field` taken from another place; a column serves one field only. */
export function withSource(mapping: UsageMapping, field: string, source: string): UsageMapping {
  const constants = without(mapping.constants, field);
  const columns = without(mapping.columns, field);
  if (source === SAME) return { ...mapping, columns, constants: { ...constants, [field]: "" } };
  if (source === "") return { ...mapping, columns, constants };
  const name = source.slice(1);
  const others = Object.entries(columns).filter(([, column]) => column !== name);
  return {
    ...mapping,
    constants,
    columns: { ...Object.fromEntries(others), [field]: name },
    properties: mapping.properties.filter((column) => column !== name),
  };
}

export const withConstant = (mapping: UsageMapping, field: string, text: string): UsageMapping => ({
  ...mapping,
  constants: { ...mapping.constants, [field]: text },
});

/** The columns that no field takes; each can be kept as a property. */
export function spare(mapping: UsageMapping, columns: readonly string[]): string[] {
  const taken = new Set(Object.values(mapping.columns));
  return columns.filter((name) => !taken.has(name));
}

export const withProperty = (mapping: UsageMapping, name: string): UsageMapping => ({
  ...mapping,
  properties: mapping.properties.includes(name)
    ? mapping.properties.filter((one) => one !== name)
    : [...mapping.properties, name],
});

export const TIME_FORMATS: readonly Option[] = [
  {
    value: "rfc3339",
    label: "Like 2026-11-20T09:00:00Z",
    detail: "RFC 3339, with or without zone",
  },
  { value: "unix_s", label: "Seconds since 1970" },
  { value: "unix_ms", label: "Milliseconds since 1970" },
  { value: "pattern", label: "Another pattern" },
];

/** What a pattern begins with when somebody asks for one. */
export const FIRST_PATTERN = "%d.%m.%Y %H:%M:%S";

export const isPattern = (format: string): boolean =>
  !["rfc3339", "unix_s", "unix_ms"].includes(format);

/** Counts of a dry run or an import, in one order. */
export const countsOf = (
  run: Pick<UsageDryRun, "counted" | "duplicates" | "unmatched" | "refused">,
) => [
  { label: "Counted", count: run.counted, alarm: false },
  { label: "Duplicates", count: run.duplicates, alarm: false },
  { label: "Unmatched", count: run.unmatched, alarm: false },
  { label: "Refused", count: run.refused, alarm: run.refused > 0 },
];

/** "Import 3,612 events": those that count, and those that wait for their customer. */
export const importWords = ({ counted, unmatched }: UsageDryRun): string =>
  `Import ${countOf(counted + unmatched, "event")}`;

/** Whether there is anything to bring in. */
export const bringsAny = (run: UsageDryRun): boolean => run.counted + run.unmatched > 0;

/** "336,596 bytes", "1.2 MB": how large a file is. */
export function bytesText(bytes: string): string {
  const size = Number(bytes);
  if (size < 10_000) return countOf(size, "byte");
  if (size < 10_000_000) return `${countText(Math.round(size / 1_000))} kB`;
  return `${countText(Math.round(size / 1_000_000))} MB`;
}

/** "done: 3,612 counted, 17 refused". */
export function endWords({ state, counted, refused }: UsageImportRow): string {
  const ended = state === "done" ? "is done" : "was stopped";
  const bad = refused > 0 ? `, ${countText(refused)} refused` : "";
  return `${ended}: ${countText(counted)} counted${bad}`;
}

export const importColumns: Column<UsageImportRow>[] = [
  { key: "name", label: "File", type: "text", value: (r) => r.name, filter: "text", width: 180 },
  { key: "started_at", label: "Started", type: "instant", value: (r) => r.started_at },
  { key: "state", label: "State", type: "status", value: (r) => r.state },
  { key: "rows", label: "Rows", type: "number", value: (r) => String(r.rows) },
  { key: "counted", label: "Counted", type: "number", value: (r) => String(r.counted) },
  {
    key: "duplicates",
    label: "Duplicates",
    type: "number",
    value: (r) => String(r.duplicates),
    yields: 1,
  },
  {
    key: "unmatched",
    label: "Unmatched",
    type: "number",
    value: (r) => String(r.unmatched),
    yields: 2,
  },
  {
    key: "refused",
    label: "Refused",
    type: "number",
    value: (r) => String(r.refused),
    alarm: (r) => r.refused > 0 && r.state === "done",
  },
];

/** The title of a dry run's job, as Rust has it. */
export const isReading = (title: string): boolean => title.startsWith("Reading ");
