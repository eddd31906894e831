//! Meters that plans name and nobody has made yet: their metered prices and their limits.

use std::collections::BTreeMap;

use billing::catalog::{Grant, PlanVersion};
use billing::ids::MeterId;
use store::{ReadTx, WriteTx};

use super::from_dto::from_dto;
use super::list::list;
use crate::catalogs::ready::{Counted, all};
use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::meters::{CreateReadyMetersRequest, MeterList, ReadyMeterList, SaveMeterRequest};
use crate::error::AppError;

/// Parts of the keys of what is there at one time, and not used up: the level stays until it is
/// set again.
const LEVELS: [&str; 6] = ["user", "member", "seat", "storage", "assistant", "_gb"];

pub fn ready(app: &App, _request: Nothing) -> Result<ReadyMeterList, AppError> {
    app.read(|tx| {
        let rows = missing(tx)?;
        Ok(ReadyMeterList { rows })
    })
}

/// Makes them, or those of the keys.
pub fn create_ready(app: &App, request: CreateReadyMetersRequest) -> Result<MeterList, AppError> {
    app.write("meters.create_ready", |tx| {
        create_in(app, tx, &request.keys).map(|_| ())
    })?;
    list(app, Nothing {})
}

/// How many were made.
pub(crate) fn create_in(app: &App, tx: &WriteTx<'_>, keys: &[String]) -> Result<usize, AppError> {
    let mut made = 0;
    for request in missing(tx)? {
        if keys.is_empty() || keys.contains(&request.key) {
            let id = MeterId::from_ulid(app.new_ulid());
            tx.meters_mut().put(&from_dto(&request, id)?)?;
            made += 1;
        }
    }
    Ok(made)
}

/// By key. What a catalog of the product says of its own meters holds for them.
fn missing(tx: &ReadTx<'_>) -> Result<Vec<SaveMeterRequest>, AppError> {
    let mut found: BTreeMap<String, SaveMeterRequest> = BTreeMap::new();
    for plan in tx.plans().list(false)? {
        if let Some(version) = tx.plan_versions().newest(&plan.id)? {
            let product = Some(plan.product_id.to_string());
            for meter in named(&version) {
                found.entry(meter.key.clone()).or_insert(SaveMeterRequest {
                    product_id: product.clone(),
                    ..meter
                });
            }
        }
    }
    for meter in tx.meters().list(true)? {
        found.remove(&meter.key);
    }
    let levels = levels_of_catalogs()?;
    for meter in found.values_mut() {
        let guess = LEVELS.iter().any(|part| meter.key.contains(part));
        let is_level = levels.get(&meter.key).copied().unwrap_or(guess);
        let (aggregation, reset) = if is_level {
            ("last", "never")
        } else {
            ("sum", "each_period")
        };
        meter.aggregation = aggregation.to_owned();
        meter.reset = reset.to_owned();
    }
    Ok(found.into_values().collect())
}

fn levels_of_catalogs() -> Result<BTreeMap<String, bool>, AppError> {
    let catalogs = all()?;
    let overages = catalogs.into_iter().flat_map(|catalog| catalog.overage);
    let levels = overages.map(|overage| (overage.key, overage.counted == Counted::AtOneTime));
    Ok(levels.collect())
}

/// Limits say what people call it; a metered price without one has its own name.
fn named(version: &PlanVersion) -> Vec<SaveMeterRequest> {
    let of = |key: &str, name: &str, unit: &str| SaveMeterRequest {
        key: key.to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        ..SaveMeterRequest::default()
    };
    let limits = version.entitlements.iter().filter_map(|entitlement| {
        let Grant::Limit { unit, .. } = &entitlement.grant else {
            return None;
        };
        Some(of(&entitlement.key, &entitlement.name, unit))
    });
    let prices = version.prices.iter().filter_map(|price| {
        let key = price.meter()?;
        Some(of(key, &price.name, &price.unit))
    });
    limits.chain(prices).collect()
}
