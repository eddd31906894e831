//! Credit whose day has come ends by itself: before a run bills, and daily while a ledger is open.

use billing::ids::JournalEntryId;
use billing::ledger::EntryTerms;
use billing::payment::{CreditGrant, EndedCredit, end_if_over};
use chrono::NaiveDate;
use store::{ReadTx, WriteTx};

use crate::business::get::{load, local_date};
use crate::context::{App, Source};
use crate::error::AppError;

const ACTION: &str = "credit_grants.expire";

/// Ends what is over today, in a database transaction of its own; writes nothing where that is
/// nothing. Says how many grants ended.
pub(crate) fn expire_due(app: &App) -> Result<usize, AppError> {
    if app.read(|tx| due(app, tx))?.is_empty() {
        return Ok(0);
    }
    app.write_as(Source::Run, ACTION, |tx| {
        let due = due(app, tx)?;
        let count = due.len();
        for grant in due {
            let on = grant.granted.expires_on.unwrap_or(grant.granted_on);
            end(app, tx, grant, on)?;
        }
        Ok(count)
    })
}

fn due(app: &App, tx: &ReadTx<'_>) -> Result<Vec<CreditGrant>, AppError> {
    if tx.business().get()?.is_none() {
        return Ok(Vec::new());
    }
    let today = local_date(app.now(), &load(tx)?.timezone);
    Ok(tx.credit_grants().over(today)?)
}

/// Ends a grant that is over on a day, which its entry bears; leaves another as it is.
pub(super) fn end(
    app: &App,
    tx: &WriteTx<'_>,
    grant: CreditGrant,
    on: NaiveDate,
) -> Result<(), AppError> {
    let terms = EntryTerms {
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
        posted_on: on.max(grant.granted_on),
        recorded_at: app.now(),
    };
    match end_if_over(grant, terms)? {
        Some(ended) => keep(tx, &ended),
        None => Ok(()),
    }
}

/// Credit that ended, with its movement and its entry, and the customer's balance where it grew.
pub(super) fn keep(tx: &WriteTx<'_>, ended: &EndedCredit) -> Result<(), AppError> {
    tx.credit_grants_mut().put(&ended.grant)?;
    tx.credit_movements_mut().append(&ended.movement)?;
    if let Some(entry) = &ended.entry {
        tx.journal_entries_mut().append(entry)?;
    }
    if ended.to_balance.is_positive() {
        let customer = &ended.grant.granted.customer_id;
        tx.customers_mut().add_credit(customer, ended.to_balance)?;
    }
    Ok(())
}
