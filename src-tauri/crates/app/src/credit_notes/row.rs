//! A credit note as a row of a list.

use billing::invoice::{CreditNote, Invoice};
use store::table::credit_notes::CreditNoteListRow;

use crate::dto::credit_notes::CreditNoteRow;
use crate::dto::words::to_word;

/// A note with the invoice that it corrects.
pub(crate) fn of_note(note: &CreditNote, invoice: &Invoice) -> CreditNoteRow {
    CreditNoteRow {
        id: note.id.to_string(),
        number: note.number.clone(),
        invoice_id: note.invoice_id.to_string(),
        invoice_number: invoice.number().to_owned(),
        customer_id: invoice.customer_id().to_string(),
        customer_name: invoice.customer().name.clone(),
        issued_on: note.issued_on.to_string(),
        reason: to_word(note.reason),
        total: note.total.into(),
    }
}

/// A row that the store listed.
pub(crate) fn of_list(row: &CreditNoteListRow) -> CreditNoteRow {
    let note = &row.credit_note;
    CreditNoteRow {
        id: note.id.to_string(),
        number: note.number.clone(),
        invoice_id: note.invoice_id.to_string(),
        invoice_number: row.invoice_number.clone(),
        customer_id: row.customer_id.to_string(),
        customer_name: row.customer_name.clone(),
        issued_on: note.issued_on.to_string(),
        reason: to_word(note.reason),
        total: note.total.into(),
    }
}
