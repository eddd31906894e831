// The columns of the payments list.
import type { PaymentRow } from "$lib/backend";
import { METHODS, methodWord } from "$lib/forms/record_payment";
import type { Column } from "$lib/ui/table/columns";

export const paymentColumns: Column<PaymentRow>[] = [
  {
    key: "received_on",
    label: "Received",
    type: "date",
    value: (r) => r.received_on,
    filter: "date",
  },
  {
    key: "customer_name",
    label: "Customer",
    type: "text",
    value: (r) => r.customer_name,
    width: 200,
    filter: "text",
  },
  { key: "invoice_number", label: "Invoice", type: "id", value: (r) => r.invoice_number },
  {
    key: "method",
    yields: 2,
    label: "Method",
    type: "text",
    value: (r) => methodWord(r.method),
    grow: 0,
    filter: "options",
    options: METHODS,
  },
  {
    key: "reference",
    yields: 1,
    label: "Reference",
    type: "text",
    value: (r) => r.reference,
    filter: "text",
  },
  {
    key: "status",
    label: "Status",
    type: "status",
    value: (r) => r.status,
    filter: "options",
    options: [
      { value: "recorded", label: "Recorded" },
      { value: "reversed", label: "Reversed" },
    ],
  },
  { key: "amount", label: "Amount", type: "money", value: (r) => r.amount, filter: "amount" },
];
