// Tax decisions as lines keep them, together where they say the same.
import type { LineDto, TaxRecordDto } from "$lib/backend";
import { percentText } from "$lib/format";
import { countryName } from "$lib/forms/choices";

export const TREATMENTS: Record<string, string> = {
  domestic: "Taxed at home",
  reverse_charge: "Reverse charge: the customer pays the tax",
  destination: "Taxed where the customer is",
  export: "Export: no tax",
  exempt: "Exempt",
  not_registered: "Not registered: no tax",
};

/** One decision, and the lines it was made for, counted from 1. */
export interface DecidedLines {
  record: TaxRecordDto;
  lines: number[];
}

const sameness = (record: TaxRecordDto): string =>
  JSON.stringify({ ...record, steps: [], on: record.warnings.length > 0 ? record.on : "" });

/** The decisions behind the lines, each once, in the order of their first lines. */
export function decidedLines(lines: readonly LineDto[]): DecidedLines[] {
  const found = new Map<string, DecidedLines>();
  lines.forEach((line, at) => {
    const record = line.tax_decision;
    if (!record) return;
    const known = found.get(sameness(record));
    if (known) known.lines.push(at + 1);
    else found.set(sameness(record), { record, lines: [at + 1] });
  });
  return [...found.values()];
}

/** "Taxed where the customer is · France 20 %" */
export function recordTitle(record: TaxRecordDto): string {
  const title = TREATMENTS[record.treatment] ?? record.treatment;
  if (!["domestic", "destination"].includes(record.treatment)) return title;
  return `${title} · ${placeOf(record.jurisdiction)} ${percentText(record.rate_pct)}`;
}

/** A country by its name; a part of one by its code. */
const placeOf = (code: string): string => (code.length === 2 ? countryName(code) : code);

/** "line 1", "lines 1 and 3"; nothing where it is about all of them. */
export function linesText(lines: readonly number[], count: number): string {
  if (lines.length === count) return "";
  const last = lines.at(-1) ?? 0;
  const first = lines.slice(0, -1);
  return first.length === 0 ? `line ${last}` : `lines ${first.join(", ")} and ${last}`;
}
