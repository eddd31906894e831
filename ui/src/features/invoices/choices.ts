// The short lists that invoices choose from, as options with words for people.
import { preferences } from "$lib/preferences.svelte";
import type { Option } from "$lib/ui/Select.svelte";

export const LANGUAGES: readonly Option[] = [
  { value: "", label: "The customer's" },
  { value: "en", label: "English" },
  { value: "de", label: "German" },
  { value: "fr", label: "French" },
  { value: "es", label: "Spanish" },
];

export const TEMPLATES: readonly Option[] = [
  { value: "", label: "The business's" },
  { value: "classic", label: "Classic" },
  { value: "modern", label: "Modern" },
  { value: "compact", label: "Compact" },
];

export const CREDIT_REASONS: readonly Option[] = [
  { value: "order_change", label: "The order changed" },
  { value: "product_unsatisfactory", label: "Not as agreed" },
  { value: "duplicate", label: "Billed twice" },
  { value: "fraudulent", label: "Fraudulent" },
  { value: "other", label: "Another reason" },
];

export const labelOf = (options: readonly Option[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;

/** ISO 3166 codes; their names come from the system, in the person's language. */
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR " +
  "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ " +
  "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW " +
  "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY " +
  "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV " +
  "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY " +
  "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG " +
  "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

function named(type: "region" | "currency", codes: readonly string[]): Option[] {
  const names = new Intl.DisplayNames([preferences.locale], { type });
  return codes.map((value) => ({ value, label: names.of(value) ?? value }));
}

export const countryOptions = (): Option[] =>
  named("region", COUNTRIES.split(" "))
    .map((one) => ({ ...one, detail: one.value }))
    .sort((a, b) => a.label.localeCompare(b.label, preferences.locale));

/** "EUR" with "Euro" beside it: people look for the code. */
export const currencyOptions = (codes: readonly string[]): Option[] =>
  named("currency", codes).map(({ value, label }) => ({ value, label: value, detail: label }));

/** "12:03": when a draft was saved, in the business's zone. */
export function clockText(iso: string): string {
  const shape = { timeStyle: "short", timeZone: preferences.zone } as const;
  return new Intl.DateTimeFormat(preferences.locale, shape).format(new Date(iso));
}
