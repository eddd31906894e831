//! Deletes a draft so that it can be brought back, and brings it back.

use billing::ids::InvoiceId;

use super::detail::of_id;
use super::stored::load_draft;
use crate::context::App;
use crate::dto::invoices::InvoiceDetail;
use crate::dto::lists::{IdRequest, IdResponse};
use crate::error::AppError;

/// Deletes a draft; an issued invoice is refused.
pub fn delete_draft(app: &App, request: IdRequest) -> Result<IdResponse, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    app.write("invoices.delete_draft", |tx| {
        load_draft(tx, &id)?;
        tx.deleted_drafts_mut().delete(&id)?;
        Ok(IdResponse { id: id.to_string() })
    })
}

/// Brings a deleted draft back as it was, to the letter.
pub fn restore_draft(app: &App, request: IdRequest) -> Result<InvoiceDetail, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    app.write("invoices.restore_draft", |tx| {
        tx.deleted_drafts_mut().restore(&id)?;
        of_id(app, tx, &id)
    })
}
