//! `customers.update`: changes a customer; issued documents keep what they were issued with.

use super::create::{signed, within};
use super::detail::{load_customer, of_customer};
use super::from_dto::{Identity, from_dto};
use crate::business::get::load;
use crate::context::App;
use crate::dto::customers::{CustomerDetail, UpdateCustomerRequest};
use crate::error::AppError;

/// Replaces what is typed; id, age and archive stay.
pub fn update(app: &App, request: UpdateCustomerRequest) -> Result<CustomerDetail, AppError> {
    app.write("customers.update", |tx| {
        let before = load_customer(tx, &request.id)?;
        let business = load(tx)?;
        let identity = Identity {
            id: before.id.clone(),
            created_at: before.created_at,
            archived_at: before.archived_at,
        };

        let typed = signed(app, request.customer);
        let customer =
            from_dto(&typed, identity, &business).map_err(|error| within(error, "customer"))?;

        if customer != before {
            tx.customers_mut().put(&customer)?;
            crate::usage::zone::follow(tx, &before, &customer, &business.timezone)?;
        }
        of_customer(app, tx, &customer)
    })
}
