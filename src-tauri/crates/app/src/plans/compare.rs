//! `plans.compare`: plans side by side, feature by feature.

use billing::catalog::{Plan, PlanKind, PlanVersion, Price, PriceKind, grant_words};
use billing::customer::Customer;
use billing::ids::{CustomerId, PlanId};
use billing::money::Currency;
use billing::subscription::SubscriptionState;
use chrono::NaiveDate;
use store::ReadTx;

use super::content_dto::entitlement_to_dto;
use super::detail::today;
use super::stored::{in_effect, load};
use super::words::{base_prices, over_words, price_words};
use crate::context::App;
use crate::dto::catalog::{ComparePlansRequest, ComparedPlan, ComparisonRow, PlanComparison};
use crate::error::AppError;
use crate::error_from::not_found;

/// A plan with the version that is compared.
struct Column {
    plan: Plan,
    version: PlanVersion,
    current: bool,
}

/// A customer's own plans stand in the version that the customer has.
pub fn compare(app: &App, request: ComparePlansRequest) -> Result<PlanComparison, AppError> {
    app.read(|tx| {
        let (today, business) = today(app, tx)?;
        let customer = match &request.customer_id {
            Some(text) => Some(load_customer(tx, text)?),
            None => None,
        };
        let currency = customer.as_ref().map_or(business.currency, |c| c.currency);
        let columns = columns(tx, &request, customer.as_ref(), today)?;
        Ok(PlanComparison {
            plans: columns
                .iter()
                .map(|column| head(column, currency))
                .collect(),
            rows: rows(&columns, currency),
        })
    })
}

fn load_customer(tx: &ReadTx<'_>, text: &str) -> Result<Customer, AppError> {
    let missing = || not_found("customer", text).at("customer_id");
    let id = CustomerId::parse(text).map_err(|_| missing())?;
    tx.customers().get(&id)?.ok_or_else(missing)
}

/// The plans that were asked for, those the customer has, and those it could change to.
fn columns(
    tx: &ReadTx<'_>,
    request: &ComparePlansRequest,
    customer: Option<&Customer>,
    today: NaiveDate,
) -> Result<Vec<Column>, AppError> {
    let held = match customer {
        Some(customer) => held(tx, &customer.id)?,
        None => Vec::new(),
    };
    let mut plans: Vec<Plan> = Vec::new();
    for (at, text) in request.plan_ids.iter().enumerate() {
        let plan = load(tx, text).map_err(|error| error.at(format!("plan_ids.{at}")))?;
        add(&mut plans, plan);
    }
    for (id, _) in &held {
        if let Some(plan) = tx.plans().get(id)? {
            add(&mut plans, plan);
        }
    }
    if request.plan_ids.is_empty() || customer.is_some() {
        add_choices(tx, customer, &mut plans)?;
    }
    plans.sort_by_key(|plan| plan.position);
    let columns = plans.into_iter().map(|plan| {
        let own = held.iter().find(|(id, _)| *id == plan.id);
        let version = match own {
            Some((id, version)) => tx.plan_versions().get(id, *version)?,
            None => None,
        };
        let version = match version {
            Some(version) => version,
            None => in_effect(tx, &plan.id, today)?,
        };
        let current = own.is_some();
        Ok(Column {
            plan,
            version,
            current,
        })
    });
    columns.collect()
}

fn add(plans: &mut Vec<Plan>, plan: Plan) {
    if plans.iter().all(|there| there.id != plan.id) {
        plans.push(plan);
    }
}

/// The plans of a customer's running subscriptions, with the version of each.
fn held(tx: &ReadTx<'_>, id: &CustomerId) -> Result<Vec<(PlanId, u32)>, AppError> {
    let subscriptions = tx.subscriptions().of_customer(id)?.into_iter();
    let running = subscriptions.filter(|sub| sub.state != SubscriptionState::Canceled);
    Ok(running
        .filter_map(|sub| sub.items.into_iter().next())
        .map(|item| (item.plan_id, item.version))
        .collect())
}

