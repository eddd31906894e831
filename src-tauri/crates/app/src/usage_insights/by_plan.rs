//! `usage.by_plan`: what the customers of each plan use of a meter, beside what the plan has of it.

use billing::catalog::{Grant, PlanBook, PlanVersion};
use billing::ids::PlanId;
use billing::usage::{Aggregation, Meter};
use chrono::Months;
use insights::adoption::{CustomerMonth, PlanUse, compare_plans};
use rust_decimal::Decimal;
use store::usage::PlanMonth;

use super::days::month_of;
use crate::business::get::{load as business, local_date};
use crate::context::App;
use crate::dto::usage_insights::{UsageByPlan, UsageByPlanRequest, UsageOfPlanDto};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::usage::scale::decimal;
use crate::usage::series::meter;

const USUAL_MONTHS: u32 = 6;
const MOST_MONTHS: u32 = 24;

/// Whole months up to the one before this, by the plan that each customer holds now.
pub fn by_plan(app: &App, request: UsageByPlanRequest) -> Result<UsageByPlan, AppError> {
    let count = match request.months {
        0 => USUAL_MONTHS,
        months => months.min(MOST_MONTHS),
    };
    app.read(|tx| {
        let (key, meter) = meter(tx, &request.meter)?;
        let end = month_of(local_date(app.now(), &business(tx)?.timezone));
        let from = end.checked_sub_months(Months::new(count)).unwrap_or(end);
        let through = end.pred_opt().unwrap_or(end);
        let book = tx.plan_versions().book_all()?;
        let has = |plan: &(PlanId, u32)| limit(&book, plan, &meter).is_some();
        let months = tx
            .usage_events()
            .months_by_plan(key, (from, through), &has)?;
        let (with, without): (Vec<PlanMonth>, Vec<PlanMonth>) = months
            .into_iter()
            .partition(|month| month.plan.as_ref().is_some_and(has));
        let told: Vec<CustomerMonth> = with
            .into_iter()
            .filter_map(|month| customer_month(&book, &meter, month))
            .collect();
        let mut rows: Vec<UsageOfPlanDto> = compare_plans(&told)
            .into_iter()
            .map(|used| row(&book, &meter, used))
            .collect();
        rows.sort_by(|one, other| one.plan.cmp(&other.plan));
        let why_none = if rows.is_empty() {
            format!(
                "No customer of a plan that has {} used it in these months.",
                meter.name
            )
        } else {
            String::new()
        };
        Ok(UsageByPlan {
            from: from.to_string(),
            through: through.to_string(),
            rows,
            without_plan: u32::try_from(without.len()).unwrap_or(u32::MAX),
            why_none,
            meter: meter.key,
            name: meter.name,
            unit: meter.unit,
        })
    })
}

/// What a plan has of a meter: none where it has it not at all, none inside where it has no end.
fn limit(
    book: &PlanBook,
    (plan, version): &(PlanId, u32),
    meter: &Meter,
) -> Option<Option<Decimal>> {
    limit_in(&book.get(plan, *version)?.version, &meter.key)
}

fn limit_in(version: &PlanVersion, key: &str) -> Option<Option<Decimal>> {
    let granted = version
        .entitlements
        .iter()
        .find_map(|one| match &one.grant {
            Grant::Limit { most, .. } if one.key == key => Some(*most),
            _ => None,
        });
    let priced = || {
        let price = version
            .prices
            .iter()
            .find(|price| price.meter() == Some(key))?;
        Some(Some(price.included).filter(|included| !included.is_zero()))
    };
    granted.or_else(priced)
}

fn customer_month(book: &PlanBook, meter: &Meter, month: PlanMonth) -> Option<CustomerMonth> {
    let plan = month.plan?;
    let limit = limit(book, &plan, meter)?;
    let decimals = u32::from(meter.decimals);
    let quantity = match meter.aggregation {
        Aggregation::Sum => decimal(month.sum, decimals),
        Aggregation::Count => month.count.into(),
        Aggregation::UniqueCount => month.uniques.into(),
        Aggregation::Max => decimal(month.max, decimals),
        Aggregation::Last | Aggregation::Weighted => decimal(month.last, decimals),
    };
    Some(CustomerMonth {
        customer_id: month.customer_id,
        plan_id: plan.0,
        quantity,
        limit,
    })
}

fn row(book: &PlanBook, meter: &Meter, used: PlanUse) -> UsageOfPlanDto {
    let versions = book.iter().filter(|booked| booked.plan.id == used.plan_id);
    let newest = versions.max_by_key(|booked| booked.version.version);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    UsageOfPlanDto {
        plan_id: used.plan_id.to_string(),
        plan: newest
            .map(|booked| booked.plan.name.clone())
            .unwrap_or_default(),
        most: newest
            .and_then(|booked| limit_in(&booked.version, &meter.key))
            .flatten()
            .map(figure),
        customers: count(used.customers),
        months: count(used.months),
        lower_quarter: figure(used.lower_quarter),
        median: figure(used.median),
        upper_quarter: figure(used.upper_quarter),
        median_of_limit_pct: used.median_of_limit_pct.map(figure),
        near_limit_pct: figure(used.near_limit_pct),
        far_below_pct: figure(used.far_below_pct),
    }
}
