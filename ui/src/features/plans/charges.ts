// A plan's prices as they are edited: charges down, currencies and intervals across.
import type { PriceDto, PriceModelDto, RecurrenceDto } from "$lib/backend";
import {
  blankModel,
  blankTier,
  cleanModel,
  everyWords,
  hasTiers,
  isEmptyModel,
  isTiered,
} from "./models";

/** One currency and interval that the plan is sold in. */
export interface Offer {
  currency: string;
  recurrence: RecurrenceDto;
}

/** What one charge costs in one offer. */
export interface ChargeRow {
  model: PriceModelDto;
  included: string;
  commitment: string;
}

/** What all prices of a charge share, and its row for each offer. */
export interface Charge {
  /** Of this window only: what the list is keyed by. */
  at: number;
  key: string;
  name: string;
  unit: string;
  kind: string;
  meter: string;
  timing: string;
  prorates: boolean;
  type: string;
  size: string;
  round: string;
  zero_usage: string;
  /** By `offerId`. */
  rows: Record<string, ChargeRow>;
}

export const offerId = ({ currency, recurrence }: Offer): string =>
  `${currency} ${recurrence.count} ${recurrence.interval}`;

/** "USD a month". */
export const offerWords = (offer: Offer): string =>
  `${offer.currency} ${everyWords(offer.recurrence)}`;

let nextCharge = 1;

const SHARED = ["key", "name", "unit", "kind", "meter", "timing", "prorates"] as const;
const SHARED_OF_MODEL = ["type", "size", "round", "zero_usage"] as const;

/** Prices of one key that differ in more than amounts stay apart, so that nothing is lost. */
const chargeId = (price: PriceDto): string =>
  JSON.stringify([
    ...SHARED.map((field) => price[field]),
    ...SHARED_OF_MODEL.map((field) => price.model[field]),
  ]);

export const blankRow = (): ChargeRow => ({ model: blankModel(), included: "", commitment: "" });

export function blankCharge(offers: readonly Offer[], start: Partial<Charge> = {}): Charge {
  const rows = Object.fromEntries(offers.map((offer) => [offerId(offer), blankRow()]));
  return {
    at: nextCharge++,
    key: "",
    name: "",
    unit: "",
    kind: "recurring",
    meter: "",
    timing: "advance",
    prorates: true,
    type: "flat",
    size: "",
    round: "up",
    zero_usage: "first_flat",
    rows,
    ...start,
  };
}

const INTERVALS = ["day", "week", "month", "quarter", "year"];

/** Shorter periods first, and among equals the given currency. */
const inOrder = (own: string) => (one: Offer, other: Offer) =>
  INTERVALS.indexOf(one.recurrence.interval) - INTERVALS.indexOf(other.recurrence.interval) ||
  one.recurrence.count - other.recurrence.count ||
  Number(other.currency === own) - Number(one.currency === own);

/** The offers of some prices, those in the business's currency before the others. */
export function offersOf(prices: readonly PriceDto[], own = ""): Offer[] {
  const found = new Map<string, Offer>();
  for (const { currency, recurrence } of prices) {
    const offer = { currency, recurrence: { ...recurrence } };
    if (!found.has(offerId(offer))) found.set(offerId(offer), offer);
  }
  return [...found.values()].sort(inOrder(own));
}

export function chargesOf(prices: readonly PriceDto[]): Charge[] {
  const offers = offersOf(prices);
  const charges = new Map<string, Charge>();
  for (const price of prices) {
    const id = chargeId(price);
    const charge = charges.get(id) ?? newCharge(price, offers);
    charges.set(id, charge);
    charge.rows[offerId(price)] = {
      model: structuredClone(price.model),
      included: price.included,
      commitment: price.commitment,
    };
  }
  return [...charges.values()];
}

function newCharge(price: PriceDto, offers: readonly Offer[]): Charge {
  const { key, name, unit, kind, meter, timing, prorates } = price;
  const { type, size, round, zero_usage } = price.model;
  const own = { key, name, unit, kind, meter, timing, prorates };
  return blankCharge(offers, { ...own, type, size, round, zero_usage });
}

/** The price of a charge in an offer, whether anything was typed or not. */
export function priceOf(charge: Charge, offer: Offer): PriceDto {
  const row = charge.rows[offerId(offer)] ?? blankRow();
  const { type, size, round, zero_usage } = charge;
  return {
    key: charge.key.trim() || keyOf(charge.name),
    name: charge.name.trim(),
    unit: charge.unit.trim(),
    currency: offer.currency,
    recurrence: { ...offer.recurrence },
    kind: charge.kind,
    meter: charge.kind === "metered" ? charge.meter.trim() || keyOf(charge.name) : "",
    model: cleanModel({ ...row.model, type, size, round, zero_usage }),
    included: row.included,
    commitment: row.commitment,
    timing: charge.timing,
    prorates: charge.prorates,
  };
}

/** Nothing typed: the charge is not sold in that offer. */
export function isBlankRow(charge: Charge, row: ChargeRow | undefined): boolean {
  if (!row) return true;
  const model = { ...row.model, type: charge.type };
  return isEmptyModel(model) && row.included === "" && row.commitment === "";
}

/** Where a price of the request stands on the screen. */
export interface PricePlace {
  /** The charge's `at`. */
  charge: number;
  offer: string;
}

/** Every price that was typed, and where each stands. */
export function toPrices(
  charges: readonly Charge[],
  offers: readonly Offer[],
): { prices: PriceDto[]; places: PricePlace[] } {
  const prices: PriceDto[] = [];
  const places: PricePlace[] = [];
  for (const charge of charges) {
    for (const offer of offers) {
      const id = offerId(offer);
      if (isBlankRow(charge, charge.rows[id])) continue;
      prices.push(priceOf(charge, offer));
      places.push({ charge: charge.at, offer: id });
    }
  }
  return { prices, places };
}

/** "AI requests" → "ai_requests": what stays when the name changes. */
export const keyOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

/** Gives the charge another model, with a first tier where it needs tiers. */
export function chooseModel(charge: Charge, type: string): void {
  charge.type = type;
  if (type === "package") charge.round ||= "up";
  if (isTiered(type)) charge.zero_usage ||= "first_flat";
  if (!hasTiers(type)) return;
  for (const row of Object.values(charge.rows)) {
    if (row.model.tiers.length === 0) row.model.tiers = [blankTier()];
  }
}

/** What a charge's kind usually is; the person may change each of it. */
export function chooseKind(charge: Charge, kind: string): void {
  charge.kind = kind;
  charge.timing = kind === "metered" ? "arrears" : "advance";
  charge.prorates = kind === "recurring";
}

/** The form shows tiers even where none are stored yet. */
export function rowOf(charge: Charge, offer: Offer): ChargeRow {
  const id = offerId(offer);
  const row = (charge.rows[id] ??= blankRow());
  if (hasTiers(charge.type) && row.model.tiers.length === 0) row.model.tiers = [blankTier()];
  return charge.rows[id] ?? row;
}
