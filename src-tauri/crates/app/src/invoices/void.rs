//! Closes an issued invoice without payment: voided as if it never was, or written off.

use billing::ids::{InvoiceId, JournalEntryId};
use billing::invoice::{
    CreditNote, Invoice, Settlement, VoidError, mark_uncollectible as write_off, void as void_it,
};
use billing::ledger::{EntryTerms, JournalEntry};
use serde_json::{Value, json};
use store::WriteTx;

use super::detail::of_id;
use super::stored::{Issued, load_issued};
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::credit_grants::apply::give_back;
use crate::dto::invoices::{CloseInvoiceRequest, InvoiceDetail};
use crate::error::AppError;
use crate::listing::required;
use crate::subscriptions::paid;

type Closed = Result<(Settlement, JournalEntry), VoidError>;
type Rule = fn(&Invoice, &Settlement, &[CreditNote], EntryTerms) -> Closed;

/// Voids an invoice on which nothing was paid or credited; prepaid credit that it used goes back to
/// its grants. A subscription that it bills goes on:
/// its time counts as billed, and comes back neither as a bill nor as a credit.
pub fn void(app: &App, request: CloseInvoiceRequest) -> Result<InvoiceDetail, AppError> {
    let (id, reason) = read(&request)?;
    app.write("invoices.void", |tx| {
        give_back(app, tx, &id)?;
        close_in(app, tx, &id, &reason, void_it)?;
        paid::voided(app, tx, &id)?;
        of_id(app, tx, &id)
    })
}

/// Writes off what is still due as a bad debt.
pub fn mark_uncollectible(
    app: &App,
    request: CloseInvoiceRequest,
) -> Result<InvoiceDetail, AppError> {
    let (id, reason) = read(&request)?;
    app.write("invoices.mark_uncollectible", |tx| {
        give_up(app, tx, &id, &reason)?;
        of_id(app, tx, &id)
    })
}

fn read(request: &CloseInvoiceRequest) -> Result<(InvoiceId, String), AppError> {
    let id = InvoiceId::parse(&request.id)?;
    Ok((id, required(&request.reason, "reason")?))
}

/// The same within a larger change; says how the invoice stands then.
pub(crate) fn give_up(
    app: &App,
    tx: &WriteTx<'_>,
    id: &InvoiceId,
    reason: &str,
) -> Result<Settlement, AppError> {
    let rule: Rule = |invoice, settlement, _, terms| write_off(invoice, settlement, terms);
    close_in(app, tx, id, reason, rule)
}

fn close_in(
    app: &App,
    tx: &WriteTx<'_>,
    id: &InvoiceId,
    reason: &str,
    rule: Rule,
) -> Result<Settlement, AppError> {
    let Issued {
        invoice,
        settlement,
    } = load_issued(tx, id)?;
    let notes = tx.credit_notes().of_invoice(id)?;
    let on = local_date(app.now(), &load(tx)?.timezone);

    let entry_id = JournalEntryId::from_ulid(app.new_ulid());
    let terms = EntryTerms {
        entry_id,
        posted_on: on.max(invoice.issued_on()),
        recorded_at: app.now(),
    };
    let (settlement, entry) = rule(&invoice, &settlement, &notes, terms)?;

    tx.invoices_mut().settle(&invoice, &settlement)?;
    tx.journal_entries_mut().append(&entry)?;
    let after = json!({"reason": reason});
    tx.audit("invoice", id.as_str(), Value::Null, after);
    Ok(settlement)
}
