//! Loads an invoice or draft that has to be there, as what it has to be.

use billing::ids::InvoiceId;
use billing::invoice::{Invoice, Settlement};
use store::ReadTx;
use store::table::drafts::StoredDraft;
use store::table::invoices::StoredInvoice;

use crate::error::AppError;
use crate::error_from::not_found;

/// An issued invoice with what was done about it since.
pub(crate) struct Issued {
    pub(crate) invoice: Invoice,
    pub(crate) settlement: Settlement,
}

/// The invoice or draft of an id.
pub(crate) fn load(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<StoredInvoice, AppError> {
    tx.invoices()
        .get(id)?
        .ok_or_else(|| not_found("invoice", id.as_str()))
}

/// A draft; an issued invoice is an error.
pub(crate) fn load_draft(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<StoredDraft, AppError> {
    match load(tx, id)? {
        StoredInvoice::Draft(draft) => Ok(*draft),
        StoredInvoice::Issued { invoice, .. } => Err(AppError::new(
            "invoice_already_issued",
            format!(
                "{} is issued and never changes. Nothing was changed.",
                invoice.number()
            ),
            "Correct it with a credit note, or duplicate it into a new draft.",
        )
        .at("id")),
    }
}

/// An issued invoice; a draft is an error.
pub(crate) fn load_issued(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<Issued, AppError> {
    match load(tx, id)? {
        StoredInvoice::Issued {
            invoice,
            settlement,
        } => Ok(Issued {
            invoice: *invoice,
            settlement,
        }),
        StoredInvoice::Draft(_) => Err(AppError::new(
            "invoice_not_issued",
            "This is still a draft, so nothing is owed on it yet. Nothing was changed.",
            "Issue it first.",
        )
        .at("id")),
    }
}

/// Fails where the draft is not at the revision that was on the screen.
pub(crate) fn check_revision(draft: &StoredDraft, seen: u32) -> Result<(), AppError> {
    if draft.revision == seen {
        return Ok(());
    }
    Err(AppError::new(
        "draft_changed_elsewhere",
        format!(
            "The draft was changed elsewhere (it is at revision {}, not {seen}). Nothing was \
             overwritten.",
            draft.revision
        ),
        "Reload it and make the change again.",
    )
    .at("revision"))
}
