//! `payments.reverse`: takes back a payment that was recorded wrongly; both stay in the books.

use billing::ids::{InvoiceId, JournalEntryId, PaymentId};
use billing::ledger::EntryTerms;
use billing::money::Money;
use billing::payment::{Payment, reverse as reverse_it};
use serde_json::{Value, json};
use store::table::payments::PaymentListRow;
use store::{ReadTx, WriteTx};

use super::row;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::payments::{PaymentRow, ReversePaymentRequest};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::invoices::stored::{Issued, load_issued};
use crate::listing::required;

/// The invoice is due again; credit that came of the payment must still be there.
pub fn reverse(app: &App, request: ReversePaymentRequest) -> Result<PaymentRow, AppError> {
    let id = PaymentId::parse(&request.id)?;
    let reason = required(&request.reason, "reason")?;
    app.write("payments.reverse", |tx| {
        let (payment, invoice_id) = load_payment(tx, &id)?;
        let Issued {
            invoice,
            settlement,
        } = load_issued(tx, &invoice_id)?;
        let available = credit_of(tx, &payment)?;
        let on = local_date(app.now(), &load(tx)?.timezone);

        let terms = EntryTerms {
            entry_id: JournalEntryId::from_ulid(app.new_ulid()),
            posted_on: on.max(payment.received_on),
            recorded_at: app.now(),
        };
        let (payment, settlement, entry) =
            reverse_it(payment, &invoice, &settlement, available, terms)?;

        tx.payments_mut().mark_reversed(&payment)?;
        tx.invoices_mut().settle(&invoice, &settlement)?;
        tx.journal_entries_mut().append(&entry)?;
        take_credit_back(tx, &payment)?;
        tx.audit(
            "payment",
            id.as_str(),
            Value::Null,
            json!({"reason": reason}),
        );
        Ok(row::of_list(&PaymentListRow {
            customer_name: invoice.customer().name.clone(),
            invoice_number: Some(invoice.number().to_owned()),
            payment,
        }))
    })
}

fn load_payment(tx: &ReadTx<'_>, id: &PaymentId) -> Result<(Payment, InvoiceId), AppError> {
    let payment = tx
        .payments()
        .get(id)?
        .ok_or_else(|| not_found("payment", id.as_str()))?;
    match payment.invoice_id.clone() {
        Some(invoice_id) => Ok((payment, invoice_id)),
        None => Err(not_found("invoice", "of this payment")),
    }
}

/// The credit that the customer holds in the payment's currency.
fn credit_of(tx: &ReadTx<'_>, payment: &Payment) -> Result<Money, AppError> {
    let currency = payment.amount.currency();
    let totals = tx.customers().totals(&payment.customer_id)?;
    let credit = totals.iter().map(|totals| totals.credit);
    Ok(credit
        .into_iter()
        .find(|c| c.currency() == currency)
        .unwrap_or(Money::zero(currency)))
}

fn take_credit_back(tx: &WriteTx<'_>, payment: &Payment) -> Result<(), AppError> {
    if payment.to_balance.is_positive() {
        let taken = payment.to_balance.try_neg()?;
        tx.customers_mut().add_credit(&payment.customer_id, taken)?;
    }
    Ok(())
}
