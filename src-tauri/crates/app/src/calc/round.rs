//! `calc round`: a decimal becomes an amount of a currency, by a named rounding.

use billing::money::{Money, Rounding};
use serde_json::{Value, json};

use super::fields::{Fields, broken};
use crate::error::AppError;

/// Answers one line.
pub fn round(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", &["amount", "currency", "mode"])?;
    let currency = fields.currency()?;
    let exact = fields.required_decimal("amount")?;
    let rounding = fields.rounding("mode")?;
    let amount = Money::from_decimal(exact, currency, rounding)
        .map_err(|error| broken("amount_too_large", &error, "amount"))?;
    Ok(json!({
        "amount": amount.to_major_string(),
        "steps": [
            {"label": "Amount", "value": exact.to_string()},
            {"label": format!("{} to {} decimals", words(rounding), currency.exponent()),
             "value": amount.to_string()},
        ],
    }))
}

fn words(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "Rounded, a half away from zero,",
        Rounding::HalfEven => "Rounded, a half to the even digit,",
        Rounding::Up => "Rounded away from zero",
        Rounding::Down => "Rounded towards zero",
    }
}
