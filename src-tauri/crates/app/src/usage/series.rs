//! What usage comes to, bucket by bucket, and each customer's month.

use billing::calendar::BillingPeriod;
use billing::ids::{CustomerId, SubscriptionId};
use billing::usage::{Aggregation, Meter};
use chrono::Days;
use store::ReadTx;
use store::table::meters::MeterKey;
use store::usage::{Bucket, Reach, SeriesPoint};

use super::{scale, to_dto};
use crate::context::App;
use crate::dto::usage::{
    UsageMonthList, UsageMonthRequest, UsageMonthRow, UsagePointDto, UsageSeries,
    UsageSeriesRequest,
};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{count, day, window};

/// The days of ten years, or the hours of some months: more is nothing to look at.
const MOST_POINTS: i64 = 4_000;

/// The meter that a person names, with what the usage tables call it.
pub(crate) fn meter(tx: &ReadTx<'_>, key: &str) -> Result<(MeterKey, Meter), AppError> {
    let found = tx.meters().find(key.trim())?;
    found.ok_or_else(|| not_found("meter", key).at("meter"))
}

/// A customer, or one of their subscriptions with what names none.
pub(crate) fn reach<'a>(
    customer: &'a CustomerId,
    subscription: Option<&'a SubscriptionId>,
) -> Reach<'a> {
    match subscription {
        None => Reach::Customer(customer),
        Some(subscription) => Reach::Subscription {
            customer,
            subscription,
            with_unassigned: true,
        },
    }
}

pub fn series(app: &App, request: UsageSeriesRequest) -> Result<UsageSeries, AppError> {
    let bucket = bucket(&request.bucket)?;
    let period = period(&request, bucket)?;
    let customer = Some(request.customer_id.trim()).filter(|id| !id.is_empty());
    let customer = customer.map(CustomerId::parse).transpose()?;
    let subscription = request.subscription_id.as_deref();
    let subscription = subscription.map(SubscriptionId::parse).transpose()?;
    app.read(|tx| {
        let (key, meter) = meter(tx, &request.meter)?;
        if customer.is_none() && !adds_up(meter.aggregation) {
            return Err(not_added(&meter));
        }
        let whose = customer.as_ref().map_or(Reach::Everybody, |customer| {
            reach(customer, subscription.as_ref())
        });
        let usage = tx.usage_events();
        let points = usage.series(key, whose, bucket, (period.start, period.end))?;
        Ok(UsageSeries {
            points: points.iter().map(|at| point(&meter, bucket, at)).collect(),
            aggregation: crate::dto::words::to_word(meter.aggregation),
            meter: meter.key,
            name: meter.name,
            unit: meter.unit,
        })
    })
}

/// Whether the figures of customers add up to one of all of them: a level or a peak is each one's.
pub(crate) fn adds_up(aggregation: Aggregation) -> bool {
    use Aggregation::{Last, Max, Weighted};
    !matches!(aggregation, Last | Max | Weighted)
}

fn not_added(meter: &Meter) -> AppError {
    AppError::new(
        "meter_has_no_total",
        format!(
            "{} is a level that each customer has for themselves; it has no figure of all \
             customers together.",
            meter.name
        ),
        "Choose a customer.",
    )
    .at("customer_id")
}

fn bucket(word: &str) -> Result<Bucket, AppError> {
    match word {
        "hour" => Ok(Bucket::Hour),
        "day" => Ok(Bucket::Day),
        "month" => Ok(Bucket::Month),
        other => Err(AppError::new(
            "unknown_choice",
            format!("\"{other}\" is no bucket of a series."),
            "Give hour, day or month.",
        )
        .at("bucket")),
    }
}

fn period(request: &UsageSeriesRequest, bucket: Bucket) -> Result<BillingPeriod, AppError> {
    let (start, last) = (
        day(&request.from, "from")?,
        day(&request.through, "through")?,
    );
    let end = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let days = end.signed_duration_since(start).num_days();
    let points = match bucket {
        Bucket::Hour => days.saturating_mul(24),
        Bucket::Day => days,
        Bucket::Month => days / 28,
    };
    if days < 1 || points > MOST_POINTS {
        return Err(AppError::new(
            "period_malformed",
            format!("From {start} through {last} is no time that a series can show."),
            "Give a last day after the first, and not more than 4000 points.",
        )
        .at("through"));
    }
    Ok(BillingPeriod { start, end })
}

fn point(meter: &Meter, bucket: Bucket, at: &SeriesPoint) -> UsagePointDto {
    let decimals = meter.decimals;
    let quantity = match (meter.aggregation, bucket) {
        (Aggregation::Count, _) => at.count.to_string(),
        (Aggregation::Sum, _) | (_, Bucket::Hour) => scale::shown(at.sum, decimals),
        (Aggregation::Max, _) => scale::shown(at.max, decimals),
        (Aggregation::Last | Aggregation::Weighted, _) => scale::shown(at.last, decimals),
        (Aggregation::UniqueCount, _) => at.uniques.to_string(),
    };
    UsagePointDto {
        on: at.on.to_string(),
        hour: u8::try_from(at.hour).unwrap_or_default(),
        quantity,
        sum: scale::shown(at.sum, decimals),
        count: count(at.count),
        cost: scale::cost_shown(Some(at.cost)),
    }
}

pub fn by_customer(app: &App, request: UsageMonthRequest) -> Result<UsageMonthList, AppError> {
    let month = day(&request.month, "month")?;
    let (_, limit) = window(0, request.limit);
    app.read(|tx| {
        let (key, meter) = meter(tx, &request.meter)?;
        let uses = tx.usage_events().month_by_customer(key, month, limit)?;
        let rows = uses.into_iter().map(|used| {
            let at = SeriesPoint {
                on: month,
                hour: 0,
                sum: used.sum,
                count: used.count,
                cost: used.cost,
                uniques: used.uniques,
                max: used.max,
                last: used.last,
            };
            UsageMonthRow {
                customer_id: used.customer_id.to_string(),
                customer_name: used.customer_name,
                quantity: point(&meter, Bucket::Month, &at).quantity,
                count: count(used.count),
                cost: scale::cost_shown(Some(used.cost)),
            }
        });
        Ok(UsageMonthList {
            rows: rows.collect(),
        })
    })
}

/// The newest event's place as the live feed has it.
pub(super) fn last_place(tx: &ReadTx<'_>) -> Result<u32, AppError> {
    Ok(to_dto::place(tx.usage_events().last_event()?))
}
