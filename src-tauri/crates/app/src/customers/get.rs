//! `customers.get`: one customer's page.

use super::detail::{load_customer, of_customer};
use crate::context::App;
use crate::dto::customers::CustomerDetail;
use crate::dto::lists::IdRequest;
use crate::error::AppError;

/// With what is owed and the newest invoices.
pub fn get(app: &App, request: IdRequest) -> Result<CustomerDetail, AppError> {
    app.read(|tx| of_customer(app, tx, &load_customer(tx, &request.id)?))
}
