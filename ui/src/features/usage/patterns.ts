// Patterns of use: their address, and short words about time.
import type { CustomerAdoptionDto } from "$lib/backend";
import { dateText } from "$lib/format";

/** The address of a meter's patterns, of one customer or of all. */
export function patternsHref({ customer, meter }: { customer: string; meter: string }): string {
  const query = new URLSearchParams({ tab: "patterns" });
  if (meter) query.set("meter", meter);
  if (customer) query.set("customer", customer);
  return `/usage?${query}`;
}

/** "May 2026 to October 2026", or the one month that both days are in. */
export function monthsText(from: string, through: string): string {
  const [first, last] = [dateText(from, "month"), dateText(through, "month")];
  return first === last ? first : `${first} to ${last}`;
}

/** The last day on which a customer used any meter. */
export const lastUse = ({ meters }: CustomerAdoptionDto): string | null =>
  meters.reduce<string | null>(
    (last, { last_on }) => (last === null || last_on > last ? last_on : last),
    null,
  );
