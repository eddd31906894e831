// Finds customers by what is typed, for fields that choose one.
import { call } from "$lib/backend";
import type { Option } from "$lib/ui/Select.svelte";

/** An empty text gives the first few by name. */
export async function searchCustomers(text: string): Promise<Option[]> {
  const sort = [{ column: "name", descending: false }];
  const page = await call("customers.list", { search: text, limit: 20, sort });
  return page.rows.map((row) => ({ value: row.id, label: row.name }));
}

/** The name of the customer with this id, for a field that begins with one. */
export const customerName = async (id: string): Promise<string> =>
  (await call("customers.get", { id })).customer.name;
