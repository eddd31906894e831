//! `credit_grants.get`: one grant with everything that happened to it.

use std::collections::BTreeSet;

use billing::ids::{CreditGrantId, JournalEntryId};
use billing::money::Money;
use billing::payment::{CreditGrant, CreditMovement, CreditMovementKind};
use store::ReadTx;
use store::table::invoices::StoredInvoice;

use super::row;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::credit_grants::{CreditGrantDetail, CreditMovementDto};
use crate::dto::lists::IdRequest;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::ledger::entry_dto::to_dtos;

/// Movements oldest first, each with what was left after it.
pub fn get(app: &App, request: IdRequest) -> Result<CreditGrantDetail, AppError> {
    let id = CreditGrantId::parse(&request.id)?;
    app.read(|tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        let grant = load_grant(tx, &id)?;
        let customer = tx.customers().get(&grant.granted.customer_id)?;
        let name = customer.map(|customer| customer.name).unwrap_or_default();
        let movements = tx.credit_movements().of_grant(&id)?;
        Ok(CreditGrantDetail {
            row: row::of_grant(&grant, &name, today)?,
            journal: to_dtos(tx, &entries(tx, &movements)?)?,
            movements: to_dto(tx, &grant, &movements)?,
        })
    })
}

/// A grant that has to be there.
pub(super) fn load_grant(tx: &ReadTx<'_>, id: &CreditGrantId) -> Result<CreditGrant, AppError> {
    let found = tx.credit_grants().get(id)?;
    found.ok_or_else(|| not_found("prepaid credit", id.as_str()))
}

fn entries(
    tx: &ReadTx<'_>,
    movements: &[CreditMovement],
) -> Result<Vec<billing::ledger::JournalEntry>, AppError> {
    let ids = movements.iter().filter_map(|moved| moved.entry_id.as_ref());
    let (mut seen, mut entries) = (BTreeSet::<&JournalEntryId>::new(), Vec::new());
    for id in ids {
        if seen.insert(id) {
            entries.extend(tx.journal_entries().get(id)?);
        }
    }
    Ok(entries)
}

fn to_dto(
    tx: &ReadTx<'_>,
    grant: &CreditGrant,
    movements: &[CreditMovement],
) -> Result<Vec<CreditMovementDto>, AppError> {
    let mut left = Money::zero(grant.granted.amount.currency());
    let mut rows = Vec::new();
    for moved in movements {
        left = match moved.kind {
            CreditMovementKind::Granted | CreditMovementKind::Returned => {
                left.try_add(moved.amount)?
            }
            CreditMovementKind::Applied
            | CreditMovementKind::Expired
            | CreditMovementKind::Voided => left.try_sub(moved.amount)?,
        };
        rows.push(CreditMovementDto {
            on: moved.on.to_string(),
            kind: moved.kind.as_str().to_owned(),
            amount: moved.amount.into(),
            invoice_id: moved.invoice_id.as_ref().map(ToString::to_string),
            invoice_number: number_of(tx, moved)?,
            left: left.into(),
        });
    }
    Ok(rows)
}

fn number_of(tx: &ReadTx<'_>, moved: &CreditMovement) -> Result<Option<String>, AppError> {
    let Some(id) = &moved.invoice_id else {
        return Ok(None);
    };
    Ok(match tx.invoices().get(id)? {
        Some(StoredInvoice::Issued { invoice, .. }) => Some(invoice.number().to_owned()),
        Some(StoredInvoice::Draft(_)) | None => None,
    })
}
