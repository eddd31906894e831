// Places that tax: countries, and the states and provinces that tax by themselves.
import { countryName, countryOptions } from "$lib/forms/choices";
import type { Option } from "$lib/ui/Select.svelte";

/** ISO 3166-2 without the country's part; the system has names for countries only. */
const STATES =
  "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|" +
  "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|" +
  "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|" +
  "MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|" +
  "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|" +
  "OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|" +
  "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|" +
  "WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming";
const PROVINCES =
  "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|" +
  "NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|" +
  "QC Quebec|SK Saskatchewan|YT Yukon";

const named = (country: string, list: string): [string, string][] =>
  list.split("|").map((one) => [`${country}-${one.slice(0, 2)}`, one.slice(3)]);
/** Parts of a country that the tables tax apart. */
const APART: [string, string][] = [
  ["AT-JUNGHOLZ", "Jungholz and Mittelberg"],
  ["PT-20", "Azores"],
  ["PT-30", "Madeira"],
];
const REGIONS = new Map([...named("US", STATES), ...named("CA", PROVINCES), ...APART]);

/** The member states: OSS and the threshold of distance sales are theirs. */
export const EU_COUNTRIES: readonly string[] =
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** "Germany", "New York, United States", "Northern Ireland"; an unknown code stays. */
export function placeName(code: string): string {
  if (code === "XI") return "Northern Ireland";
  if (code === "EL") return countryName("GR");
  const region = REGIONS.get(code);
  const country = code.slice(0, 2);
  if (region !== undefined) return `${region}, ${countryName(country)}`;
  return code.length > 3 ? `${code.slice(3)}, ${countryName(country)}` : countryName(code);
}

/** Every place in which one can be registered; the given one among them. */
export function placeOptions(): Option[] {
  const regions = [...REGIONS.keys()].map((value) => {
    return { value, label: placeName(value), detail: value };
  });
  return [...countryOptions(), ...regions];
}
