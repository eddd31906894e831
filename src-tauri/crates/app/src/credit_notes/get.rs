//! `credit_notes.get`: one issued credit note.

use billing::ids::CreditNoteId;
use billing::invoice::{CreditNote, Invoice};
use store::ReadTx;

use super::request::preview_of;
use super::row;
use crate::context::App;
use crate::dto::credit_notes::CreditNoteDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::invoices::stored::load_issued;

/// With what it did, and what remained of the invoice after it.
pub fn get(app: &App, request: IdRequest) -> Result<CreditNoteDetail, AppError> {
    app.read(|tx| {
        let (note, invoice) = load_note(tx, &request.id)?;
        let mut so_far = tx.credit_notes().of_invoice(&note.invoice_id)?;
        let own = so_far.iter().position(|other| other.id == note.id);
        so_far.truncate(own.map_or(so_far.len(), |own| own.saturating_add(1)));
        Ok(CreditNoteDetail {
            row: row::of_note(&note, &invoice),
            reason_text: note.reason_text.clone(),
            preview: preview_of(&note, &invoice, &so_far)?,
        })
    })
}

/// A credit note that has to be there, with its invoice.
pub(super) fn load_note(tx: &ReadTx<'_>, id: &str) -> Result<(CreditNote, Invoice), AppError> {
    let id = CreditNoteId::parse(id)?;
    let note = tx.credit_notes().get(&id)?;
    let note = note.ok_or_else(|| not_found("credit note", id.as_str()))?;
    let invoice = load_issued(tx, &note.invoice_id)?.invoice;
    Ok((note, invoice))
}
