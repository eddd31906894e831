//! `customers.delete`: removes a customer without issued documents; it can be restored.

use billing::ids::CustomerId;
use billing::invoice::InvoiceStatus;
use store::WriteTx;
use store::table::invoice_list::{InvoiceFilter, InvoiceQuery};

use super::detail::{load_customer, of_customer};
use crate::context::App;
use crate::dto::lists::{IdRequest, IdResponse};
use crate::error::AppError;

/// The customer's drafts go with it.
pub fn delete(app: &App, request: IdRequest) -> Result<IdResponse, AppError> {
    app.write("customers.delete", |tx| {
        let customer = load_customer(tx, &request.id)?;
        if !of_customer(app, tx, &customer)?.can_delete {
            return Err(AppError::new(
                "customer_has_documents",
                format!(
                    "{} has issued documents, which have to be kept.",
                    customer.name
                ),
                "Archive the customer instead; nothing was changed.",
            )
            .at("id"));
        }
        delete_drafts(tx, &customer.id)?;
        tx.customers_mut().delete(&customer.id)?;
        Ok(IdResponse {
            id: customer.id.to_string(),
        })
    })
}

fn delete_drafts(tx: &WriteTx<'_>, id: &CustomerId) -> Result<(), AppError> {
    let filter = InvoiceFilter {
        customer: Some(id.clone()),
        statuses: vec![InvoiceStatus::Draft],
        ..InvoiceFilter::default()
    };
    let query = InvoiceQuery {
        filter,
        limit: u32::MAX,
        ..InvoiceQuery::default()
    };
    for draft in tx.invoices().list(&query)?.rows {
        tx.deleted_drafts_mut().delete(&draft.id)?;
    }
    Ok(())
}
