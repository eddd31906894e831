//! Changes where the business is registered for tax; the next decision follows it.

use billing::customer::is_country;
use billing::tax::{country_code, subdivision};
use serde_json::Value;

use super::get_settings::NAME;
use crate::context::App;
use crate::dto::money::MoneyDto;
use crate::dto::tax::TaxSettingsDto;
use crate::error::AppError;

/// Saves all of them, after checking each.
pub fn update_settings(app: &App, request: TaxSettingsDto) -> Result<TaxSettingsDto, AppError> {
    let mut registrations = Vec::new();
    for (at, text) in request.registrations.iter().enumerate() {
        let code = registration(text, at)?;
        if !registrations.contains(&code) {
            registrations.push(code);
        }
    }
    if let Some(sales) = &request.eu_b2c_sales {
        in_euro("eu_b2c_sales.this_year", &sales.this_year)?;
        in_euro("eu_b2c_sales.last_year", &sales.last_year)?;
        if !(2015..=9999).contains(&sales.year) {
            let year = sales.year.to_string();
            return Err(refused(
                "eu_b2c_sales.year",
                &year,
                "Give a year like 2026.",
            ));
        }
    }
    let settings = TaxSettingsDto {
        registrations,
        ..request
    };
    let value = serde_json::to_value(&settings).unwrap_or(Value::Null);
    app.write("tax_settings.update", |tx| {
        Ok(tx.settings_mut().put(NAME, &value)?)
    })?;
    Ok(settings)
}

/// "DE", "US-NY", "CA-QC": a country, or a part of one.
fn registration(text: &str, at: usize) -> Result<String, AppError> {
    let (country, part) = text.trim().split_once('-').unwrap_or((text.trim(), ""));
    let country = country_code(country);
    let known = is_country(&country) || country == "XI";
    let code = match (country.as_str(), part) {
        // The United States have no tax of their own.
        ("US", "") => None,
        (_, "") => Some(country.clone()),
        ("US" | "CA", part) => subdivision(&country, part).map(|s| format!("{country}-{}", s.code)),
        (_, part) => Some(format!("{country}-{}", part.to_uppercase())),
    };
    code.filter(|_| known).ok_or_else(|| {
        let fix = "Give a country like DE, or a state or province like US-NY or CA-QC.";
        refused(&format!("registrations.{at}"), text, fix)
    })
}

fn in_euro(field: &str, amount: &MoneyDto) -> Result<(), AppError> {
    let fine = amount.currency == "EUR" && amount.minor.parse::<i64>().is_ok_and(|n| n >= 0);
    if fine {
        return Ok(());
    }
    let given = format!("{} {}", amount.minor, amount.currency);
    Err(refused(
        field,
        &given,
        "Give an amount in EUR, zero or more.",
    ))
}

fn refused(field: &str, value: &str, fix: &str) -> AppError {
    let message = format!("\"{value}\" cannot be {field}; nothing was changed.");
    AppError::new("setting_invalid", message, fix).at(field)
}
