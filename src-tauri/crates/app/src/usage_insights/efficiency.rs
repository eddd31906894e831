//! What a unit of a meter costs a customer and the business, and how much of an allowance is idle.

use billing::ids::SubscriptionId;
use billing::money::{Money, Rounding};
use billing::usage::allowance;
use insights::adoption::{MeterMonth, efficiency as told_by};
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::usage_events::COST_DECIMALS;
use store::usage::Bucket;

use super::chart::Asked;
use super::cost::CostOf;
use super::ground::{Ground, Shape};
use super::months::{Month, months};
use crate::business::get::load as business;
use crate::context::App;
use crate::dto::usage_insights::UsageEfficiencyDto;
use crate::dto::words::figure;
use crate::error::AppError;
use crate::subscriptions::facts::plan_name;
use crate::usage::scale::decimal;

/// Half a year, and the running month, which is left out.
const MONTHS: u32 = 7;
/// Digits after the point of what a unit costs.
const FINE: u32 = 6;

/// Of the live subscriptions of a customer, for each meter that their plans limit or price.
pub(super) fn efficiency(
    app: &App,
    tx: &ReadTx<'_>,
    customer: &str,
) -> Result<Vec<UsageEfficiencyDto>, AppError> {
    let meters = tx.meters().list_with_keys(false)?;
    let Some((_, first)) = meters.first() else {
        return Ok(Vec::new());
    };
    let rounding = business(tx)?.rounding;
    let mut ground = Ground::load(app, tx, &first.key, (customer, ""))?;
    let live = ground
        .whose
        .iter()
        .flat_map(|whose| whose.subscribed.live());
    let live: Vec<SubscriptionId> = live.map(|sub| sub.id.clone()).collect();
    let mut rows = Vec::new();
    for sub in live {
        for (key, meter) in &meters {
            ground.turn_to((*key, meter.clone()), Some(sub.clone()));
            rows.extend(of_meter(&ground, rounding)?);
        }
    }
    Ok(rows)
}

fn of_meter(
    ground: &Ground<'_>,
    rounding: Rounding,
) -> Result<Option<UsageEfficiencyDto>, AppError> {
    let (Some(sub), Some(whose)) = (ground.taker(), &ground.whose) else {
        return Ok(None);
    };
    let book = &whose.subscribed.book;
    let Some(allowance) = allowance(sub, book, &ground.meter) else {
        return Ok(None);
    };
    let price = CostOf {
        allowance: &allowance,
        rounding,
    };
    let asked = Asked {
        period: None,
        months: Some(MONTHS),
    };
    let whole: Vec<Month> = months(ground, &asked)?
        .into_iter()
        .filter(|month| month.period.end <= ground.today && month.period.start >= sub.started_on)
        .collect();
    let nothing = Money::zero(sub.terms.currency);
    let of_month = |month: &Month| MeterMonth {
        quantity: month.quantity,
        included: month.most.filter(|most| !most.is_zero()),
        cost: price.of(month.quantity).unwrap_or(nothing),
    };
    let told: Vec<MeterMonth> = whole.iter().map(of_month).collect();
    let Some(told) = told_by(&told) else {
        return Ok(None);
    };
    let used = whole.iter().map(|month| month.quantity);
    let used = used.fold(Decimal::ZERO, Decimal::saturating_add);
    let is_priced = allowance.price.is_some();
    Ok(Some(UsageEfficiencyDto {
        subscription_id: sub.id.to_string(),
        plan: plan_name(sub, book),
        meter: ground.meter.key.clone(),
        name: ground.meter.name.clone(),
        unit: ground.meter.unit.clone(),
        months: u32::try_from(whole.len()).unwrap_or(u32::MAX),
        used: figure(used),
        billed_per_unit: told.cost_per_unit.filter(|_| is_priced).map(figure),
        currency: sub.terms.currency.code().to_owned(),
        own_cost_per_unit: own_cost(ground, &whole)?.map(figure),
        idle: figure(told.idle),
        idle_pct: told.idle_pct.map(figure),
        months_over: u32::try_from(told.months_over).unwrap_or(u32::MAX),
    }))
}

/// What the business paid for a unit over the days of the months, where events say it. Only what
/// adds up has units that a cost can be divided by.
fn own_cost(ground: &Ground<'_>, months: &[Month]) -> Result<Option<Decimal>, AppError> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Ok(None);
    };
    if ground.shape() != Shape::Flow {
        return Ok(None);
    }
    let days = (first.period.start, last.period.end);
    let usage = ground.tx.usage_events();
    let points = usage.series(ground.key, ground.reach(), Bucket::Day, days)?;
    let counts = ground.meter.aggregation == billing::usage::Aggregation::Count;
    let decimals = u32::from(ground.meter.decimals);
    let (mut cost, mut units) = (Decimal::ZERO, Decimal::ZERO);
    for point in points {
        let quantity = if counts {
            point.count.into()
        } else {
            decimal(point.sum, decimals)
        };
        cost = cost.saturating_add(decimal(point.cost, COST_DECIMALS));
        units = units.saturating_add(quantity);
    }
    let each = cost.checked_div(units).filter(|_| !cost.is_zero());
    Ok(each.map(|each| each.round_dp(FINE)))
}
