//! What a meter counted in a time, as it is billed: the rollups put through the rule.

use std::collections::{BTreeMap, BTreeSet};

use billing::calendar::BillingPeriod;
use billing::ids::{CustomerId, SubscriptionId};
use billing::usage::{
    Aggregation, Bucket, Carried, Latest, LevelSegment, Meter, Reading, UsageEvent, UsageSpan,
    reading,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::meters::MeterKey;
use store::table::usage_events::KeptUsage;
use store::usage::{DayBucket, Reach};

use super::scale::decimal;
use super::{series, zone};
use crate::context::App;
use crate::dto::usage::{UsageReading, UsageReadingRequest};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::invoices::line_source::steps_to_dto;
use crate::listing::day;

/// Milliseconds of a second, as digits after the point.
const MS_DIGITS: u32 = 3;

/// The quantity of a meter from the first day on, before the last, in the customer's own days.
pub(crate) fn read(
    tx: &ReadTx<'_>,
    (key, meter): (MeterKey, &Meter),
    reach: Reach<'_>,
    period: BillingPeriod,
) -> Result<Reading, AppError> {
    read_parts(tx, (key, meter), &[(reach, period)], period)
}

/// The same where in each part of the period somebody else's usage counts.
pub(crate) fn read_parts(
    tx: &ReadTx<'_>,
    (key, meter): (MeterKey, &Meter),
    parts: &[(Reach<'_>, BillingPeriod)],
    period: BillingPeriod,
) -> Result<Reading, AppError> {
    let decimals = u32::from(meter.decimals);
    let mut buckets: Vec<Bucket> = Vec::new();
    let mut values = BTreeSet::new();
    for (reach, part) in parts {
        let of_part = (part.start, part.end);
        let days = tx.usage_events().days(key, *reach, of_part)?;
        buckets.extend(days.iter().map(|day| bucket(day, decimals)));
        if meter.aggregation == Aggregation::UniqueCount && !days.is_empty() {
            values.extend(tx.usage_events().values(key, *reach, of_part)?);
        }
    }
    if let Some(first) = buckets.first_mut() {
        first.values = values;
    }
    let reach = parts.first().map_or(Reach::Everybody, |(reach, _)| *reach);
    let carried = carried(tx, (key, meter), reach, period.start)?;
    let span = UsageSpan::of_days(period, zone_of(tx, reach)?)?;
    let (aggregation, rounding) = (meter.aggregation, meter.rounding);
    Ok(reading(aggregation, rounding, &carried, &buckets, span)?)
}

/// What holds when a period begins: levels that are never reset, and the level of averages.
pub(crate) fn carried(
    tx: &ReadTx<'_>,
    (key, meter): (MeterKey, &Meter),
    reach: Reach<'_>,
    day: NaiveDate,
) -> Result<Carried, AppError> {
    let mut carried = Carried::default();
    if !meter.carries() {
        return Ok(carried);
    }
    let usage = tx.usage_events();
    let decimals = u32::from(meter.decimals);
    match meter.aggregation {
        Aggregation::Sum => {
            let (sum, _) = usage.total_before(key, reach, day)?;
            carried.level = Some(decimal(sum, decimals));
        }
        Aggregation::Count => {
            let (_, count) = usage.total_before(key, reach, day)?;
            carried.level = Some(count.into());
        }
        Aggregation::UniqueCount => {
            carried.values = usage.values(key, reach, (NaiveDate::MIN, day))?;
        }
        Aggregation::Max | Aggregation::Last | Aggregation::Weighted => {
            let level = usage.level_before(key, reach, day)?;
            carried.level = level.map(|level| decimal(level, decimals));
        }
    }
    Ok(carried)
}

/// A day of the rollups in the words of the rule.
pub(crate) fn bucket(day: &DayBucket, decimals: u32) -> Bucket {
    let last = decimal(day.last, decimals);
    let integral = day.integral.unwrap_or_default();
    let integral = Decimal::try_from_i128_with_scale(integral, decimals + MS_DIGITS);
    Bucket {
        sum: decimal(day.sum, decimals),
        count: u64::try_from(day.count).unwrap_or_default(),
        max: Some(decimal(day.max, decimals)),
        last: Some(Latest {
            at: day.last_at,
            arrival: 0,
            quantity: last,
        }),
        level: day.integral.map(|_| LevelSegment {
            first_at: day.first_at,
            last_at: day.last_at,
            last_level: last,
            integral: integral.unwrap_or_default(),
        }),
        values: BTreeSet::new(),
    }
}

pub(crate) fn zone_of(tx: &ReadTx<'_>, reach: Reach<'_>) -> Result<chrono_tz::Tz, AppError> {
    let business = crate::business::get::load(tx)?;
    let own = match reach {
        Reach::Everybody => None,
        Reach::Customer(customer) | Reach::Subscription { customer, .. } => tx
            .customers()
            .get(customer)?
            .and_then(|customer| customer.timezone),
    };
    Ok(zone::zone(own.as_deref(), &business.timezone))
}

/// A kept event as it was told.
pub(super) fn to_event(kept: &KeptUsage) -> UsageEvent {
    UsageEvent {
        key: kept.key.clone(),
        meter: kept.meter.clone(),
        subject: kept.customer_id.to_string(),
        at: kept.at,
        quantity: decimal(kept.quantity, u32::from(kept.decimals)),
        value: kept.value.clone(),
        user: kept.user.clone(),
        operation: kept.operation.clone(),
        properties: BTreeMap::new(),
        cost: None,
        corrects: kept.corrects.clone(),
    }
}

pub fn of_time(app: &App, request: UsageReadingRequest) -> Result<UsageReading, AppError> {
    let (start, end) = (day(&request.from, "from")?, day(&request.to, "to")?);
    let period = BillingPeriod::try_new(start, end).map_err(|error| {
        AppError::new(
            "period_malformed",
            format!("{error}."),
            "Give a day after the first one.",
        )
        .at("to")
    })?;
    let customer = CustomerId::parse(&request.customer_id)?;
    let subscription = request.subscription_id.as_deref();
    let subscription = subscription.map(SubscriptionId::parse).transpose()?;
    app.read(|tx| {
        let (key, meter) = series::meter(tx, &request.meter)?;
        if tx.customers().get(&customer)?.is_none() {
            return Err(not_found("customer", customer.as_str()));
        }
        let reach = series::reach(&customer, subscription.as_ref());
        let read = read(tx, (key, &meter), reach, period)?;
        Ok(UsageReading {
            quantity: figure(read.quantity),
            unit: meter.unit,
            steps: steps_to_dto(&read.explanation),
        })
    })
}
