// The lists that forms choose from: countries, currencies, languages of documents, time zones.
import { preferences } from "$lib/preferences.svelte";
import type { Option } from "$lib/ui/Select.svelte";

/** The languages that documents are written in. */
export const LANGUAGES: readonly Option[] = [
  { value: "en", label: "English" },
  { value: "de", label: "German" },
  { value: "fr", label: "French" },
  { value: "es", label: "Spanish" },
];

/** ISO 3166-1 alpha-2; their names come from the system. */
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR " +
  "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ " +
  "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW " +
  "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY " +
  "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV " +
  "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY " +
  "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG " +
  "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/** Names are English, as the window is; the order follows them. */
const WORDS = "en";

function namesOf(type: "region" | "currency" | "language"): Intl.DisplayNames {
  return new Intl.DisplayNames([WORDS], { type });
}

/** "Germany" for "DE"; a code that is not known stays as it is. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return namesOf("region").of(code) ?? code;
}

/** Every country, by name, with its code beside it. */
export function countryOptions(): Option[] {
  const names = namesOf("region");
  return COUNTRIES.split(" ")
    .map((value) => ({ value, label: names.of(value) ?? value, detail: value }))
    .sort((one, other) => one.label.localeCompare(other.label, WORDS));
}

/** "EUR" with "Euro" beside it: people look for the code. */
export function currencyOptions(codes: readonly string[]): Option[] {
  const names = namesOf("currency");
  return codes.map((value) => ({ value, label: value, detail: names.of(value) ?? value }));
}

/** Every IANA zone the system knows, the given one among them even if it does not. */
export function timezoneOptions(also = ""): Option[] {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  if (also) zones.add(also);
  return [...zones].sort().map((value) => ({ value, label: value.replaceAll("_", " ") }));
}

const TAGS =
  "en-US en-GB en-IE en-CA en-AU de-DE de-AT de-CH fr-FR fr-BE fr-CH fr-CA es-ES es-MX it-IT " +
  "nl-NL nl-BE pt-PT pt-BR sv-SE da-DK nb-NO fi-FI pl-PL cs-CZ ja-JP ko-KR zh-CN hi-IN he-IL ar-EG";

/** Whose way of writing numbers and dates can be followed; the given one is always there. */
export function formatOptions(also: string | null): Option[] {
  const names = namesOf("language");
  const tags = new Set([...(also ? [also] : []), ...TAGS.split(" ")]);
  const named = [...tags].map((value) => ({
    value,
    label: names.of(value) ?? value,
    detail: value,
  }));
  const system = { value: "system", label: "As the system", detail: preferences.systemLocale };
  return [system, ...named.sort((one, other) => one.label.localeCompare(other.label, WORDS))];
}

export const labelOf = (options: readonly Option[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;
