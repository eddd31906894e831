//! What a person typed into a draft: kept to the letter, and read again whenever it is needed.

use billing::ids::CustomerId;
use billing::money::Money;
use store::table::drafts::StoredDraft;
use store::{ReadTx, StoreError, WriteTx};

use super::read_draft::{DraftIdentity, ReadDraft, Surroundings, read_draft};
use crate::business::get::load;
use crate::dto::invoices::DraftDto;
use crate::error::AppError;

/// What the draft refers to, as the ledger has it now.
pub(crate) fn surroundings(tx: &ReadTx<'_>, dto: &DraftDto) -> Result<Surroundings, AppError> {
    let id = dto
        .customer_id
        .as_deref()
        .map(CustomerId::parse)
        .transpose();
    let customer = match id {
        Ok(Some(id)) => tx.customers().get(&id)?,
        Ok(None) | Err(_) => None,
    };
    Ok(Surroundings {
        business: load(tx)?,
        customer,
        rates: tx.tax_rates().list(true)?,
    })
}

/// The draft as typed.
pub(crate) fn of_stored(draft: &StoredDraft) -> Result<DraftDto, AppError> {
    let unreadable = |error: serde_json::Error| StoreError::Unreadable {
        kind: "draft",
        id: draft.id.to_string(),
        detail: error.to_string(),
    };
    Ok(serde_json::from_value(draft.body.clone()).map_err(unreadable)?)
}

/// Which draft it is, and when it was touched.
pub(crate) fn identity_of(draft: &StoredDraft) -> DraftIdentity {
    DraftIdentity {
        id: draft.id.clone(),
        created_at: draft.created_at,
        updated_at: draft.updated_at,
        revision: draft.revision,
    }
}

/// Saves what was typed, with what lists show of it. `replaces` is the revision it began with;
/// nothing for a new draft.
pub(crate) fn save(
    tx: &WriteTx<'_>,
    dto: &DraftDto,
    identity: DraftIdentity,
    replaces: Option<u32>,
) -> Result<ReadDraft, AppError> {
    let around = surroundings(tx, dto)?;
    let read = read_draft(dto, identity, &around);
    let unwritable = |error: serde_json::Error| StoreError::Unreadable {
        kind: "draft",
        id: read.draft.id.to_string(),
        detail: error.to_string(),
    };
    let nothing = Money::zero(read.draft.currency);
    let draft = StoredDraft {
        id: read.draft.id.clone(),
        customer_id: around.customer.map(|customer| customer.id),
        reference: read.draft.reference.clone(),
        issue_on: read.draft.issue_on,
        total: read.totals.as_ref().map_or(nothing, |totals| totals.total),
        revision: read.draft.revision,
        created_at: read.draft.created_at,
        updated_at: read.draft.updated_at,
        body: serde_json::to_value(dto).map_err(unwritable)?,
    };
    tx.invoices_mut().save_draft(&draft, replaces)?;
    Ok(read)
}
