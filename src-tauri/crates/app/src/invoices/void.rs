//! Closes an issued invoice without payment: voided as if it never was, or written off.

use billing::ids::{InvoiceId, JournalEntryId};
use billing::invoice::{
    CreditNote, Invoice, Settlement, VoidError, VoidTerms, mark_uncollectible as write_off,
    void as void_it,
};
use billing::ledger::JournalEntry;
use serde_json::{Value, json};

use super::detail::of_id;
use super::stored::{Issued, load_issued};
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::invoices::{CloseInvoiceRequest, InvoiceDetail};
use crate::error::AppError;
use crate::listing::required;

type Closed = Result<(Settlement, JournalEntry), VoidError>;
type Rule = fn(&Invoice, &Settlement, &[CreditNote], VoidTerms) -> Closed;

/// Voids an invoice on which nothing was paid or credited.
pub fn void(app: &App, request: CloseInvoiceRequest) -> Result<InvoiceDetail, AppError> {
    close(app, "invoices.void", request, void_it)
}

/// Writes off what is still due as a bad debt.
pub fn mark_uncollectible(
    app: &App,
    request: CloseInvoiceRequest,
) -> Result<InvoiceDetail, AppError> {
    let rule: Rule = |invoice, settlement, _, terms| write_off(invoice, settlement, terms);
    close(app, "invoices.mark_uncollectible", request, rule)
}

fn close(
    app: &App,
    action: &str,
    request: CloseInvoiceRequest,
    rule: Rule,
) -> Result<InvoiceDetail, AppError> {
    let id = InvoiceId::parse(&request.id)?;
    let reason = required(&request.reason, "reason")?;
    app.write(action, |tx| {
        let Issued {
            invoice,
            settlement,
        } = load_issued(tx, &id)?;
        let notes = tx.credit_notes().of_invoice(&id)?;
        let on = local_date(app.now(), &load(tx)?.timezone);

        let entry_id = JournalEntryId::from_ulid(app.new_ulid());
        let terms = VoidTerms {
            at: app.now(),
            on: on.max(invoice.issued_on()),
            entry_id,
        };
        let (settlement, entry) = rule(&invoice, &settlement, &notes, terms)?;

        tx.invoices_mut().settle(&invoice, &settlement)?;
        tx.journal_entries_mut().append(&entry)?;
        tx.audit(
            "invoice",
            id.as_str(),
            Value::Null,
            json!({"reason": reason}),
        );
        of_id(app, tx, &id)
    })
}
