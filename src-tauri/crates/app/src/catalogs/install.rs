//! `catalogs.install`: takes a ready catalog into the ledger, where it is edited like any other.

use std::collections::BTreeMap;

use billing::catalog::{Plan, PlanKind, Product};
use billing::ids::{PlanId, ProductId};
use chrono::NaiveDate;
use store::WriteTx;

use super::expand::expand;
use super::list::is_installed;
use super::ready::{ReadyCatalog, ReadyPlan, ReadyProduct, currency_of, of_code};
use crate::business::get::load;
use crate::context::App;
use crate::dto::catalog::{InstallCatalogRequest, InstalledCatalog};
use crate::dto::words::from_word;
use crate::error::AppError;
use crate::plans::create::blank;
use crate::plans::detail::today;
use crate::plans::stored::{VersionIdentity, ready_version};

/// With prices in the currency that is asked for, else in the business's, beside its own. Once: a
/// second time is an error, so that nobody gets every plan twice. Plans of it that were
/// deleted come back as they were.
pub fn install(app: &App, request: InstallCatalogRequest) -> Result<InstalledCatalog, AppError> {
    let catalog = of_code(request.code.trim())?;
    app.write("catalogs.install", |tx| {
        let currency = currency_of(&request.currency, &load(tx)?)?;
        install_in(app, tx, &catalog.priced_in(currency))
    })
}

fn install_in(
    app: &App,
    tx: &WriteTx<'_>,
    catalog: &ReadyCatalog,
) -> Result<InstalledCatalog, AppError> {
    if is_installed(tx, catalog)? {
        return Err(AppError::new(
            "catalog_installed",
            format!(
                "This ledger has the catalog {} already; nothing was changed.",
                catalog.name
            ),
            "Its plans are under Plans; archived ones are shown by the filter on status.",
        )
        .at("code"));
    }
    let (today, _) = today(app, tx)?;
    let product = product(app, tx, &catalog.product)?;
    let mut ids: BTreeMap<&str, PlanId> = BTreeMap::new();
    let mut plan_ids = Vec::new();
    for ready in &catalog.plans {
        let based_on = ready.based_on.as_deref();
        let based_on = based_on.and_then(|code| ids.get(code)).cloned();
        let id = match restored(tx, &ready.code)? {
            Some(id) => id,
            None => {
                let plan = plan(app, ready, &product, based_on);
                add(app, tx, catalog, ready, &plan, today)?;
                plan.id
            }
        };
        plan_ids.push(id.to_string());
        ids.insert(&ready.code, id);
    }
    crate::meters::ready::create_in(app, tx, &[])?;
    Ok(InstalledCatalog {
        product_id: product.to_string(),
        plan_ids,
    })
}

/// The product of this name, or a new one.
fn product(app: &App, tx: &WriteTx<'_>, ready: &ReadyProduct) -> Result<ProductId, AppError> {
    let mut there = tx.products().list(true)?.into_iter();
    if let Some(product) = there.find(|product| product.name == ready.name) {
        return Ok(product.id);
    }
    let product = Product {
        id: ProductId::from_ulid(app.new_ulid()),
        name: ready.name.clone(),
        description: ready.description.clone(),
        supply: from_word(&ready.supply, "supply", "digital_service, service, goods")?,
        tax_category: ready.tax_category.clone(),
        created_at: app.now(),
        archived_at: None,
    };
    tx.products_mut().put(&product)?;
    Ok(product.id)
}

fn restored(tx: &WriteTx<'_>, code: &str) -> Result<Option<PlanId>, AppError> {
    let mut deleted = tx.plans().deleted()?.into_iter();
    let found = deleted.find(|plan| plan.code == code);
    if let Some(plan) = &found {
        tx.plans_mut().restore(&plan.id)?;
    }
    Ok(found.map(|plan| plan.id))
}

fn plan(app: &App, ready: &ReadyPlan, product: &ProductId, based_on: Option<PlanId>) -> Plan {
    Plan {
        product_id: product.clone(),
        kind: PlanKind::Plan,
        name: ready.name.clone(),
        code: ready.code.clone(),
        description: ready.description.clone(),
        position: ready.position,
        based_on,
        ..blank(app)
    }
}

fn add(
    app: &App,
    tx: &WriteTx<'_>,
    catalog: &ReadyCatalog,
    ready: &ReadyPlan,
    plan: &Plan,
    today: NaiveDate,
) -> Result<(), AppError> {
    let identity = VersionIdentity {
        plan_id: plan.id.clone(),
        version: 1,
        effective_on: today,
        published_at: app.now(),
    };
    let version = ready_version(&expand(catalog, ready)?, identity)?;
    tx.plans_mut().put(plan)?;
    tx.plan_versions_mut().publish(&version)?;
    Ok(())
}
