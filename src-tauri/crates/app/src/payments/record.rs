//! `payments.record`: money that came in for an invoice, with its entry.

use billing::ids::{InvoiceId, JournalEntryId, PaymentId};
use billing::invoice::{Invoice, Settlement, amount_due, status};
use billing::ledger::{EntryTerms, JournalEntry};
use billing::money::Money;
use billing::payment::{Payment, ReceivedPayment, record as record_it};
use store::WriteTx;

use super::list::METHODS;
use crate::context::App;
use crate::dto::payments::{RecordPaymentRequest, RecordedPayment};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::invoices::stored::{Issued, load_issued};
use crate::listing::day;
use crate::subscriptions::paid::after_payment;

/// More than is due becomes credit that the customer holds.
pub fn record(app: &App, request: RecordPaymentRequest) -> Result<RecordedPayment, AppError> {
    let invoice_id = InvoiceId::parse(&request.invoice_id)
        .map_err(|error| AppError::from(error).at("invoice_id"))?;
    app.write("payments.record", |tx| {
        let Issued {
            invoice,
            settlement,
        } = load_issued(tx, &invoice_id)?;

        let received = received(app, &request, &invoice)?;
        let terms = EntryTerms {
            entry_id: JournalEntryId::from_ulid(app.new_ulid()),
            posted_on: received.received_on,
            recorded_at: app.now(),
        };
        let (payment, settlement, entry) = record_it(received, &invoice, &settlement, terms)?;

        save(tx, &invoice, &payment, &settlement, &entry)?;
        let standing = status(&invoice, &settlement)?;
        after_payment(app, tx, &invoice_id, standing)?;
        Ok(RecordedPayment {
            id: payment.id.to_string(),
            invoice_status: standing.as_str().to_owned(),
            amount_due: amount_due(&invoice, &settlement)?.into(),
            to_balance: payment.to_balance.into(),
        })
    })
}

fn received(
    app: &App,
    request: &RecordPaymentRequest,
    invoice: &Invoice,
) -> Result<ReceivedPayment, AppError> {
    let amount = Money::parse(&request.amount, invoice.currency())
        .map_err(|error| AppError::from(error).at("amount"))?;
    Ok(ReceivedPayment {
        id: PaymentId::from_ulid(app.new_ulid()),
        customer_id: invoice.customer_id().clone(),
        amount,
        method: from_word(&request.method, "method", METHODS)?,
        reference: request.reference.trim().to_owned(),
        received_on: day(&request.received_on, "received_on")?,
        note: request.note.trim().to_owned(),
    })
}

fn save(
    tx: &WriteTx<'_>,
    invoice: &Invoice,
    payment: &Payment,
    settlement: &Settlement,
    entry: &JournalEntry,
) -> Result<(), AppError> {
    tx.payments_mut().record(payment)?;
    tx.invoices_mut().settle(invoice, settlement)?;
    tx.journal_entries_mut().append(entry)?;
    if payment.to_balance.is_positive() {
        tx.customers_mut()
            .add_credit(&payment.customer_id, payment.to_balance)?;
    }
    Ok(())
}