/// Active plans of the products that are compared already, or of the first plan's product.
fn add_choices(
    tx: &ReadTx<'_>,
    customer: Option<&Customer>,
    plans: &mut Vec<Plan>,
) -> Result<(), AppError> {
    let for_them = |plan: &Plan| match &plan.custom_for {
        None => true,
        Some(id) => customer.is_some_and(|customer| customer.id == *id),
    };
    let active = tx.plans().list(false)?.into_iter();
    let active: Vec<Plan> = active
        .filter(|plan| plan.kind == PlanKind::Plan && for_them(plan))
        .collect();
    let mut products: Vec<_> = plans.iter().map(|plan| plan.product_id.clone()).collect();
    if products.is_empty() {
        products.extend(active.first().map(|plan| plan.product_id.clone()));
    }
    for plan in active {
        if products.contains(&plan.product_id) {
            add(plans, plan);
        }
    }
    Ok(())
}

fn head(column: &Column, currency: Currency) -> ComparedPlan {
    let all = base_prices(&column.version);
    let own: Vec<&Price> = all
        .iter()
        .filter(|price| price.currency == currency)
        .copied()
        .collect();
    let shown = if own.is_empty() { all } else { own };
    ComparedPlan {
        id: column.plan.id.to_string(),
        name: column.plan.name.clone(),
        version: column.version.version,
        price_words: shown.into_iter().map(price_words).collect(),
        current: column.current,
    }
}

/// First what the plans grant, then what is billed beside the plan itself.
fn rows(columns: &[Column], currency: Currency) -> Vec<ComparisonRow> {
    let mut rows = grant_rows(columns);
    rows.extend(price_rows(columns, currency));
    rows
}

fn grant_rows(columns: &[Column]) -> Vec<ComparisonRow> {
    let mut rows: Vec<(String, ComparisonRow)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        for entitlement in &column.version.entitlements {
            let cell = grant_words(&entitlement.grant);
            let kind = entitlement_to_dto(entitlement).kind;
            let row = row_of(
                &mut rows,
                &entitlement.key,
                &entitlement.name,
                &kind,
                columns,
            );
            set(row, at, cell);
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn price_rows(columns: &[Column], currency: Currency) -> Vec<ComparisonRow> {
    let mut rows: Vec<(String, ComparisonRow)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let base = base_prices(&column.version);
        let chosen = base.iter().find(|price| price.currency == currency);
        let Some(chosen) = chosen.or(base.first()) else {
            continue;
        };
        let beside = column.version.prices.iter().filter(|price| {
            price.key != chosen.key
                && price.currency == chosen.currency
                && price.recurrence == chosen.recurrence
        });
        for price in beside {
            let cell = match price.kind {
                PriceKind::Metered { .. } => over_words(price),
                PriceKind::Recurring | PriceKind::Setup => price_words(price),
            };
            let row = row_of(&mut rows, &price.key, &price.name, "price", columns);
            set(row, at, cell);
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The row of a key; a new one has an empty cell for each plan.
fn row_of<'r>(
    rows: &'r mut Vec<(String, ComparisonRow)>,
    key: &str,
    name: &str,
    kind: &str,
    columns: &[Column],
) -> Option<&'r mut ComparisonRow> {
    if rows.iter().all(|(there, _)| there != key) {
        let row = ComparisonRow {
            name: name.to_owned(),
            kind: kind.to_owned(),
            cells: vec![String::new(); columns.len()],
        };
        rows.push((key.to_owned(), row));
    }
    rows.iter_mut()
        .find(|(there, _)| there == key)
        .map(|(_, row)| row)
}

fn set(row: Option<&mut ComparisonRow>, at: usize, cell: String) {
    if let Some(place) = row.and_then(|row| row.cells.get_mut(at)) {
        *place = cell;
    }
}
