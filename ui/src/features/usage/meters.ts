// Meters in words: how events become a quantity, with a worked example, and the columns.
import type { MeterDto, SaveMeterRequest, UsageRoundingDto } from "$lib/backend";
import { plural } from "$lib/billing/plain_numbers";
import { decimalText } from "$lib/format";
import { labelOf } from "$lib/forms/choices";
import type { Option } from "$lib/ui/Select.svelte";
import type { Column } from "$lib/ui/table/columns";

export const AGGREGATIONS: readonly Option[] = [
  { value: "sum", label: "Sum", detail: "All quantities together: minutes, tokens, bytes" },
  { value: "count", label: "Count of events", detail: "How many events, whatever their quantity" },
  { value: "max", label: "Greatest", detail: "The most at any one time: concurrent calls" },
  { value: "last", label: "Latest", detail: "What the newest event says: team members" },
  { value: "unique_count", label: "Different values", detail: "Each value once: active users" },
  {
    value: "weighted",
    label: "Average over time",
    detail: "A level, weighted by how long it held",
  },
];

export const RESETS: readonly Option[] = [
  { value: "each_period", label: "Begins anew", detail: "Counted from nothing in each period" },
  { value: "never", label: "Stays", detail: "A level that holds until it is set again: storage" },
];

export const ROUNDINGS: readonly Option[] = [
  { value: "half_up", label: "To the nearest", detail: "A half goes up" },
  { value: "half_even", label: "To the nearest, half to even", detail: "As banks round" },
  { value: "up", label: "Always up", detail: "A begun unit is a whole one" },
  { value: "down", label: "Always down", detail: "Only whole units count" },
];

export const blankMeter = (): Required<SaveMeterRequest> => ({
  key: "",
  name: "",
  unit: "",
  product_id: null,
  aggregation: "sum",
  decimals: 6,
  rounding: null,
  reset: "each_period",
  costs: [],
});

export const toRequest = (meter: MeterDto): Required<SaveMeterRequest> => ({
  key: meter.key,
  name: meter.name,
  unit: meter.unit,
  product_id: meter.product_id,
  aggregation: meter.aggregation,
  decimals: meter.decimals,
  rounding: meter.rounding && { ...meter.rounding },
  reset: meter.reset,
  costs: meter.costs.map((cost) => ({ operation: "", ...cost })),
});

/** "ai_requests" for "AI requests": what events call a meter. */
export const keyOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

/** What events of a period come to, by an example that can be counted along. */
export function exampleOf(meter: {
  aggregation: string;
  reset: string;
  unit: string;
  rounding: UsageRoundingDto | null;
}): string {
  const counted = COUNTED[meter.aggregation] ?? COUNTED["sum"];
  const of = (count: string) => `${count} ${plural(meter.unit || "unit", count)}`;
  const sentences = [counted?.(of) ?? ""];
  if (meter.reset === "never") {
    sentences.push("The next period begins with the level that the last one ended with.");
  }
  if (meter.rounding) sentences.push(roundingExample(meter.rounding));
  return sentences.join(" ");
}

const COUNTED: Record<string, (of: (count: string) => string) => string> = {
  sum: (of) => `Events of 2, 3 and 4 in one period count ${of("9")}: 2 + 3 + 4.`,
  count: (of) => `Events of 2, 3 and 4 in one period count ${of("3")}: there are three.`,
  max: (of) => `Events of 2, 5 and 3 in one period count ${of("5")}: the greatest.`,
  last: (of) => `Events of 2, 5 and then 3 in one period count ${of("3")}: the latest.`,
  unique_count: (of) =>
    `Events with the values ada, grace and ada again count ${of("2")}: ada and grace.`,
  weighted: (of) => `2 for ten days, then 5 for twenty count ${of("4")}: (10 × 2 + 20 × 5) ÷ 30.`,
};

/** What follows the last digit that is kept, and whether that one grows: 2.5 is 3, or 2. */
const ROUNDED: Record<string, [next: string, last: string]> = {
  half_up: ["5", "3"],
  half_even: ["5", "2"],
  up: ["1", "3"],
  down: ["9", "2"],
};

function roundingExample({ decimals, mode }: UsageRoundingDto): string {
  const [next, last] = ROUNDED[mode] ?? ["5", "3"];
  const start = "0".repeat(Math.max(0, decimals - 1));
  const from = decimals === 0 ? `2.${next}` : `0.${start}2${next}`;
  const to = decimals === 0 ? last : `0.${start}${last}`;
  return `A period's ${decimalText(from)} is billed as ${decimalText(to)}.`;
}

export const meterColumns: Column<MeterDto>[] = [
  { key: "name", label: "Name", type: "text", value: (m) => m.name, filter: "text", width: 180 },
  { key: "key", label: "Key", type: "id", value: (m) => m.key, width: 160 },
  { key: "unit", label: "Unit", type: "text", value: (m) => m.unit, width: 90, yields: 1 },
  {
    key: "aggregation",
    label: "Counts",
    type: "text",
    value: (m) => labelOf(AGGREGATIONS, m.aggregation),
    filter: "text",
  },
  {
    key: "reset",
    label: "Each period",
    type: "text",
    value: (m) => labelOf(RESETS, m.reset),
    yields: 2,
  },
  {
    key: "status",
    label: "Status",
    type: "status",
    value: (m) => statusOfMeter(m),
    filter: "options",
    options: [
      { value: "in_use", label: "In use" },
      { value: "not_used", label: "Not used yet" },
      { value: "archived", label: "Archived" },
    ],
    width: 130,
  },
];

const statusOfMeter = (meter: MeterDto): string =>
  meter.archived ? "archived" : meter.used ? "in_use" : "not_used";
