//! `calc proration`: the part of a price that is for a part of a period.

use billing::money::Rounding;
use billing::subscription::{ProrationError, prorate};
use serde_json::{Value, json};

use super::fields::{Fields, broken};
use super::moments::{moment, period};
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "price",
    "currency",
    "period_start",
    "period_end",
    "from",
    "to",
    "convention",
    "timezone",
];

/// Answers one line.
pub fn proration(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let currency = fields.currency()?;
    let price = fields.required_decimal("price")?;
    let period = period(&fields)?;
    let (from, to) = (moment(&fields, "from")?, moment(&fields, "to")?);
    let fraction = period.part(from, to).map_err(|error| {
        let field = match &error {
            ProrationError::OutsidePeriod { at, .. } if *at == from => "from",
            _ => "to",
        };
        broken("impossible_proration", &error, field)
    })?;
    let amount = prorate(price, fraction, currency, Rounding::HalfUp)
        .map_err(|error| broken("amount_too_large", &error, "price"))?;
    Ok(json!({
        "amount": amount.to_major_string(),
        "fraction": fraction.to_string(),
        "steps": [
            {"label": format!("Units from {} to {}", period.start(), period.end()),
             "value": fraction.whole.to_string()},
            {"label": format!("Units from {from} to {to}"), "value": fraction.part.to_string()},
            {"label": format!("{price} × {fraction}, rounded"), "value": amount.to_string()},
        ],
    }))
}
