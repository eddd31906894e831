// Which language tag numbers and dates follow; never one on which Intl would throw.

const FALLBACK = "en-US";

/** "de_DE.UTF-8" → "de-DE"; "C", "POSIX", "" and nonsense → "en-US". */
export function validLocale(tag: string | null | undefined): string {
  const cleaned = (tag ?? "").split(/[.@]/)[0]?.replaceAll("_", "-") ?? "";
  if (cleaned.length < 2 || /^posix$/i.test(cleaned)) return FALLBACK;
  try {
    const [canonical] = Intl.getCanonicalLocales(cleaned);
    if (!canonical) return FALLBACK;
    return Intl.NumberFormat.supportedLocalesOf(canonical).length > 0 ? canonical : FALLBACK;
  } catch {
    return FALLBACK;
  }
}
