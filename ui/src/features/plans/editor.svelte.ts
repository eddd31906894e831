// A plan while it is edited: its fields, charges and grants, and what is wrong with them.
import { asAppError, call, type AppError } from "$lib/backend";
import type { FieldProblem, PlanContentDto, PlanDetail, PlanFieldsDto } from "$lib/backend";
import { isGrant } from "./content";
import {
  blankCharge,
  chargesOf,
  keyOf,
  offerId,
  offersOf,
  rowOf,
  toPrices,
  type Charge,
  type Offer,
} from "./charges";

/** new: a plan that is not there yet · edit: another version · custom: a copy for one customer */
export type Purpose = "new" | "edit" | "custom";

export interface CustomFor {
  id: string;
  name: string;
}

interface Start {
  /** The address it is edited at, without "#/": what its draft is kept by. */
  address: string;
  purpose: Purpose;
  fields: PlanFieldsDto;
  content: PlanContentDto;
  known?: PlanDetail | undefined;
  customer?: CustomFor | undefined;
  /** The business's currency: it comes first. */
  own?: string | undefined;
  /** What it is sold in while nothing is priced yet. */
  offers?: readonly Offer[] | undefined;
}

type Settings = Omit<PlanContentDto, "prices">;

export class PlanEditor {
  readonly address: string;
  readonly purpose: Purpose;
  readonly customer: CustomFor | undefined;
  known = $state.raw<PlanDetail | undefined>();
  fields = $state<PlanFieldsDto>() as PlanFieldsDto;
  settings = $state<Settings>() as Settings;
  offers = $state<Offer[]>([]);
  charges = $state<Charge[]>([]);
  /** Found by Rust, by their path in the request. */
  problems = $state.raw<readonly FieldProblem[]>([]);
  /** What has no field. */
  error = $state.raw<AppError | null>(null);
  saving = $state(false);
  /** The version that was published elsewhere while this waited; it does not hold that one. */
  overtakenBy = $state<number | null>(null);
  /** Which price "Try it" computes: a charge's `at`, an offer's id. */
  tried = $state<{ charge: number; offer: string } | null>(null);
  #startFields = "";
  #startContent = "";

  constructor(start: Start) {
    this.address = start.address;
    this.purpose = start.purpose;
    this.customer = start.customer;
    this.known = start.known;
    this.fields = structuredClone(start.fields);
    const { prices, ...settings } = structuredClone(start.content);
    this.settings = settings;
    this.offers = prices.length > 0 ? offersOf(prices, start.own) : [...(start.offers ?? [])];
    this.charges = chargesOf(prices);
    if (this.charges.length === 0) this.addCharge({ key: "base", name: "Base" });
    this.tried = this.#firstPrice();
    this.settle();
  }

