//! Deletes a draft so that it can be brought back, and brings it back.

use billing::ids::InvoiceId;

use super::detail::of_id;
use super::stored::load_draft;
use crate::context::App;
use crate::dto::invoices::InvoiceDetail;
use crate::dto::lists::{IdRequest, IdResponse};
use crate::error::AppError;
use crate::subscriptions::paid::billed_by;

/// Deletes a draft; an issued invoice is refused, and so is what bills a subscription: its period
/// would never be billed.
pub fn delete_draft(app: &App, request: IdRequest) -> Result<IdResponse, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    app.write("invoices.delete_draft", |tx| {
        load_draft(tx, &id)?;
        if !billed_by(tx, &id)?.is_empty() {
            return Err(bills_subscription());
        }
        tx.deleted_drafts_mut().delete(&id)?;
        Ok(IdResponse { id: id.to_string() })
    })
}

fn bills_subscription() -> AppError {
    AppError::new(
        "draft_bills_subscription",
        "This draft bills a period of a subscription, which would then never be billed. It is \
         kept as it is.",
        "Change its lines, or issue it and void it.",
    )
    .at("id")
}

/// Brings a deleted draft back as it was, to the letter.
pub fn restore_draft(app: &App, request: IdRequest) -> Result<InvoiceDetail, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    app.write("invoices.restore_draft", |tx| {
        tx.deleted_drafts_mut().restore(&id)?;
        of_id(app, tx, &id)
    })
}
