// The prices of a version put together by charge, for reading.
import type { PriceDto } from "$lib/backend";
import { plural } from "$lib/billing/plain_numbers";
import { decimalText } from "$lib/format";
import { amountText, everyWords, isSimple } from "./models";

export interface ChargeInWords {
  key: string;
  prices: readonly PriceDto[];
  /** Of its first price: the others differ in figures. */
  words: readonly string[];
}

export const chargesInWords = (
  prices: readonly PriceDto[],
  words: readonly (readonly string[])[],
): ChargeInWords[] =>
  [...new Set(prices.map((price) => price.key))].map((key) => ({
    key,
    prices: prices.filter((price) => price.key === key),
    words: words[prices.findIndex((price) => price.key === key)] ?? [],
  }));

/** "per user", "per 100 requests"; nothing for a flat price. */
export function perWords({ model, unit }: PriceDto): string {
  if (model.type === "per_unit") return `per ${unit || "unit"}`;
  if (model.type !== "package") return "";
  const size = model.size || "1";
  return `per ${decimalText(size)} ${plural(unit || "unit", size)}`;
}

export interface PriceMatrix {
  currencies: readonly string[];
  rows: readonly { label: string; amounts: readonly string[] }[];
}

/** The currencies of some prices, the business's own first. */
export function currenciesOf(prices: readonly PriceDto[], own: string): string[] {
  const all = [...new Set(prices.map((price) => price.currency))];
  return all.includes(own) ? [own, ...all.filter((currency) => currency !== own)] : all;
}

const rowLabel = (price: PriceDto): string => {
  const every = `${price.kind === "setup" ? "once, with " : ""}${everyWords(price.recurrence)}`;
  return /[1-9]/.test(price.included) ? `${every}, ${decimalText(price.included)} included` : every;
};

/** Intervals down and currencies across, where one figure says all of each price; else nothing. */
export function matrixOf(prices: readonly PriceDto[], own: string): PriceMatrix | null {
  const first = prices[0];
  const alike = (price: PriceDto) =>
    isSimple(price.model.type) &&
    price.model.type === first?.model.type &&
    perWords(price) === perWords(first) &&
    !/[1-9]/.test(price.commitment);
  if (!prices.every(alike)) return null;
  const currencies = currenciesOf(prices, own);
  const figure = (price: PriceDto | undefined) => {
    if (!price) return "–";
    const { model, currency } = price;
    return amountText(model.type === "per_unit" ? model.unit_amount : model.amount, currency);
  };
  const rows = [...new Set(prices.map(rowLabel))].map((label) => ({
    label,
    amounts: currencies.map((currency) =>
      figure(prices.find((one) => one.currency === currency && rowLabel(one) === label)),
    ),
  }));
  return { currencies, rows };
}
