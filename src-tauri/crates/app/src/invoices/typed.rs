//! What a person typed into a draft, kept to the letter beside the draft that was read from it.

use billing::business::Business;
use billing::customer::Customer;
use billing::ids::{CustomerId, InvoiceId};
use chrono::{DateTime, Utc};
use store::{ReadTx, StoreError, WriteTx};
use ulid::Ulid;

use super::read_draft::{DraftIdentity, ReadDraft, Surroundings, read_draft};
use crate::business::get::load;
use crate::dto::invoices::DraftDto;
use crate::error::AppError;

fn name_of(id: &InvoiceId) -> String {
    format!("draft.{id}")
}

/// Stands in the place of the customer while a draft has none: never shown, never billed.
pub(crate) fn nobody() -> CustomerId {
    CustomerId::from_ulid(Ulid::nil())
}

/// The customer's id, unless it stands for nobody.
pub(crate) fn somebody(id: &CustomerId) -> Option<String> {
    (*id != nobody()).then(|| id.to_string())
}

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
pub(crate) fn get(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<DraftDto, AppError> {
    let unreadable = |detail: String| StoreError::Unreadable {
        kind: "draft",
        id: id.to_string(),
        detail,
    };
    let kept = tx.settings().get(&name_of(id))?;
    let kept = kept.ok_or_else(|| unreadable("what was typed is missing".to_owned()))?;
    Ok(serde_json::from_value(kept).map_err(|error| unreadable(error.to_string()))?)
}

/// Saves what was typed, and the draft that it is read as. `replaces` is the revision it began
/// with; nothing for a new draft.
pub(crate) fn save(
    tx: &WriteTx<'_>,
    dto: &DraftDto,
    identity: DraftIdentity,
    replaces: Option<u32>,
) -> Result<ReadDraft, AppError> {
    let around = surroundings(tx, dto)?;
    if around.customer.is_none() {
        ensure_nobody(tx, &around.business, identity.created_at)?;
    }
    let name = name_of(&identity.id);
    let read = read_draft(dto, identity, &around);
    let total = read.totals.as_ref().map(|totals| totals.total);
    tx.invoices_mut().save_draft(&read.draft, total, replaces)?;
    let typed = serde_json::to_value(dto).map_err(|error| StoreError::Unreadable {
        kind: "draft",
        id: name.clone(),
        detail: error.to_string(),
    })?;
    tx.settings_mut().put(&name, &typed)?;
    Ok(read)
}

/// Forgets what was typed: the issued invoice says it all.
pub(crate) fn forget(tx: &WriteTx<'_>, id: &InvoiceId) -> Result<(), AppError> {
    Ok(tx
        .settings_mut()
        .put(&name_of(id), &serde_json::Value::Null)?)
}

fn ensure_nobody(tx: &WriteTx<'_>, business: &Business, at: DateTime<Utc>) -> Result<(), AppError> {
    if tx.customers().get(&nobody())?.is_none() {
        let mut customer = Customer::new(nobody(), "", business.currency, at);
        customer.archived_at = Some(at);
        tx.customers_mut().put(&customer)?;
    }
    Ok(())
}
