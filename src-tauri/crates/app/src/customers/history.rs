//! `customers.history`: one timeline of a customer's documents and changes.

use billing::ids::CustomerId;
use store::ReadTx;
use store::table::credit_notes::{CreditNoteFilter, CreditNoteQuery};
use store::table::invoice_list::{InvoiceFilter, InvoiceListRow, InvoiceQuery};
use store::table::payments::{PaymentFilter, PaymentListRow, PaymentQuery};

use super::detail::load_customer;
use crate::audit::timeline;
use crate::context::App;
use crate::credit_grants::history as prepaid;
use crate::dto::customers::{Timeline, TimelineEntry};
use crate::dto::lists::IdRequest;
use crate::error::AppError;

/// More of each kind than anybody reads at once.
const MOST: u32 = 500;

/// Invoices, payments, credit notes, prepaid credit and edits, newest first.
pub fn history(app: &App, request: IdRequest) -> Result<Timeline, AppError> {
    app.read(|tx| {
        let id = load_customer(tx, &request.id)?.id;
        let mut entries = timeline::of_subject(tx, "customer", id.as_str())?;
        entries.extend(invoices(tx, &id)?);
        entries.extend(payments(tx, &id)?);
        entries.extend(credit_notes(tx, &id)?);
        entries.extend(prepaid::of_customer(tx, &id)?);
        // Instants are all written alike, in UTC, so that they sort as texts.
        entries.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(Timeline { entries })
    })
}

fn invoices(tx: &ReadTx<'_>, id: &CustomerId) -> Result<Vec<TimelineEntry>, AppError> {
    let filter = InvoiceFilter {
        customer: Some(id.clone()),
        ..InvoiceFilter::default()
    };
    let query = InvoiceQuery {
        filter,
        limit: MOST,
        ..InvoiceQuery::default()
    };
    Ok(tx
        .invoices()
        .list(&query)?
        .rows
        .iter()
        .map(invoice)
        .collect())
}

fn invoice(row: &InvoiceListRow) -> TimelineEntry {
    let at = match row.issued_on {
        Some(on) if row.number.is_some() => day(on),
        _ => row.updated_at.to_rfc3339(),
    };
    let title = match &row.number {
        Some(number) => format!("Invoice {number} issued"),
        None => "Invoice drafted".to_owned(),
    };
    TimelineEntry {
        at,
        kind: "invoice".to_owned(),
        title,
        detail: row.status.as_str().to_owned(),
        amount: Some(row.total.into()),
        subject_id: Some(row.id.to_string()),
        actor: String::new(),
    }
}

fn payments(tx: &ReadTx<'_>, id: &CustomerId) -> Result<Vec<TimelineEntry>, AppError> {
    let filter = PaymentFilter {
        customer: Some(id.clone()),
        ..PaymentFilter::default()
    };
    let query = PaymentQuery {
        filter,
        limit: MOST,
        ..PaymentQuery::default()
    };
    Ok(tx
        .payments()
        .list(&query)?
        .rows
        .iter()
        .map(payment)
        .collect())
}

fn payment(row: &PaymentListRow) -> TimelineEntry {
    let payment = &row.payment;
    let of = row
        .invoice_number
        .as_ref()
        .map(|number| format!(" for {number}"));
    let state = if payment.reversed_at.is_some() {
        "Reversed payment"
    } else {
        "Payment"
    };
    TimelineEntry {
        at: day(payment.received_on),
        kind: "payment".to_owned(),
        title: format!("{state}{}", of.unwrap_or_default()),
        detail: payment.reference.clone(),
        amount: Some(payment.amount.into()),
        subject_id: payment.invoice_id.as_ref().map(ToString::to_string),
        actor: String::new(),
    }
}

fn credit_notes(tx: &ReadTx<'_>, id: &CustomerId) -> Result<Vec<TimelineEntry>, AppError> {
    let filter = CreditNoteFilter {
        customer: Some(id.clone()),
        ..CreditNoteFilter::default()
    };
    let query = CreditNoteQuery {
        filter,
        limit: MOST,
        ..CreditNoteQuery::default()
    };
    let rows = tx.credit_notes().list(&query)?.rows.into_iter();
    Ok(rows
        .map(|row| TimelineEntry {
            at: day(row.credit_note.issued_on),
            kind: "credit_note".to_owned(),
            title: format!(
                "Credit note {} for {}",
                row.credit_note.number, row.invoice_number
            ),
            detail: row.credit_note.reason_text.clone(),
            amount: Some(row.credit_note.total.into()),
            subject_id: Some(row.credit_note.id.to_string()),
            actor: String::new(),
        })
        .collect())
}

/// A day as an instant: its start, in UTC.
fn day(on: chrono::NaiveDate) -> String {
    on.and_time(chrono::NaiveTime::MIN).and_utc().to_rfc3339()
}
