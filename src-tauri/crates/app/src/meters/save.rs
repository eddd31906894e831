//! Makes a meter or changes one; what its events were counted by never changes.

use billing::ids::MeterId;
use billing::usage::Meter;
use store::ReadTx;

use super::from_dto::from_dto;
use super::to_dto::to_dto;
use crate::context::App;
use crate::dto::meters::{MeterDto, SaveMeterRequest};
use crate::error::AppError;
use crate::error_from::not_found;

pub fn create(app: &App, request: SaveMeterRequest) -> Result<MeterDto, AppError> {
    let meter = from_dto(&request, MeterId::from_ulid(app.new_ulid()))?;
    app.write("meters.create", |tx| {
        if tx.meters().get(&meter.key)?.is_some() {
            return Err(AppError::new(
                "meter_key_taken",
                format!(
                    "There is a meter {} already; nothing was changed.",
                    meter.key
                ),
                "Give another key, or change that meter.",
            )
            .at("key"));
        }
        check_product(tx, &meter)?;
        tx.meters_mut().put(&meter)?;
        Ok(to_dto(meter, false))
    })
}

pub fn update(app: &App, request: SaveMeterRequest) -> Result<MeterDto, AppError> {
    app.write("meters.update", |tx| {
        let before = load(tx, &request.key)?;
        let used = tx.meters().is_used(&before.key)?;
        let mut meter = from_dto(&request, before.id.clone())?;
        meter.archived = before.archived;
        if request.decimals.is_none() {
            meter.decimals = before.decimals;
        }
        check_product(tx, &meter)?;
        if used {
            let counted = (before.aggregation, before.reset);
            if meter.decimals != before.decimals {
                return Err(fixed("decimals"));
            }
            if counted != (meter.aggregation, meter.reset) {
                return Err(fixed("aggregation"));
            }
        }
        tx.meters_mut().put(&meter)?;
        Ok(to_dto(meter, used))
    })
}

/// The meter of a key as a person gives it.
pub(crate) fn load(tx: &ReadTx<'_>, key: &str) -> Result<Meter, AppError> {
    let found = tx.meters().get(key.trim())?;
    found.ok_or_else(|| not_found("meter", key).at("key"))
}

fn check_product(tx: &ReadTx<'_>, meter: &Meter) -> Result<(), AppError> {
    let Some(id) = &meter.product_id else {
        return Ok(());
    };
    let found = tx.products().get(id)?;
    found
        .map(|_| ())
        .ok_or_else(|| not_found("product", id.as_str()).at("product_id"))
}

fn fixed(field: &str) -> AppError {
    AppError::new(
        "meter_in_use",
        format!("The meter has counted already, so its {field} stays; nothing was changed."),
        "Make another meter, and archive this one.",
    )
    .at(field)
}
