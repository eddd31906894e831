//! `usage.adoption`: who uses what, how much of it and how often, and what a unit costs.

use billing::ids::CustomerId;
use chrono::{Days, NaiveDate};
use insights::adoption::{UseDay, adoption as who_uses_what};
use rust_decimal::Decimal;
use store::ReadTx;
use store::usage::{CustomerReach, DaysOfUse, Reached};

use super::efficiency::efficiency;
use crate::business::get::{load as business, local_date};
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::usage_insights::{
    CustomerAdoptionDto, CustomerMeterDto, MeterAdoptionDto, UsageAdoption, UsageAdoptionRequest,
};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::listing::count;

/// How many days are looked at.
const DAYS: u64 = 30;
const USUAL_ROWS: u32 = 25;
const MOST_ROWS: u32 = 100;

/// The days looked at: from the first on, before the last.
type Span = (NaiveDate, NaiveDate);

pub fn adoption(app: &App, request: UsageAdoptionRequest) -> Result<UsageAdoption, AppError> {
    app.read(|tx| {
        let today = local_date(app.now(), &business(tx)?.timezone);
        let to = today.succ_opt().unwrap_or(today);
        let from = to.checked_sub_days(Days::new(DAYS)).unwrap_or(to);
        let limit = match request.limit {
            0 => USUAL_ROWS,
            limit => limit.min(MOST_ROWS),
        };
        let usage = tx.usage_events();
        let all = usage.customers_by_reach((from, today), (request.offset, limit))?;
        let asked = request.customer_id.trim();
        let shown = if asked.is_empty() {
            all.rows.clone()
        } else {
            vec![alone(tx, asked)?]
        };
        let meters = meters(tx, (from, today), &all)?;
        Ok(UsageAdoption {
            from: from.to_string(),
            through: today.to_string(),
            using: count(all.using),
            idle: count(all.idle),
            rows: rows(tx, (from, to), &shown, &meters)?,
            efficiency: if asked.is_empty() {
                Vec::new()
            } else {
                efficiency(app, tx, asked)?
            },
            meters,
        })
    })
}

fn alone(tx: &ReadTx<'_>, id: &str) -> Result<CustomerReach, AppError> {
    let customer = load_customer(tx, id).map_err(|error| error.at("customer_id"))?;
    Ok(CustomerReach {
        customer_id: customer.id,
        customer_name: customer.name,
        meters: 0,
        count: 0,
    })
}

/// Meters that anybody uses in the months of the days.
fn meters(tx: &ReadTx<'_>, months: Span, all: &Reached) -> Result<Vec<MeterAdoptionDto>, AppError> {
    let customers = Decimal::from(all.using.saturating_add(all.idle));
    let mut rows = Vec::new();
    for (key, meter) in tx.meters().list_with_keys(true)? {
        let used = tx.usage_events().meter_use(key, months)?;
        let Some(used) = used.filter(|used| used.customers > 0) else {
            continue;
        };
        let share = Decimal::from(used.customers)
            .saturating_mul(Decimal::ONE_HUNDRED)
            .checked_div(customers);
        rows.push(MeterAdoptionDto {
            meter: meter.key,
            name: meter.name,
            customers: count(used.customers),
            share_pct: figure(share.unwrap_or_default().round_dp(1)),
            count: count(used.count),
            first_on: used.first_on.to_string(),
            last_on: used.last_on.to_string(),
        });
    }
    Ok(rows)
}

fn rows(
    tx: &ReadTx<'_>,
    (from, to): Span,
    shown: &[CustomerReach],
    meters: &[MeterAdoptionDto],
) -> Result<Vec<CustomerAdoptionDto>, AppError> {
    let offered = meters.len();
    let mut rows = Vec::new();
    for customer in shown {
        let used = tx
            .usage_events()
            .days_of_use(&customer.customer_id, (from, to))?;
        rows.push(row(customer, &used, (from, to), offered));
    }
    Ok(rows)
}

fn row(
    customer: &CustomerReach,
    used: &[DaysOfUse],
    (from, to): Span,
    offered: usize,
) -> CustomerAdoptionDto {
    let id = &customer.customer_id;
    let told = who_uses_what(&days(id, used), std::slice::from_ref(id), from, to);
    let own = told.customers.first();
    let in_use = Decimal::from(own.map_or(0, |own| own.meters.len()));
    let breadth = in_use
        .saturating_mul(Decimal::ONE_HUNDRED)
        .checked_div(Decimal::from(offered));
    let meters = used.iter().map(|one| CustomerMeterDto {
        meter: one.meter.clone(),
        name: one.name.clone(),
        first_on: one.first_on.to_string(),
        last_on: one.last_on.to_string(),
        days: u32::try_from(one.days.len()).unwrap_or(u32::MAX),
    });
    CustomerAdoptionDto {
        customer_id: id.to_string(),
        customer_name: customer.customer_name.clone(),
        meters: meters.collect(),
        breadth_pct: figure(breadth.unwrap_or_default().round_dp(1)),
        depth_pct: figure(own.map(|own| own.depth_pct).unwrap_or_default()),
    }
}

/// A day with use counts as one, however much it was.
fn days(customer: &CustomerId, used: &[DaysOfUse]) -> Vec<UseDay> {
    let of_meter = |one: &DaysOfUse| {
        let meter = one.meter.clone();
        let days = one.days.clone().into_iter();
        days.map(move |on| UseDay {
            customer_id: customer.clone(),
            meter: meter.clone(),
            on,
            quantity: Decimal::ONE,
        })
        .collect::<Vec<_>>()
    };
    used.iter().flat_map(of_meter).collect()
}
