//! Reading a price model of `calc price`, one function a type, with errors that name the field.

use billing::pricing::{
    Flat, GraduatedPercentage, Package, PackageRounding, PerUnit, Percentage, PercentageTier,
    PriceModel, Tier, TieredGraduated, TieredVolume, ZeroUsage,
};
use rust_decimal::Decimal;
use serde_json::Value;

use super::fields::{Fields, wrong};
use crate::error::AppError;

/// The model in the field `model`.
pub fn model(value: &Value) -> Result<PriceModel, AppError> {
    if !value.is_object() {
        return Err(wrong("model", "should be an object with a type"));
    }
    match value.get("type").and_then(Value::as_str) {
        Some("flat") => flat(value),
        Some("per_unit") => per_unit(value),
        Some("package") => package(value),
        Some("tiered_graduated") => {
            let (tiers, zero_usage) = tiered(value)?;
            let graduated = TieredGraduated { tiers, zero_usage };
            Ok(PriceModel::TieredGraduated(graduated))
        }
        Some("tiered_volume") => {
            let (tiers, zero_usage) = tiered(value)?;
            Ok(PriceModel::TieredVolume(TieredVolume { tiers, zero_usage }))
        }
        Some("percentage") => percentage(value),
        Some("graduated_percentage") => graduated_percentage(value),
        _ => Err(wrong(
            "model.type",
            "should be flat, per_unit, package, tiered_graduated, tiered_volume, percentage or \
             graduated_percentage",
        )),
    }
}

fn flat(value: &Value) -> Result<PriceModel, AppError> {
    let fields = Fields::read(value, "model", &["type", "amount"])?;
    let amount = fields.required_decimal("amount")?;
    Ok(PriceModel::Flat(Flat { amount }))
}

fn per_unit(value: &Value) -> Result<PriceModel, AppError> {
    let fields = Fields::read(value, "model", &["type", "unit_amount"])?;
    let unit_amount = fields.required_decimal("unit_amount")?;
    Ok(PriceModel::PerUnit(PerUnit { unit_amount }))
}

fn package(value: &Value) -> Result<PriceModel, AppError> {
    let fields = Fields::read(value, "model", &["type", "size", "amount", "round"])?;
    let round = match fields.text("round")? {
        None | Some("up") => PackageRounding::Up,
        Some("down") => PackageRounding::Down,
        Some(_) => return Err(wrong("model.round", "should be up or down")),
    };
    Ok(PriceModel::Package(Package {
        size: fields.required_decimal("size")?,
        amount: fields.required_decimal("amount")?,
        round,
    }))
}

fn tiered(value: &Value) -> Result<(Vec<Tier>, ZeroUsage), AppError> {
    let fields = Fields::read(value, "model", &["type", "tiers", "zero_usage"])?;
    let zero_usage = match fields.text("zero_usage")? {
        None | Some("first_flat") => ZeroUsage::FirstFlat,
        Some("free") => ZeroUsage::Free,
        Some(_) => return Err(wrong("model.zero_usage", "should be first_flat or free")),
    };
    let tiers = rows(&fields, &["up_to", "unit_amount", "flat_amount"], |row| {
        Ok(Tier {
            up_to: up_to(row)?,
            unit_amount: amount_of(row, "unit_amount", "flat_amount")?,
            flat_amount: row.decimal("flat_amount")?.unwrap_or_default(),
        })
    })?;
    Ok((tiers, zero_usage))
}

fn graduated_percentage(value: &Value) -> Result<PriceModel, AppError> {
    let fields = Fields::read(value, "model", &["type", "tiers"])?;
    let tiers = rows(&fields, &["up_to", "rate_pct", "flat_amount"], |row| {
        Ok(PercentageTier {
            up_to: up_to(row)?,
            rate_pct: amount_of(row, "rate_pct", "flat_amount")?,
            flat_amount: row.decimal("flat_amount")?.unwrap_or_default(),
        })
    })?;
    Ok(PriceModel::GraduatedPercentage(GraduatedPercentage {
        tiers,
    }))
}

fn percentage(value: &Value) -> Result<PriceModel, AppError> {
    let known = [
        "type",
        "rate_pct",
        "fixed",
        "free_events",
        "free_amount",
        "min",
        "max",
    ];
    let fields = Fields::read(value, "model", &known)?;
    Ok(PriceModel::Percentage(Percentage {
        rate_pct: fields.required_decimal("rate_pct")?,
        fixed: fields.decimal("fixed")?.unwrap_or_default(),
        free_events: fields.whole("free_events", Some(0))?,
        free_amount: fields.decimal("free_amount")?.unwrap_or_default(),
        min: fields.decimal("min")?,
        max: fields.decimal("max")?,
    }))
}

fn rows<T>(
    fields: &Fields<'_>,
    known: &[&str],
    row: impl Fn(&Fields<'_>) -> Result<T, AppError>,
) -> Result<Vec<T>, AppError> {
    fields.required("tiers")?;
    let tiers = fields.list("tiers")?.iter().enumerate();
    tiers
        .map(|(at, tier)| row(&Fields::read(tier, &format!("model.tiers.{at}"), known)?))
        .collect()
}

/// A bound; `null`, left out or "inf" (Stripe's word) where the tier has no end.
fn up_to(row: &Fields<'_>) -> Result<Option<Decimal>, AppError> {
    match row.value("up_to").and_then(Value::as_str) {
        Some("inf") => Ok(None),
        _ => row.decimal("up_to"),
    }
}

/// The main figure of a tier, zero where it has only the other one.
fn amount_of(row: &Fields<'_>, name: &str, other: &str) -> Result<Decimal, AppError> {
    match row.decimal(name)? {
        Some(amount) => Ok(amount),
        None if row.value(other).is_some() => Ok(Decimal::ZERO),
        None => row.required_decimal(name),
    }
}
