//! `invoices.duplicate`: a new draft with the content of another invoice or draft.

use billing::ids::InvoiceId;
use store::table::invoices::StoredInvoice;

use super::create_draft::save_new;
use super::stored::load;
use super::to_dto::content_to_dto;
use super::typed;
use crate::context::App;
use crate::dto::invoices::InvoiceDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;

/// Everything but the day it bears, which is the day the copy is issued, and the subscription that
/// billed it, which the copy does not bill again. What proved its taxes was about that day.
pub fn duplicate(app: &App, request: IdRequest) -> Result<InvoiceDetail, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    app.write("invoices.duplicate", |tx| {
        let mut dto = match load(tx, &id)? {
            StoredInvoice::Draft(draft) => typed::of_stored(&draft)?,
            StoredInvoice::Issued { invoice, .. } => {
                content_to_dto(invoice.content(), &tx.tax_rates().list(true)?)
            }
        };
        dto.issue_on = None;
        for line in &mut dto.lines {
            line.source = None;
            line.tax_decision = None;
        }
        save_new(app, tx, &dto)
    })
}
