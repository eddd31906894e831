//! Shows how subscriptions are billed.

use store::ReadTx;

use crate::context::App;
use crate::dto::billing_runs::BillingSettingsDto;
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// The one stored value that holds them all.
pub(crate) const NAME: &str = "billing";

/// The settings, with the standard where the person chose nothing.
pub fn get(app: &App, _request: Nothing) -> Result<BillingSettingsDto, AppError> {
    app.read(load)
}

pub(crate) fn load(tx: &ReadTx<'_>) -> Result<BillingSettingsDto, AppError> {
    let stored = tx.settings().get(NAME)?;
    let read = stored.and_then(|value| serde_json::from_value(value).ok());
    Ok(read.unwrap_or_else(standard))
}

/// Nothing is billed before a person asked for it, and then it is issued.
pub(crate) fn standard() -> BillingSettingsDto {
    BillingSettingsDto {
        automatic: false,
        mode: "issue".into(),
        review_days: 3,
        grouped: false,
        reminder_days: 7,
    }
}
