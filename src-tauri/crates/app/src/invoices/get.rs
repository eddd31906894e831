//! `invoices.get`: everything about one invoice or draft.

use billing::ids::InvoiceId;

use super::detail::of_id;
use crate::context::App;
use crate::dto::invoices::InvoiceDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;

/// With payments, credit notes, journal entries and what happened.
pub fn get(app: &App, request: IdRequest) -> Result<InvoiceDetail, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    app.read(|tx| of_id(app, tx, &id))
}
