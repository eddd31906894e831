// The short lists that invoices choose from, as options with words for people.
import { preferences } from "$lib/preferences.svelte";
import { LANGUAGES as ALL_LANGUAGES } from "$lib/forms/choices";
import type { Option } from "$lib/ui/Select.svelte";

export const LANGUAGES: readonly Option[] = [
  { value: "", label: "The customer's" },
  ...ALL_LANGUAGES,
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

/** "12:03": when a draft was saved, in the business's zone. */
export function clockText(iso: string): string {
  const shape = { timeStyle: "short", timeZone: preferences.zone } as const;
  return new Intl.DateTimeFormat(preferences.locale, shape).format(new Date(iso));
}
