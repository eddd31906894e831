//! A meter from what a person typed, checked, each fault at its field.

use billing::ids::{MeterId, ProductId};
use billing::usage::{Aggregation, Meter, Reset, UnitCost, UsageRounding};
use rust_decimal::Decimal;

use crate::dto::meters::{SaveMeterRequest, UnitCostDto};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::listing::required;

const AGGREGATIONS: &str = "sum, count, max, last, unique_count, weighted";
const RESETS: &str = "each_period, never";
const ROUNDINGS: &str = "half_up, half_even, up, down";
/// Enough for any unit, and a quantity still fits.
const MOST_DECIMALS: u8 = 9;
const USUAL_DECIMALS: u8 = 6;
const LONGEST_KEY: usize = 64;

pub fn from_dto(dto: &SaveMeterRequest, id: MeterId) -> Result<Meter, AppError> {
    let product_id = dto.product_id.as_deref().filter(|id| !id.is_empty());
    let rounding = dto.rounding.as_ref().map(|rounding| {
        Ok::<_, AppError>(UsageRounding {
            decimals: decimals(rounding.decimals, "rounding.decimals")?,
            mode: from_word(&rounding.mode, "rounding.mode", ROUNDINGS)?,
        })
    });
    let costs = dto
        .costs
        .iter()
        .enumerate()
        .map(|(nth, cost)| unit_cost(nth, cost));
    Ok(Meter {
        id,
        key: key(&dto.key)?,
        name: required(&dto.name, "name")?,
        unit: dto.unit.trim().to_owned(),
        product_id: product_id.map(ProductId::parse).transpose()?,
        aggregation: choice(
            &dto.aggregation,
            Aggregation::Sum,
            "aggregation",
            AGGREGATIONS,
        )?,
        decimals: decimals(dto.decimals.unwrap_or(USUAL_DECIMALS), "decimals")?,
        rounding: rounding.transpose()?,
        reset: choice(&dto.reset, Reset::EachPeriod, "reset", RESETS)?,
        costs: costs.collect::<Result<_, _>>()?,
        archived: false,
    })
}

fn choice<T: serde::de::DeserializeOwned>(
    word: &str,
    standard: T,
    field: &str,
    choices: &str,
) -> Result<T, AppError> {
    match word.trim() {
        "" => Ok(standard),
        word => from_word(word, field, choices),
    }
}

fn decimals(decimals: u8, field: &str) -> Result<u8, AppError> {
    if decimals <= MOST_DECIMALS {
        return Ok(decimals);
    }
    Err(invalid(
        format!("{decimals} digits after the point are too many"),
        "Give 0 to 9.",
        field,
    ))
}

/// The words of plans and of the programs that send events: letters, digits, `_`, `-` and `.`.
fn key(text: &str) -> Result<String, AppError> {
    let key = required(text, "key")?;
    let fits = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-' | '.');
    if key.len() <= LONGEST_KEY && key.chars().all(fits) {
        return Ok(key);
    }
    Err(invalid(
        format!("\"{key}\" cannot be a meter's key"),
        "Use up to 64 letters, digits, underscores, dashes and points, like api_calls.",
        "key",
    ))
}

fn unit_cost(nth: usize, dto: &UnitCostDto) -> Result<UnitCost, AppError> {
    let field = format!("costs.{nth}.unit_cost");
    let cost: Option<Decimal> = dto.unit_cost.trim().parse().ok();
    let unit_cost = cost
        .filter(|cost| !cost.is_sign_negative())
        .ok_or_else(|| {
            let what = format!("\"{}\" is not what a unit costs", dto.unit_cost);
            invalid(what, "Write a number like 0.0125.", &field)
        })?;
    let operation = Some(dto.operation.trim()).filter(|name| !name.is_empty());
    Ok(UnitCost {
        operation: operation.map(str::to_owned),
        unit_cost,
    })
}

fn invalid(what: String, fix: &str, field: &str) -> AppError {
    AppError::new(
        "meter_invalid",
        format!("{what}; nothing was changed."),
        fix,
    )
    .at(field)
}
