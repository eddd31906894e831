//! A tax rate from what a person typed, checked, each fault at its field.

use billing::ids::TaxRateId;
use billing::tax::{TaxRate, TaxRateError};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::dto::business::SaveTaxRateRequest;
use crate::dto::words::from_word;
use crate::error::AppError;

/// `archived_at` is when it was archived, where the request says that it is.
pub fn from_dto(
    dto: &SaveTaxRateRequest,
    id: TaxRateId,
    archived_at: DateTime<Utc>,
) -> Result<TaxRate, AppError> {
    let rate = TaxRate {
        id,
        name: dto.name.trim().to_owned(),
        rate_pct: percent(&dto.rate_pct)?,
        jurisdiction: dto.jurisdiction.trim().to_uppercase(),
        category: from_word(&dto.category, "category", "S, Z, E, AE, K, G, O")?,
        note: dto.note.trim().to_owned(),
        archived_at: dto.archived.then_some(archived_at),
    };
    rate.validate().map_err(|error| {
        AppError::new(
            "tax_rate_invalid",
            format!("The tax rate was not saved: {error}."),
            "Correct the field and save again; nothing was changed.",
        )
        .at(field(&error))
    })?;
    Ok(rate)
}

fn field(error: &TaxRateError) -> &'static str {
    match error {
        TaxRateError::NameMissing => "name",
        TaxRateError::RateOutOfRange { .. } => "rate_pct",
        TaxRateError::RateInUntaxedCategory { .. } => "category",
    }
}

fn percent(text: &str) -> Result<Decimal, AppError> {
    text.trim().parse().map_err(|_| {
        AppError::new(
            "number_unreadable",
            format!("\"{text}\" is not a number; nothing was changed."),
            "Write the percentage like 19 or 7.5.",
        )
        .at("rate_pct")
    })
}
