//! `calc price`: what a quantity, or the amounts of events, cost by a price model.

use billing::money::Rounding;
use billing::pricing::{PriceError, PriceModel, PriceTerms, price as price_of, price_events};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::fields::{Fields, broken, decimal, longest_figure, steps, wrong};
use super::price_model::model;
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "currency",
    "quantity",
    "amounts",
    "model",
    "included",
    "commitment",
];

/// Answers one line.
pub fn price(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let terms = PriceTerms {
        currency: fields.currency()?,
        model: model(fields.required("model")?)?,
        included: fields.decimal("included")?.unwrap_or_default(),
        commitment: fields.decimal("commitment")?.unwrap_or_default(),
        rounding: Rounding::HalfUp,
    };
    let amounts = amounts(&fields, &terms)?;
    let priced = match &amounts {
        Some(amounts) => price_events(amounts, &terms),
        None => price_of(quantity(&fields, &terms)?, &terms),
    };
    let priced = priced.map_err(|error| {
        let field = match &error {
            PriceError::Overflow { .. } | PriceError::Money(_) => longest_figure(input, ""),
            _ => error.field(),
        };
        broken("impossible_price", &error, &field)
    })?;
    Ok(json!({
        "amount": priced.amount.to_major_string(),
        "exact": priced.exact.normalize().to_string(),
        "true_up": priced.true_up.to_major_string(),
        "steps": steps(&priced.explanation),
    }))
}

/// The amounts of events, where the input gives them.
fn amounts(fields: &Fields<'_>, terms: &PriceTerms) -> Result<Option<Vec<Decimal>>, AppError> {
    if fields.value("amounts").is_none() {
        return Ok(None);
    }
    if !terms.model.is_by_amounts() {
        let should = "is only for percentage and graduated_percentage; give quantity";
        return Err(wrong("amounts", should));
    }
    if fields.value("quantity").is_some() {
        return Err(wrong("amounts", "excludes quantity: give one of them"));
    }
    let amounts = fields.list("amounts")?.iter().enumerate();
    amounts
        .map(|(at, amount)| decimal(amount, &format!("amounts.{at}")))
        .collect::<Result<_, _>>()
        .map(Some)
}

/// The quantity; a flat price needs none.
fn quantity(fields: &Fields<'_>, terms: &PriceTerms) -> Result<Decimal, AppError> {
    match terms.model {
        PriceModel::Flat(_) => Ok(fields.decimal("quantity")?.unwrap_or(Decimal::ONE)),
        _ => fields.required_decimal("quantity"),
    }
}
