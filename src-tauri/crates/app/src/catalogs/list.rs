//! `catalogs.list`: the ready catalogs, and which of them this ledger has.

use billing::catalog::amount_words;
use billing::money::Currency;
use rust_decimal::Decimal;
use store::ReadTx;

use super::ready::{ReadyCatalog, ReadyPlan, all, currency_of};
use crate::context::App;
use crate::dto::catalog::{ReadyCatalogDto, ReadyCatalogList, ReadyCatalogsRequest};
use crate::error::AppError;

/// Prices are shown in the currency that is asked for, else in the business's: with their own
/// figures, or with those of the currency that a catalog was made in.
pub fn list(app: &App, request: ReadyCatalogsRequest) -> Result<ReadyCatalogList, AppError> {
    let catalogs = all()?;
    app.read(|tx| {
        let business = crate::business::get::load(tx)?;
        let currency = currency_of(&request.currency, &business)?;
        let rows = catalogs.into_iter().map(|catalog| {
            let figures_of = catalog.figures_of(currency).unwrap_or_default().to_owned();
            let catalog = catalog.priced_in(currency);
            let plans = catalog.plans.iter();
            Ok(ReadyCatalogDto {
                installed: is_installed(tx, &catalog)?,
                plans: plans.map(|plan| words(plan, currency)).collect(),
                code: catalog.code,
                name: catalog.name,
                description: catalog.description,
                currency: currency.code().to_owned(),
                figures_of,
            })
        });
        Ok(ReadyCatalogList {
            rows: rows.collect::<Result<_, AppError>>()?,
        })
    })
}

/// Whether any of its plans is there, archived or not.
pub(super) fn is_installed(tx: &ReadTx<'_>, catalog: &ReadyCatalog) -> Result<bool, AppError> {
    for plan in &catalog.plans {
        if tx.plans().by_code(&plan.code)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// "Voice AI Starter, 29.00 USD a month".
fn words(plan: &ReadyPlan, currency: Currency) -> String {
    let amount = plan.monthly.get(currency.code());
    let amount = amount.and_then(|amount| Decimal::from_str_exact(amount).ok());
    amount.map_or_else(
        || plan.name.clone(),
        |amount| format!("{}, {} a month", plan.name, amount_words(amount, currency)),
    )
}
