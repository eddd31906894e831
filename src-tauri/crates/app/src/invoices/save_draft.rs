//! `invoices.save_draft`: keeps whatever was typed, complete or not.

use billing::ids::InvoiceId;

use super::read_draft::{ReadDraft, read_draft};
use super::stored::{check_revision, load_draft};
use super::to_dto::totals_to_dto;
use super::typed;
use crate::context::App;
use crate::dto::invoices::{DraftDto, SaveDraftRequest, SavedDraft};
use crate::error::AppError;
use crate::subscriptions::paid::billed_by;

/// A revision that is not the newest is refused; saving what is there already changes nothing.
pub fn save_draft(app: &App, request: SaveDraftRequest) -> Result<SavedDraft, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    let now = app.now();
    app.write("invoices.save_draft", |tx| {
        let draft = load_draft(tx, &id)?;
        check_revision(&draft, request.revision)?;
        let mut identity = typed::identity_of(&draft);
        let before = typed::of_stored(&draft)?;
        if let Some(field) = moved(&before, &request.draft)
            && !billed_by(tx, &id)?.is_empty()
        {
            return Err(bills_subscription(field));
        }
        if before == request.draft {
            let around = typed::surroundings(tx, &request.draft)?;
            return Ok(saved(&read_draft(&request.draft, identity, &around)));
        }
        identity.updated_at = now;
        identity.revision = request.revision.saturating_add(1);
        let read = typed::save(tx, &request.draft, identity, Some(request.revision))?;
        Ok(saved(&read))
    })
}

/// The field by which a draft would become another customer's or another currency's.
fn moved(before: &DraftDto, after: &DraftDto) -> Option<&'static str> {
    if before.customer_id != after.customer_id {
        return Some("customer_id");
    }
    (before.currency != after.currency).then_some("currency")
}

fn bills_subscription(field: &str) -> AppError {
    AppError::new(
        "draft_bills_subscription",
        "This draft bills a subscription, so it stays with that customer and currency. Nothing \
         was changed.",
        "Put them back, or start a new draft for what somebody else is to pay.",
    )
    .at(field)
}

/// What saving, or only computing, gave.
pub(super) fn saved(read: &ReadDraft) -> SavedDraft {
    SavedDraft {
        id: read.draft.id.to_string(),
        revision: read.draft.revision,
        saved_at: read.draft.updated_at.to_rfc3339(),
        totals: read.totals.as_ref().map(totals_to_dto),
        problems: read.problems.clone(),
    }
}
