//! A payment as a row of a list.

use store::table::payments::PaymentListRow;

use crate::dto::payments::PaymentRow;
use crate::dto::words::to_word;

/// A row that the store listed.
pub(crate) fn of_list(row: &PaymentListRow) -> PaymentRow {
    let payment = &row.payment;
    let status = if payment.reversed_at.is_some() {
        "reversed"
    } else {
        "recorded"
    };
    PaymentRow {
        id: payment.id.to_string(),
        received_on: payment.received_on.to_string(),
        customer_id: payment.customer_id.to_string(),
        customer_name: row.customer_name.clone(),
        invoice_id: payment.invoice_id.as_ref().map(ToString::to_string),
        invoice_number: row.invoice_number.clone(),
        method: to_word(payment.method),
        reference: payment.reference.clone(),
        note: payment.note.clone(),
        amount: payment.amount.into(),
        status: status.to_owned(),
    }
}
