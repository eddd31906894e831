//! Puts a person's rate into the tax tables: a new one from a day on, or another in its place.

use billing::tax::{DatedRate, RateSchedule, STANDARD, country_code};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use store::ReadTx;

use super::ground::table;
use crate::context::App;
use crate::dto::lists::Done;
use crate::dto::tax::SaveTableRateRequest;
use crate::error::AppError;

/// Issued invoices keep the rates that they were issued with.
pub fn save_rate(app: &App, request: SaveTableRateRequest) -> Result<Done, AppError> {
    app.write("tax_tables.save_rate", |tx| {
        let schedule = from_dto(tx, &request)?;
        tx.tax_overrides_mut().put(&schedule)?;
        Ok(Done {})
    })
}

fn from_dto(tx: &ReadTx<'_>, dto: &SaveTableRateRequest) -> Result<RateSchedule, AppError> {
    let jurisdiction = jurisdiction(&dto.jurisdiction)?;
    let category = or_else(&dto.category, STANDARD);
    let rate_pct = Decimal::from_str_exact(dto.rate_pct.trim()).map_err(|_| {
        refused(
            "rate_pct",
            &dto.rate_pct,
            "Write the percentage like 19 or 7.5.",
        )
    })?;
    let usual = table(tx)?
        .schedules()
        .find(|known| known.jurisdiction == jurisdiction)
        .map_or_else(|| "VAT".to_owned(), |known| known.tax.clone());
    let schedule = RateSchedule {
        jurisdiction,
        tax: or_else(&dto.tax, &usual),
        category: category.to_lowercase(),
        note: String::new(),
        history: vec![DatedRate {
            from: day(&dto.from)?,
            rate_pct,
        }],
    };
    let possible = schedule.validate();
    possible.map_err(|_| refused("rate_pct", &dto.rate_pct, "Give 0 to 100."))?;
    Ok(schedule)
}

fn or_else(text: &str, otherwise: &str) -> String {
    match text.trim() {
        "" => otherwise.to_owned(),
        text => text.to_owned(),
    }
}

/// A country, or a country and a part of it.
fn jurisdiction(text: &str) -> Result<String, AppError> {
    let code = text.trim().to_uppercase();
    let (country, part) = code.split_once('-').unwrap_or((&code, ""));
    let country = country_code(country);
    if !billing::customer::is_country(&country) {
        return Err(refused(
            "jurisdiction",
            text,
            "Give a country like DE, or a part like CA-QC.",
        ));
    }
    Ok(match part {
        "" => country,
        part => format!("{country}-{part}"),
    })
}

pub(super) fn day(text: &str) -> Result<NaiveDate, AppError> {
    let parsed = text.trim().parse();
    parsed.map_err(|_| refused("from", text, "Write the day like 2027-01-01."))
}

fn refused(field: &str, value: &str, fix: &str) -> AppError {
    let message = format!("\"{value}\" cannot be {field} of a tax rate; nothing was changed.");
    AppError::new("tax_rate_invalid", message, fix).at(field)
}
