//! `catalogs.list`: the ready catalogs, and which of them this ledger has.

use store::ReadTx;

use super::ready::{ReadyCatalog, ReadyPlan, all};
use crate::context::App;
use crate::dto::catalog::{ReadyCatalogDto, ReadyCatalogList};
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// Prices are shown in the business's currency where the catalog has it.
pub fn list(app: &App, _request: Nothing) -> Result<ReadyCatalogList, AppError> {
    let catalogs = all()?;
    app.read(|tx| {
        let currency = crate::business::get::load(tx)?.currency;
        let rows = catalogs.into_iter().map(|catalog| {
            let plans = catalog.plans.iter();
            Ok(ReadyCatalogDto {
                installed: is_installed(tx, &catalog)?,
                plans: plans
                    .map(|plan| words(plan, currency.code(), &catalog.currencies))
                    .collect(),
                code: catalog.code,
                name: catalog.name,
                description: catalog.description,
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
fn words(plan: &ReadyPlan, currency: &str, currencies: &[String]) -> String {
    let own = plan.monthly.get_key_value(currency);
    let first = || plan.monthly.get_key_value(currencies.first()?);
    own.or_else(first).map_or_else(
        || plan.name.clone(),
        |(currency, amount)| format!("{}, {amount} {currency} a month", plan.name),
    )
}
