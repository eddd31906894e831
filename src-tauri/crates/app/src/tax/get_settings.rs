//! Shows where the business is registered for tax.

use store::ReadTx;

use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::tax::TaxSettingsDto;
use crate::error::AppError;

/// The one stored value that holds them all.
pub(crate) const NAME: &str = "tax";

/// The settings; empty until they are filled in.
pub fn get_settings(app: &App, _request: Nothing) -> Result<TaxSettingsDto, AppError> {
    app.read(load)
}

pub(crate) fn load(tx: &ReadTx<'_>) -> Result<TaxSettingsDto, AppError> {
    let stored = tx.settings().get(NAME)?;
    let read = stored.and_then(|value| serde_json::from_value(value).ok());
    Ok(read.unwrap_or_default())
}
