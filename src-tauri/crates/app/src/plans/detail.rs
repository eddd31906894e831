//! Everything about one plan: its fields, its versions with who has them, its prices in words.

use billing::business::Business;
use billing::catalog::{Plan, PlanVersion, Price};
use billing::money::Rounding;
use billing::pricing::describe;
use chrono::NaiveDate;
use store::ReadTx;

use super::content_dto::content_to_dto;
use super::fields;
use super::row::Shelf;
use super::stored::in_effect;
use super::words::price_words;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::catalog::{PlanDetail, PlanVersionDto};
use crate::error::AppError;

/// Today in the business's zone, and the business.
pub(crate) fn today(app: &App, tx: &ReadTx<'_>) -> Result<(NaiveDate, Business), AppError> {
    let business = load(tx)?;
    Ok((local_date(app.now(), &business.timezone), business))
}

/// The plan in full.
pub(crate) fn of_plan(app: &App, tx: &ReadTx<'_>, plan: &Plan) -> Result<PlanDetail, AppError> {
    let (today, business) = today(app, tx)?;
    let shelf = Shelf::read(tx, today, &business)?;
    let row = shelf.row(tx, plan)?;
    let current = in_effect(tx, &plan.id, today)?;
    let mut versions = tx.plan_versions().of_plan(&plan.id)?;
    versions.reverse();
    let based_on = match &plan.based_on {
        Some(id) => tx.plans().get(id)?.map(|plan| plan.id.to_string()),
        None => None,
    };
    let prices = current.prices.iter();
    Ok(PlanDetail {
        actions: actions(tx, plan)?,
        row,
        fields: fields::to_dto(plan),
        custom_for_id: plan.custom_for.as_ref().map(ToString::to_string),
        based_on_id: based_on,
        versions: versions
            .iter()
            .map(|version| version_to_dto(version, &shelf))
            .collect(),
        words: prices
            .map(|price| words(price, business.rounding))
            .collect(),
    })
}

fn version_to_dto(version: &PlanVersion, shelf: &Shelf) -> PlanVersionDto {
    PlanVersionDto {
        version: version.version,
        effective_on: version.effective_on.to_string(),
        published_at: version.published_at.to_rfc3339(),
        content: content_to_dto(version),
        subscribers: shelf.subscribers(&version.plan_id, version.version),
    }
}

/// The price in one line, then every sentence about it.
pub(crate) fn words(price: &Price, rounding: Rounding) -> Vec<String> {
    let mut words = vec![format!("{}: {}.", price.name, price_words(price))];
    words.extend(describe(&price.terms(rounding)));
    words
}

fn actions(tx: &ReadTx<'_>, plan: &Plan) -> Result<Vec<String>, AppError> {
    let mut actions = vec!["edit"];
    if plan.archived_at.is_some() {
        actions.push("restore");
    } else {
        actions.extend(["publish", "archive", "customize"]);
    }
    if tx.subscriptions().count_of_plan(&plan.id)? == 0 {
        actions.push("delete");
    }
    Ok(actions.into_iter().map(str::to_owned).collect())
}
