//! `customers.create`: makes a customer.

use billing::ids::CustomerId;

use super::detail::of_customer;
use super::from_dto::{Identity, from_dto};
use crate::business::get::load;
use crate::context::App;
use crate::dto::customers::{CreateCustomerRequest, CustomerDetail, CustomerDto};
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

        let typed = signed(app, request.customer);
        let customer =
            from_dto(&typed, identity, &business).map_err(|error| within(error, "customer"))?;

        tx.customers_mut().put(&customer)?;
        of_customer(app, tx, &customer)
    })
}

/// Checks of a VAT number that nobody put their name to are of the person who saves them.
pub(super) fn signed(app: &App, mut typed: CustomerDto) -> CustomerDto {
    let who = app.meta("customers").actor;
    let unsigned = typed.number_checks.iter_mut();
    for check in unsigned.filter(|check| check.noted_by.trim().is_empty()) {
        check.noted_by.clone_from(&who);
    }
    typed
}

/// The error with its field's path as the request has it.
pub(super) fn within(mut error: AppError, part: &str) -> AppError {
    error.field = error.field.map(|field| format!("{part}.{field}"));
    error
}
