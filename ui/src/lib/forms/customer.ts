// A customer as it is typed, and where a refusal stands in its form.
import type { AppError, CustomerDto } from "$lib/backend";

/** Empty texts take the business's terms. */
export function newCustomer(country: string, name = "", currency = ""): CustomerDto {
  return {
    name,
    email: "",
    phone: "",
    address: { line1: "", line2: "", city: "", postal_code: "", region: "", country },
    language: "",
    currency,
    timezone: "",
    net_days: null,
    vat_id: "",
    business: true,
    exempt_reason: "",
    exempt_certificate: "",
    exempt_until: null,
    tax_rate_ids: [],
    place_proofs: [],
    number_checks: [],
    notes: "",
    custom_fields: [],
  };
}

/** The message that belongs to one field of the form, by its path in the request. */
export function messageAt(error: AppError | null, field: string): string | null {
  return error?.field === `customer.${field}` ? `${error.message} ${error.fix}` : null;
}

/** Every field that shows its own message; what is wrong elsewhere is said above the form. */
const BRIEF = ["name", "email", "address.country", "currency", "vat_id"];
const SHOWN = [
  ...BRIEF,
  ...["phone", "language", "timezone", "net_days", "exempt_reason", "exempt_until"],
];
const ROWS = [
  /^customer\.place_proofs\.\d+\.(country|noted_on)$/,
  /^customer\.number_checks\.\d+\.(vat_id|checked_on)$/,
];

export const isShownAtField = (error: AppError | null, brief = false): boolean =>
  (brief ? BRIEF : SHOWN).some((field) => messageAt(error, field) !== null) ||
  (!brief && ROWS.some((row) => row.test(error?.field ?? "")));
