// What recording a payment would do, in words; the sums themselves are Rust's.
import type { InvoiceRow, Money } from "$lib/backend";
import { moneyText } from "$lib/format";

export const METHODS = [
  { value: "bank_transfer", label: "Bank transfer" },
  { value: "cash", label: "Cash" },
  { value: "cheque", label: "Cheque" },
  { value: "card", label: "Card" },
  { value: "other", label: "Other" },
];

export const methodWord = (method: string): string =>
  METHODS.find((one) => one.value === method)?.label ?? method;

/** Compares only: the amount stays what the person typed. */
export function effectOf(invoice: InvoiceRow, amount: Money | null): string {
  if (!amount) return `${moneyText(invoice.amount_due)} is due.`;
  const [paid, due] = [BigInt(amount.minor), BigInt(invoice.amount_due.minor)];
  if (paid <= 0n) return "A payment is more than nothing.";
  if (paid === due) return "Pays the invoice in full.";
  if (paid < due) return `Pays a part of the ${moneyText(invoice.amount_due)} that are due.`;
  const full = moneyText(invoice.amount_due);
  return `Pays the invoice in full; what is above ${full} becomes the customer's credit.`;
}
