//! What happened to a customer's prepaid credit, for their timeline; invoices tell of its use.

use billing::ids::CustomerId;
use billing::payment::{CreditGrant, CreditMovement, CreditMovementKind};
use chrono::NaiveTime;
use store::ReadTx;

use crate::dto::customers::TimelineEntry;
use crate::error::AppError;

/// Granted, expired and taken back, in no order.
pub(crate) fn of_customer(
    tx: &ReadTx<'_>,
    id: &CustomerId,
) -> Result<Vec<TimelineEntry>, AppError> {
    let mut entries = Vec::new();
    for grant in tx.credit_grants().of_customer(id)? {
        let movements = tx.credit_movements().of_grant(grant.id())?;
        entries.extend(movements.iter().filter_map(|moved| entry(&grant, moved)));
    }
    Ok(entries)
}

fn entry(grant: &CreditGrant, moved: &CreditMovement) -> Option<TimelineEntry> {
    let title = match moved.kind {
        CreditMovementKind::Granted => "Prepaid credit added",
        CreditMovementKind::Expired => "Prepaid credit expired",
        CreditMovementKind::Voided => "Prepaid credit taken back",
        CreditMovementKind::Applied | CreditMovementKind::Returned => return None,
    };
    Some(TimelineEntry {
        at: moved.on.and_time(NaiveTime::MIN).and_utc().to_rfc3339(),
        kind: "credit_grant".to_owned(),
        title: title.to_owned(),
        detail: grant.granted.name.clone(),
        amount: Some(moved.amount.into()),
        subject_id: None,
        actor: String::new(),
    })
}