  #firstPrice() {
    const [charge, offer] = [this.charges[0], this.offers[0]];
    return charge && offer ? { charge: charge.at, offer: offerId(offer) } : null;
  }

  /** What is there now counts as not changed. */
  settle(): void {
    this.#startFields = JSON.stringify(this.fields);
    this.#startContent = JSON.stringify(this.content());
  }

  get fieldsChanged(): boolean {
    return JSON.stringify(this.fields) !== this.#startFields;
  }

  get contentChanged(): boolean {
    return JSON.stringify(this.content()) !== this.#startContent;
  }

  get isDirty(): boolean {
    return this.fieldsChanged || this.contentChanged;
  }

  get title(): string {
    const name = this.fields.name.trim();
    if (this.purpose === "edit") return name || this.known?.row.name || "Plan";
    if (this.purpose === "custom") return name || `Custom plan for ${this.customer?.name ?? ""}`;
    return name || (this.fields.kind === "addon" ? "New add-on" : "New plan");
  }

  content(): PlanContentDto {
    const { prices } = toPrices($state.snapshot(this.charges), $state.snapshot(this.offers));
    const settings = $state.snapshot(this.settings);
    const entitlements = settings.entitlements
      .filter(isGrant)
      .map((one) => ({ ...one, key: one.key || keyOf(one.name) }));
    return { ...settings, entitlements, prices };
  }

  /** A draft that waited hears what the plan is by now. */
  hear(now: PlanDetail): void {
    const newest = now.versions[0]?.version ?? 0;
    if (newest !== (this.known?.versions[0]?.version ?? 0)) this.overtakenBy = newest;
    this.known = now;
  }

  // --- charges and offers -----------------------------------------------------------------

  addCharge(start: Partial<Charge> = {}): Charge {
    const charge = blankCharge(this.offers, start);
    this.charges.push(charge);
    return charge;
  }

  removeCharge(at: number): Charge | undefined {
    const place = this.charges.findIndex((charge) => charge.at === at);
    return place < 0 ? undefined : this.charges.splice(place, 1)[0];
  }

  addOffer(offer: Offer): boolean {
    if (this.offers.some((one) => offerId(one) === offerId(offer))) return false;
    this.offers.push(offer);
    return true;
  }

  /** Where a charge is to be typed in an offer that came after it. */
  ensureRow(charge: Charge, offer: Offer): void {
    rowOf(charge, offer);
  }

  /** The rows stay in the charges, so that adding it again brings its prices back. */
  removeOffer(id: string): void {
    this.offers = this.offers.filter((offer) => offerId(offer) !== id);
  }

  // --- what is wrong ----------------------------------------------------------------------

  /** The problem of a field of the plan itself or of its settings. */
  wrong(field: string): string | undefined {
    const path = (one: FieldProblem) => one.field.replace(/^(content|fields)\./, "");
    return this.problems.find((one) => path(one) === field)?.message;
  }

  /** The problems of one price, by the rest of their path: "model.tiers.0.up_to". */
  wrongIn(charge: number, offer: string): ReadonlyMap<string, string> {
    if (this.problems.length === 0) return new Map();
    const { places } = toPrices(this.charges, this.offers);
    const at = places.findIndex((place) => place.charge === charge && place.offer === offer);
    const start = new RegExp(`^(?:content\\.)?prices\\.${at}\\.`);
    const own = at < 0 ? [] : this.problems.filter((one) => start.test(one.field));
    return new Map(own.map((one) => [one.field.replace(start, ""), one.message]));
  }

  /** Takes what a refused call said: at its field where it has one. */
  refuse(thrown: unknown): AppError {
    const error = asAppError(thrown);
    if (error.field) this.problems = [{ field: error.field, message: error.message }];
    this.error = error;
    return error;
  }

  forgive(): void {
    this.problems = [];
    this.error = null;
  }

  // --- saving -----------------------------------------------------------------------------

  /** Saves name, code and description of a plan that is there. */
  async saveFields(): Promise<void> {
    const id = this.known?.row.id;
    if (id === undefined || !this.fieldsChanged) return;
    this.known = await call("plans.update", { id, fields: $state.snapshot(this.fields) });
    this.fields = structuredClone(this.known.fields);
    this.#startFields = JSON.stringify(this.fields);
  }

  /** Makes the plan; for a plan that is there, see the publish dialog. */
  async create(): Promise<PlanDetail> {
    const content = this.content();
    const fields = $state.snapshot(this.fields);
    if (this.purpose === "custom" && this.customer && this.known) {
      const { name } = fields;
      const ids = { plan_id: this.known.row.id, customer_id: this.customer.id };
      return call("plans.customize", { ...ids, name, content });
    }
    return call("plans.create", { fields, content });
  }
}

/** What a new plan starts with: a monthly and a yearly price in this currency, to be typed. */
export function blankStart(currency: string): { content: PlanContentDto; offers: Offer[] } {
  const every = (interval: string): Offer => ({ currency, recurrence: { interval, count: 1 } });
  const content: PlanContentDto = {
    prices: [],
    entitlements: [],
    trial_days: 0,
    convention: "day",
    behavior: "next_invoice",
    tax_inclusive: false,
  };
  return { content, offers: [every("month"), every("year")] };
}
