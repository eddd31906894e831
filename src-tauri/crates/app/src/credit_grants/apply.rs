//! Prepaid credit and invoices: used when one is issued, given back when one is voided or credited.

use billing::ids::{CustomerId, InvoiceId, JournalEntryId};
use billing::invoice::{AppliedCredit, Invoice, Settlement};
use billing::ledger::{EntryTerms, JournalEntry};
use billing::money::Money;
use billing::payment::{
    CreditUse, apply_credit, draw_down, give_back as take_off, put_back, returned,
};
use chrono::NaiveDate;
use store::{ReadTx, WriteTx};

use super::expire::end;
use super::get::load_grant;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::credit_grants::AppliedCreditDto;
use crate::error::AppError;
use crate::invoices::stored::{Issued, load_issued};

/// Uses what the customer's grants have on the day of an invoice that was just issued.
pub(crate) fn use_for(
    app: &App,
    tx: &WriteTx<'_>,
    invoice: &Invoice,
    settlement: Settlement,
) -> Result<Settlement, AppError> {
    let grants = tx
        .credit_grants()
        .with_rest(invoice.customer_id(), invoice.currency())?;
    if grants.is_empty() {
        return Ok(settlement);
    }
    let terms = EntryTerms {
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
        posted_on: invoice.issued_on(),
        recorded_at: invoice.issued_at(),
    };
    let Some(used) = apply_credit(grants, invoice, &settlement, terms)? else {
        return Ok(settlement);
    };
    let CreditUse {
        settlement,
        grants,
        movements,
        entry,
    } = used;
    for grant in &grants {
        tx.credit_grants_mut().put(grant)?;
    }
    for movement in &movements {
        tx.credit_movements_mut().append(movement)?;
    }
    tx.invoices_mut().settle(invoice, &settlement)?;
    tx.journal_entries_mut().append(&entry)?;
    Ok(settlement)
}

/// What an invoice of a day would use, by the rule that issuing it follows.
pub(crate) fn would_use(
    tx: &ReadTx<'_>,
    customer: &CustomerId,
    due: Money,
    on: NaiveDate,
) -> Result<Money, AppError> {
    let grants = tx.credit_grants().with_rest(customer, due.currency())?;
    Ok(draw_down(&grants, due, on)?.total)
}

/// Takes all prepaid credit off an invoice that is about to be voided. Where a grant has ended
/// meanwhile, what comes back to it ends with it.
pub(crate) fn give_back(app: &App, tx: &WriteTx<'_>, id: &InvoiceId) -> Result<(), AppError> {
    let Issued {
        invoice,
        settlement,
    } = load_issued(tx, id)?;
    let on = local_date(app.now(), &load(tx)?.timezone);
    let terms = EntryTerms {
        entry_id: JournalEntryId::from_ulid(app.new_ulid()),
        posted_on: on.max(invoice.issued_on()),
        recorded_at: app.now(),
    };
    let Some((settlement, parts, entry)) = take_off(&invoice, &settlement, terms)? else {
        return Ok(());
    };
    tx.invoices_mut().settle(&invoice, &settlement)?;
    tx.journal_entries_mut().append(&entry)?;
    keep_returned(app, tx, (&invoice, &parts), &entry)
}

/// Puts back what an invoice gave back by an entry: that of its void or of a credit note.
pub(crate) fn keep_returned(
    app: &App,
    tx: &WriteTx<'_>,
    (invoice, parts): (&Invoice, &[AppliedCredit]),
    entry: &JournalEntry,
) -> Result<(), AppError> {
    for part in parts {
        let grant = put_back(load_grant(tx, &part.grant_id)?, part)?;
        tx.credit_grants_mut().put(&grant)?;
        tx.credit_movements_mut()
            .append(&returned(invoice.id(), part, entry))?;
        end(app, tx, grant, entry.posted_on())?;
    }
    Ok(())
}

/// What each grant paid of an invoice, by name.
pub(crate) fn parts_to_dto(
    tx: &ReadTx<'_>,
    parts: &[AppliedCredit],
) -> Result<Vec<AppliedCreditDto>, AppError> {
    let part = |part: &AppliedCredit| {
        let grant = load_grant(tx, &part.grant_id)?;
        Ok(AppliedCreditDto {
            grant_id: part.grant_id.to_string(),
            name: grant.granted.name,
            category: part.category.as_str().to_owned(),
            amount: part.amount.into(),
        })
    };
    parts.iter().map(part).collect()
}
