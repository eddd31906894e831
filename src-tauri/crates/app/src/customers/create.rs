//! `customers.create`: makes a customer.

use billing::ids::CustomerId;

use super::detail::of_customer;
use super::from_dto::{Identity, from_dto};
use crate::business::get::load;
use crate::context::App;
use crate::dto::customers::{CreateCustomerRequest, CustomerDetail};
use crate::error::AppError;

/// A name is enough; what is empty takes the business's terms.
pub fn create(app: &App, request: CreateCustomerRequest) -> Result<CustomerDetail, AppError> {
    app.write("customers.create", |tx| {
        let business = load(tx)?;
        let id = CustomerId::from_ulid(app.new_ulid());
        let identity = Identity {
            id,
            created_at: app.now(),
            archived_at: None,
        };

        let customer = from_dto(&request.customer, identity, &business)
            .map_err(|error| within(error, "customer"))?;

        tx.customers_mut().put(&customer)?;
        of_customer(app, tx, &customer)
    })
}

/// The error with its field's path as the request has it.
pub(super) fn within(mut error: AppError, part: &str) -> AppError {
    error.field = error.field.map(|field| format!("{part}.{field}"));
    error
}
