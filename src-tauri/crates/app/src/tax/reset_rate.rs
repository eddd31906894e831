//! Takes a person's rate out of the tax tables again.

use billing::tax::RateSchedule;

use super::save_rate::day;
use crate::context::App;
use crate::dto::lists::Done;
use crate::dto::tax::ResetTableRateRequest;
use crate::error::AppError;

/// The rate that comes with the product holds again, where there is one.
pub fn reset_rate(app: &App, request: ResetTableRateRequest) -> Result<Done, AppError> {
    let from = day(&request.from)?;
    let schedule = RateSchedule {
        jurisdiction: request.jurisdiction,
        tax: request.tax,
        category: request.category,
        note: String::new(),
        history: Vec::new(),
    };
    app.write("tax_tables.reset_rate", |tx| {
        if tx.tax_overrides_mut().remove(&schedule, from)? {
            return Ok(Done {});
        }
        let message = format!("No rate from {from} was put into the tables by hand.");
        Err(AppError::new(
            "tax_rate_not_changed",
            message,
            "Nothing was changed; the rates that come with Billfold stay as they are.",
        ))
    })
}
