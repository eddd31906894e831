//! Which subscriptions have an invoice that was not paid in time.

use billing::ids::SubscriptionId;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::invoice_list::{InvoiceFilter, InvoiceQuery};

use crate::error::AppError;
use crate::subscriptions::paid::billed_by;

/// More past-due invoices than this are looked at by the next run.
const MOST: u32 = 10_000;

/// Each once.
pub(crate) fn subscriptions(
    tx: &ReadTx<'_>,
    today: NaiveDate,
) -> Result<Vec<SubscriptionId>, AppError> {
    let query = InvoiceQuery {
        filter: InvoiceFilter {
            past_due_on: Some(today),
            ..InvoiceFilter::default()
        },
        limit: MOST,
        ..InvoiceQuery::default()
    };
    let mut ids = Vec::new();
    for row in tx.invoices().list(&query)?.rows {
        ids.extend(billed_by(tx, &row.id)?);
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}
