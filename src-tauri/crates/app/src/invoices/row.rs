//! An invoice or draft as a row of a list.

use billing::customer::Customer;
use billing::invoice::{
    DraftInvoice, Invoice, InvoiceStatus, Settlement, Totals, amount_due, is_past_due, status,
};
use billing::money::Money;
use chrono::NaiveDate;
use store::table::invoice_list::InvoiceListRow;

use crate::dto::invoices::InvoiceRow;
use crate::error::AppError;

/// A row that the store listed.
pub(crate) fn of_list(row: &InvoiceListRow, today: NaiveDate) -> InvoiceRow {
    let is_open = row.status == InvoiceStatus::Open;
    InvoiceRow {
        id: row.id.to_string(),
        number: row.number.clone(),
        customer_id: row.customer_id.as_ref().map(ToString::to_string),
        customer_name: row.customer_name.clone(),
        status: row.status.as_str().to_owned(),
        past_due: is_open && row.due_on.is_some_and(|due_on| due_on < today),
        issued_on: row.issued_on.map(|on| on.to_string()),
        due_on: row.due_on.map(|on| on.to_string()),
        total: row.total.into(),
        amount_due: row.due.into(),
        reference: row.reference.clone(),
        updated_at: row.updated_at.to_rfc3339(),
    }
}

/// An issued invoice.
pub(crate) fn of_invoice(
    invoice: &Invoice,
    settlement: &Settlement,
    today: NaiveDate,
) -> Result<InvoiceRow, AppError> {
    Ok(InvoiceRow {
        id: invoice.id().to_string(),
        number: Some(invoice.number().to_owned()),
        customer_id: Some(invoice.customer_id().to_string()),
        customer_name: invoice.customer().name.clone(),
        status: status(invoice, settlement)?.as_str().to_owned(),
        past_due: is_past_due(invoice, settlement, today)?,
        issued_on: Some(invoice.issued_on().to_string()),
        due_on: Some(invoice.due_on().to_string()),
        total: invoice.totals().total.into(),
        amount_due: amount_due(invoice, settlement)?.into(),
        reference: invoice.content().reference.clone(),
        updated_at: invoice.issued_at().to_rfc3339(),
    })
}

/// A draft, with the totals it has so far.
pub(crate) fn of_draft(
    draft: &DraftInvoice,
    customer: Option<&Customer>,
    totals: Option<&Totals>,
) -> InvoiceRow {
    let nothing = Money::zero(draft.currency);
    InvoiceRow {
        id: draft.id.to_string(),
        number: None,
        customer_id: customer.map(|customer| customer.id.to_string()),
        customer_name: customer
            .map(|customer| customer.name.clone())
            .unwrap_or_default(),
        status: InvoiceStatus::Draft.as_str().to_owned(),
        past_due: false,
        issued_on: draft.issue_on.map(|on| on.to_string()),
        due_on: None,
        total: totals.map_or(nothing, |totals| totals.total).into(),
        amount_due: nothing.into(),
        reference: draft.reference.clone(),
        updated_at: draft.updated_at.to_rfc3339(),
    }
}
