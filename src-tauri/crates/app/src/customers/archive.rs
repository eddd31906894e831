//! Archives a customer, and brings back one that was archived or deleted.

use billing::customer::Customer;
use billing::ids::{CustomerId, InvoiceId};
use store::table::audit_entries::AuditQuery;
use store::{AuditEntry, WriteTx};

use super::detail::{load_customer, of_customer};
use crate::context::App;
use crate::dto::customers::CustomerDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;
use crate::error_from::not_found;

/// Takes the customer out of the usual lists; documents stay.
pub fn archive(app: &App, request: IdRequest) -> Result<CustomerDetail, AppError> {
    app.write("customers.archive", |tx| {
        let mut customer = load_customer(tx, &request.id)?;
        if customer.archived_at.is_none() {
            customer.archived_at = Some(app.now());
            tx.customers_mut().put(&customer)?;
        }
        of_customer(app, tx, &customer)
    })
}

/// Brings the customer back, a deleted one with the drafts that were deleted with it.
pub fn restore(app: &App, request: IdRequest) -> Result<CustomerDetail, AppError> {
    let id = CustomerId::parse(&request.id)?;
    app.write("customers.restore", |tx| {
        let (mut customer, deletion) = match tx.customers().get(&id)? {
            Some(customer) => (customer, None),
            None => deleted(tx, &id)?,
        };
        let was_archived = customer.archived_at.take().is_some();
        if was_archived || deletion.is_some() {
            tx.customers_mut().put(&customer)?;
        }
        if let Some(deletion) = deletion {
            restore_drafts(tx, &deletion)?;
        }
        of_customer(app, tx, &customer)
    })
}

/// The customer as the audit log has it from before its deletion.
fn deleted(tx: &WriteTx<'_>, id: &CustomerId) -> Result<(Customer, Option<AuditEntry>), AppError> {
    let query = AuditQuery {
        subject: Some(("customer".to_owned(), id.to_string())),
        action: Some("customers.delete".to_owned()),
        limit: 1,
        ..AuditQuery::default()
    };
    let deletion = tx.audit_entries().list(&query)?.0.into_iter().next();
    let before = deletion.as_ref().and_then(|entry| {
        let change = entry
            .changes
            .iter()
            .find(|change| change.kind == "customer")?;
        serde_json::from_value(change.before.clone()).ok()
    });
    let customer = before.ok_or_else(|| not_found("customer", id.as_str()))?;
    Ok((customer, deletion))
}

fn restore_drafts(tx: &WriteTx<'_>, deletion: &AuditEntry) -> Result<(), AppError> {
    for change in deletion
        .changes
        .iter()
        .filter(|change| change.kind == "invoice")
    {
        tx.deleted_drafts_mut()
            .restore(&InvoiceId::parse(&change.id)?)?;
    }
    Ok(())
}
