//! What a run cannot bill, with the reason and what mends it; the others are billed all the same.

use billing::customer::Customer;
use billing::ids::SubscriptionId;

use crate::dto::billing_runs::RunException;
use crate::error::AppError;
use crate::error_from_billing::sentence;

/// An error of one subscription as a row of the report.
pub(crate) fn of(customer: &Customer, id: &SubscriptionId, error: &AppError) -> RunException {
    let fix = match error.code.as_str() {
        "price_missing" => "Publish a version of the plan with that price, and move it there.",
        _ => error.fix.as_str(),
    };
    RunException {
        subscription_id: id.to_string(),
        customer_id: customer.id.to_string(),
        customer_name: customer.name.clone(),
        code: error.code.clone(),
        reason: error.message.clone(),
        fix: fix.to_owned(),
    }
}

/// An archived or incomplete customer gets no invoice; said before any number is taken.
pub(crate) fn check_customer(customer: &Customer) -> Result<(), AppError> {
    if customer.archived_at.is_some() {
        return Err(AppError::new(
            "customer_archived",
            format!("{} is archived, so nothing was billed.", customer.name),
            "Restore the customer, or end the subscription.",
        ));
    }
    customer.validate().map_err(|error| {
        AppError::new(
            "customer_incomplete",
            format!("{} Nothing was billed.", sentence(&error)),
            "Complete the customer's page.",
        )
    })
}

/// Whether the ledger itself is at fault, so that going on makes no sense.
pub(crate) fn is_fatal(error: &AppError) -> bool {
    matches!(
        error.code.as_str(),
        "disk_full"
            | "ledger_busy"
            | "ledger_damaged"
            | "ledger_unusable"
            | "ledger_refused"
            | "ledger_locked"
            | "no_ledger"
            | "business_incomplete"
            | "number_missing"
    )
}
