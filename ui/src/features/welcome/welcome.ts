// What a new business starts with, by country: currency, zone, language, tax rates.
import type { BusinessDto, SaveTaxRateRequest } from "$lib/backend";

interface Start {
  name: string;
  currency: string;
  timezone: string;
  language: string;
  /** What sales tax is called there, and its usual rates in percent. */
  tax: string;
  rates: readonly string[];
  paper?: "letter";
}

/** Rates in force in November 2026, from each country's tax authority; editable afterwards. */
export const COUNTRIES: Readonly<Record<string, Start>> = {
  AT: {
    name: "Austria",
    currency: "EUR",
    timezone: "Europe/Vienna",
    language: "de",
    tax: "USt",
    rates: ["20", "10"],
  },
  BE: {
    name: "Belgium",
    currency: "EUR",
    timezone: "Europe/Brussels",
    language: "fr",
    tax: "TVA",
    rates: ["21", "6"],
  },
  CH: {
    name: "Switzerland",
    currency: "CHF",
    timezone: "Europe/Zurich",
    language: "de",
    tax: "MWST",
    rates: ["8.1", "2.6"],
  },
  DE: {
    name: "Germany",
    currency: "EUR",
    timezone: "Europe/Berlin",
    language: "de",
    tax: "USt",
    rates: ["19", "7"],
  },
  ES: {
    name: "Spain",
    currency: "EUR",
    timezone: "Europe/Madrid",
    language: "es",
    tax: "IVA",
    rates: ["21", "10"],
  },
  FR: {
    name: "France",
    currency: "EUR",
    timezone: "Europe/Paris",
    language: "fr",
    tax: "TVA",
    rates: ["20", "10"],
  },
  GB: {
    name: "United Kingdom",
    currency: "GBP",
    timezone: "Europe/London",
    language: "en",
    tax: "VAT",
    rates: ["20", "5"],
  },
  IE: {
    name: "Ireland",
    currency: "EUR",
    timezone: "Europe/Dublin",
    language: "en",
    tax: "VAT",
    rates: ["23", "13.5"],
  },
  IT: {
    name: "Italy",
    currency: "EUR",
    timezone: "Europe/Rome",
    language: "en",
    tax: "IVA",
    rates: ["22", "10"],
  },
  NL: {
    name: "Netherlands",
    currency: "EUR",
    timezone: "Europe/Amsterdam",
    language: "en",
    tax: "BTW",
    rates: ["21", "9"],
  },
  US: {
    name: "United States",
    currency: "USD",
    timezone: "America/New_York",
    language: "en",
    tax: "Sales tax",
    rates: [],
    paper: "letter",
  },
};

export const COUNTRY_OPTIONS = Object.entries(COUNTRIES)
  .map(([value, { name }]) => ({ value, label: name }))
  .sort((a, b) => a.label.localeCompare(b.label));

/** A business with the defaults of its country; the person changes any of them later. */
export function newBusiness(name: string, country: string, email: string): BusinessDto {
  const start = COUNTRIES[country];
  return {
    name,
    legal_name: "",
    address: { line1: "", line2: "", city: "", postal_code: "", region: "", country },
    email,
    phone: "",
    website: "",
    vat_id: "",
    tax_number: "",
    iban: "",
    bic: "",
    bank_name: "",
    currency: start?.currency ?? "EUR",
    timezone: start?.timezone ?? "UTC",
    language: start?.language ?? "en",
    fiscal_year_first_month: 1,
    net_days: 14,
    tax_inclusive: false,
    tax_rounding: "per_rate",
    rounding: "half_up",
    invoice_pattern: "INV-{YYYY}-{0000}",
    credit_note_pattern: "CN-{YYYY}-{0000}",
    template: "classic",
    paper: start?.paper ?? "a4",
    accent: "#00616a",
    invoice_note: "",
    footer_note: "",
    custom_fields: [],
    logo: null,
  };
}

/** The usual rates of a country as tax rates to save. */
export function startingRates(country: string): SaveTaxRateRequest[] {
  const start = COUNTRIES[country];
  return (start?.rates ?? []).map((rate) => ({
    name: `${start?.tax ?? "Tax"} ${rate} %`,
    rate_pct: rate,
    jurisdiction: country,
    category: "S",
  }));
}

export const LEAST_PASSPHRASE = 8;

export interface Strength {
  /** 0 to 4. */
  score: number;
  word: string;
}

/** A rough measure by length and kinds of characters; length counts most, as it should. */
export function strengthOf(passphrase: string): Strength {
  const length = [...passphrase].length;
  if (length < LEAST_PASSPHRASE)
    return { score: 0, word: `At least ${LEAST_PASSPHRASE} characters` };
  const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u, /[^\p{L}\d]/u].filter((kind) => kind.test(passphrase));
  const score = Math.min(4, Math.floor(length / 8) + (kinds.length > 2 ? 1 : 0));
  return { score, word: ["", "Weak", "Fair", "Good", "Strong"][score] ?? "" };
}
