//! What a payment, and its absence, does to the subscriptions that an invoice bills.

use billing::catalog::PlanBook;
use billing::ids::{InvoiceId, SubscriptionId};
use billing::invoice::InvoiceStatus;
use billing::subscription::{
    Outcome, Subscription, SubscriptionState, forget_invoice, free_usage, payment_failed,
    payment_succeeded, restore_credits,
};
use chrono::NaiveDate;
use store::table::invoices::StoredInvoice;
use store::{ReadTx, WriteTx};

use super::credit;
use super::ground::Ground;
use super::owed::settle_owed;
use super::save::store;
use crate::context::App;
use crate::error::AppError;

/// An invoice was paid: what waited for that goes on.
pub(crate) fn settled(
    tx: &WriteTx<'_>,
    ground: &Ground,
    invoice: &InvoiceId,
) -> Result<(), AppError> {
    for id in billed_by(tx, invoice)? {
        let Some(sub) = tx.subscriptions().get(&id)? else {
            continue;
        };
        if waits(&sub) && !owes(tx, ground, &sub)? {
            let today = ground.today_in(&sub.terms.timezone);
            let book = tx.plan_versions().book_of(&sub)?;
            let outcome = payment_succeeded(&sub, today, &ground.basis_without_usage(&book))?;
            keep(tx, ground, &book, (&sub, &outcome))?;
        }
    }
    Ok(())
}

/// The same from a payment: most invoices are of no subscription, and nothing is read for them.
pub(crate) fn after_payment(
    app: &App,
    tx: &WriteTx<'_>,
    invoice: &InvoiceId,
    status: InvoiceStatus,
) -> Result<(), AppError> {
    if status != InvoiceStatus::Paid || billed_by(tx, invoice)?.is_empty() {
        return Ok(());
    }
    settled(tx, &Ground::load(app, tx)?, invoice)
}

/// Something is due longer than it should be.
pub(crate) fn not_paid(
    tx: &WriteTx<'_>,
    ground: &Ground,
    sub: &Subscription,
) -> Result<(), AppError> {
    let today = ground.today_in(&sub.terms.timezone);
    let book = tx.plan_versions().book_of(sub)?;
    let outcome = payment_failed(sub, today, &ground.basis_without_usage(&book))?;
    if outcome.subscription.state != sub.state {
        keep(tx, ground, &book, (sub, &outcome))?;
    }
    Ok(())
}

/// An invoice was voided: what it billed gives no credit later, and credits on it wait again, or
/// come back at once where the subscription is over.
pub(crate) fn voided(app: &App, tx: &WriteTx<'_>, invoice: &InvoiceId) -> Result<(), AppError> {
    let ids = billed_by(tx, invoice)?;
    if ids.is_empty() {
        return Ok(());
    }
    let ground = Ground::load(app, tx)?;
    tx.usage_billed_mut().free(invoice)?;
    for id in ids {
        if let Some(mut sub) = tx.subscriptions().get(&id)? {
            let book = tx.plan_versions().book_of(&sub)?;
            let replaces = sub.revision;
            forget_invoice(&mut sub, invoice);
            if let Some(StoredInvoice::Issued { invoice, .. }) = tx.invoices().get(invoice)? {
                restore_credits(&mut sub, invoice.lines());
                free_usage(&mut sub, invoice.lines())?;
            }
            // After the end no bill comes that they could wait for.
            let credits = settle_owed(tx, &mut sub)?;
            store(tx, &ground, &book, &sub, Some(replaces))?;
            credit::save(app, tx, &ground, (&sub.id, &credits))?;
        }
    }
    Ok(())
}

fn keep(
    tx: &WriteTx<'_>,
    ground: &Ground,
    book: &PlanBook,
    (before, outcome): (&Subscription, &Outcome),
) -> Result<(), AppError> {
    let sub = &outcome.subscription;
    store(tx, ground, book, sub, Some(before.revision))?;
    Ok(tx
        .subscription_events_mut()
        .append(&sub.id, &outcome.events)?)
}

fn waits(sub: &Subscription) -> bool {
    matches!(
        sub.state,
        SubscriptionState::Incomplete | SubscriptionState::PastDue | SubscriptionState::Unpaid
    )
}

/// Whether another invoice of it is past due.
fn owes(tx: &ReadTx<'_>, ground: &Ground, sub: &Subscription) -> Result<bool, AppError> {
    for billed in tx.billed_periods().of_subscription(&sub.id)? {
        if billed.status == InvoiceStatus::Open
            && due_on(tx, &billed.invoice_id)?.is_some_and(|due_on| due_on < ground.today())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn due_on(tx: &ReadTx<'_>, id: &InvoiceId) -> Result<Option<NaiveDate>, AppError> {
    Ok(match tx.invoices().get(id)? {
        Some(StoredInvoice::Issued { invoice, .. }) => Some(invoice.due_on()),
        Some(StoredInvoice::Draft(_)) | None => None,
    })
}

/// The subscriptions that an invoice bills, each once.
pub(crate) fn billed_by(
    tx: &ReadTx<'_>,
    invoice: &InvoiceId,
) -> Result<Vec<SubscriptionId>, AppError> {
    let claims = tx.billed_periods().of_invoice(invoice)?.into_iter();
    let mut ids: Vec<SubscriptionId> = claims.map(|claim| claim.subscription_id).collect();
    ids.sort();
    ids.dedup();
    Ok(ids)
}
