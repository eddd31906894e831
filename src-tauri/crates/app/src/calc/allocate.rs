//! `calc allocate`: an amount split by weights, so that the parts sum to the whole.

use billing::money::{AllocationError, Money, allocate as split};
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
        .map(|(at, value)| weight(value, &format!("weights.{at}")))
        .collect::<Result<_, _>>()?;
    let parts = split(whole, &weights).map_err(|error| {
        let field = match &error {
            AllocationError::NegativeWeight { weight } => {
                let at = weights.iter().position(|other| other == weight);
                at.map_or_else(|| "weights".to_owned(), |at| format!("weights.{at}"))
            }
            _ => "weights".to_owned(),
        };
        broken("cannot_allocate", &error, &field)
    })?;
    let steps = steps(whole, &weights, &parts);
    let parts: Vec<String> = parts.iter().map(|part| part.to_major_string()).collect();
    Ok(json!({"parts": parts, "steps": steps}))
}

/// Each part beside its weight, in order, then their sum.
fn steps(whole: Money, weights: &[Decimal], parts: &[Money]) -> Vec<Value> {
    let part = |(at, (weight, part)): (usize, (&Decimal, &Money))| {
        let label = format!("Part {}, weight {weight}", at.saturating_add(1));
        json!({"label": label, "value": part.to_string()})
    };
    let parts = weights.iter().zip(parts).enumerate().map(part);
    let sum = json!({"label": "Sum of the parts", "value": whole.to_string()});
    parts.chain([sum]).collect()
}

/// A weight is no amount: a JSON number with a point will do, by the digits that it is written in.
fn weight(value: &Value, path: &str) -> Result<Decimal, AppError> {
    match value {
        Value::Number(number) if number.is_f64() => {
            let written = number.to_string();
            decimal(&Value::String(written), path)
        }
        _ => decimal(value, path),
    }
}
