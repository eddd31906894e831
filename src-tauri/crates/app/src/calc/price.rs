//! `calc price`: what a quantity costs by a price model.

use billing::money::Rounding;
use billing::pricing::{Flat, PerUnit, PriceModel, PriceTerms, price as price_of};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::fields::{Fields, broken, steps, wrong};
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "currency",
    "quantity",
    "amounts",
    "model",
    "included",
    "commitment",
];
/// In the contract, and not built yet.
const LATER: &[&str] = &[
    "package",
    "tiered_graduated",
    "tiered_volume",
    "percentage",
    "graduated_percentage",
];

/// Answers one line.
pub fn price(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let currency = fields.currency()?;
    let model = model(fields.required("model")?)?;
    if fields.has("amounts") {
        return Err(wrong(
            "amounts",
            "is only for percentage models; give quantity",
        ));
    }
    let quantity = match model {
        PriceModel::Flat(_) => fields.decimal("quantity")?.unwrap_or(Decimal::ONE),
        PriceModel::PerUnit(_) => fields.required_decimal("quantity")?,
    };
    let terms = PriceTerms {
        currency,
        model,
        included: fields.decimal("included")?.unwrap_or_default(),
        commitment: fields.decimal("commitment")?.unwrap_or_default(),
        rounding: Rounding::HalfUp,
    };
    let priced = price_of(quantity, &terms)
        .map_err(|error| broken("impossible_price", &error, "quantity"))?;
    Ok(json!({
        "amount": priced.amount.to_major_string(),
        "exact": priced.exact.normalize().to_string(),
        "true_up": priced.true_up.to_major_string(),
        "steps": steps(&priced.explanation),
    }))
}

fn model(value: &Value) -> Result<PriceModel, AppError> {
    let kind = value.get("type").and_then(Value::as_str);
    match kind {
        Some("flat") => {
            let fields = Fields::read(value, "model", &["type", "amount"])?;
            Ok(PriceModel::Flat(Flat {
                amount: fields.required_decimal("amount")?,
            }))
        }
        Some("per_unit") => {
            let fields = Fields::read(value, "model", &["type", "unit_amount"])?;
            let unit_amount = fields.required_decimal("unit_amount")?;
            Ok(PriceModel::PerUnit(PerUnit { unit_amount }))
        }
        Some(later) if LATER.contains(&later) => Err(AppError::new(
            "not_available_yet",
            format!("The price model {later} cannot be computed in this version yet."),
            "The models flat and per_unit can.",
        )
        .at("model.type")),
        _ => Err(wrong("model.type", "should be flat or per_unit")),
    }
}
