//! Lists the tax rates, those in use first.

use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::business::TaxRateList;
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// Archived ones come last; each part by name.
pub fn list(app: &App, _request: Nothing) -> Result<TaxRateList, AppError> {
    app.read(|tx| {
        let mut rates = tx.tax_rates().list(true)?;
        rates.sort_by_key(|rate| rate.archived_at.is_some());
        Ok(TaxRateList {
            rows: rates.into_iter().map(to_dto).collect(),
        })
    })
}
