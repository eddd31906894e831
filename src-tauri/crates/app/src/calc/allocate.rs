//! `calc allocate`: an amount split by weights, so that the parts sum to the whole.

use billing::money::allocate as split;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::fields::{Fields, broken, decimal};
use crate::error::AppError;

/// Answers one line.
pub fn allocate(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", &["amount", "currency", "weights"])?;
    let currency = fields.currency()?;
    let whole = fields.money("amount", currency)?;
    fields.required("weights")?;
    let weights: Vec<Decimal> = fields
        .list("weights")?
        .iter()
        .enumerate()
        .map(|(at, weight)| decimal(weight, &format!("weights.{at}")))
        .collect::<Result<_, _>>()?;
    let parts =
        split(whole, &weights).map_err(|error| broken("cannot_allocate", &error, "weights"))?;
    let steps: Vec<Value> = weights
        .iter()
        .zip(&parts)
        .map(|(weight, part)| {
            json!({"label": format!("weight {weight}"), "value": part.to_major_string()})
        })
        .collect();
    let parts: Vec<String> = parts.iter().map(|part| part.to_major_string()).collect();
    Ok(json!({"parts": parts, "steps": steps}))
}
