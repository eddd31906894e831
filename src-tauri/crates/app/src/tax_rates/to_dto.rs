//! A tax rate as the person edits it.

use billing::tax::TaxRate;

use crate::dto::business::TaxRateDto;
use crate::dto::words::figure;

/// The percentage without trailing zeros.
pub fn to_dto(rate: TaxRate) -> TaxRateDto {
    TaxRateDto {
        id: rate.id.to_string(),
        name: rate.name,
        rate_pct: figure(rate.rate_pct),
        jurisdiction: rate.jurisdiction,
        category: rate.category.code().to_owned(),
        note: rate.note,
        archived: rate.archived_at.is_some(),
    }
}
