//! `calc usage`: what a meter makes of events in a period.

use std::collections::BTreeMap;

use billing::calendar::{CalendarError, at_local_time, parse_timezone};
use billing::ids::MeterId;
use billing::subscription::Moment;
use billing::usage::{
    Aggregation, Meter, Reset, UsageError, UsageEvent, UsageRounding, UsageSpan, aggregate,
};
use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use ulid::Ulid;

use super::fields::{Fields, broken, longest_figure, steps, wrong};
use super::moments::moment;
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "aggregation",
    "period_start",
    "period_end",
    "timezone",
    "events",
    "rounding",
];
const EVENT_FIELDS: &[&str] = &["id", "at", "quantity", "value"];
/// More digits than a decimal keeps.
const MOST_DECIMALS: u32 = 28;

/// Answers one line.
pub fn usage(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let meter = meter(aggregation(&fields)?, rounding(&fields)?);
    let zone = fields.text("timezone")?.unwrap_or("UTC");
    let tz = parse_timezone(zone).map_err(|e| broken("unknown_timezone", &e, "timezone"))?;
    let span = UsageSpan {
        start: instant(&fields, "period_start", tz)?,
        end: instant(&fields, "period_end", tz)?,
    };
    span.seconds()
        .map_err(|e| broken("impossible_period", &e, "period_end"))?;
    let events = events(&fields, meter.aggregation, tz)?;
    let answer = aggregate(&meter, &events, span).map_err(|error| {
        let field = longest_figure(fields.value("events").unwrap_or(&Value::Null), "events");
        let code = match error {
            UsageError::NoTime => "impossible_period",
            UsageError::TooFine { .. } | UsageError::TooLarge => "usage_too_large",
        };
        broken(code, &error, &field)
    })?;
    let (duplicates, late) = (answer.settled.duplicates.len(), answer.before);
    let mut told = vec![
        json!({"label": "Events given", "value": events.len().to_string()}),
        json!({"label": "Repeated ids, counted once", "value": duplicates.to_string()}),
        json!({"label": "Before the period", "value": late.to_string()}),
        json!({"label": "After the period", "value": answer.after.to_string()}),
    ];
    told.extend(steps(&answer.reading.explanation));
    Ok(json!({
        "quantity": answer.reading.quantity.to_string(),
        "duplicates": duplicates,
        "late": late,
        "steps": told,
    }))
}

/// A meter that begins anew with each period, as the calculator knows no other.
fn meter(aggregation: Aggregation, rounding: Option<UsageRounding>) -> Meter {
    Meter {
        id: MeterId::from_ulid(Ulid::nil()),
        key: String::new(),
        name: String::new(),
        unit: String::new(),
        product_id: None,
        aggregation,
        decimals: 9,
        rounding,
        reset: Reset::EachPeriod,
        costs: Vec::new(),
        archived: false,
    }
}

fn aggregation(fields: &Fields<'_>) -> Result<Aggregation, AppError> {
    match fields.required_text("aggregation")? {
        "sum" => Ok(Aggregation::Sum),
        "count" => Ok(Aggregation::Count),
        "max" => Ok(Aggregation::Max),
        "last" => Ok(Aggregation::Last),
        "unique_count" => Ok(Aggregation::UniqueCount),
        "weighted" => Ok(Aggregation::Weighted),
        _ => Err(wrong(
            "aggregation",
            "should be sum, count, max, last, unique_count or weighted",
        )),
    }
}

fn rounding(fields: &Fields<'_>) -> Result<Option<UsageRounding>, AppError> {
    let Some(value) = fields.value("rounding") else {
        return Ok(None);
    };
    let rounding = Fields::read(value, "rounding", &["decimals", "mode"])?;
    let decimals = rounding.whole("decimals", None)?;
    if decimals > MOST_DECIMALS {
        let should = format!("should be at most {MOST_DECIMALS}");
        return Err(wrong("rounding.decimals", &should));
    }
    Ok(Some(UsageRounding {
        decimals: u8::try_from(decimals).unwrap_or_default(),
        mode: rounding.rounding("mode")?,
    }))
}

/// An instant, or the first one of a day in the zone.
fn instant(fields: &Fields<'_>, name: &str, tz: Tz) -> Result<DateTime<Utc>, AppError> {
    match moment(fields, name)? {
        Moment::At(at) => Ok(at),
        Moment::Day(on) => at_local_time(on.and_time(NaiveTime::MIN), tz).ok_or_else(|| {
            let error = CalendarError::OutOfRange { start: on };
            broken("impossible_period", &error, &fields.path_of(name))
        }),
    }
}

fn events(
    fields: &Fields<'_>,
    aggregation: Aggregation,
    tz: Tz,
) -> Result<Vec<UsageEvent>, AppError> {
    let events = fields.list("events")?.iter().enumerate();
    let read = |(index, value): (usize, &Value)| {
        let fields = Fields::read(value, &format!("events.{index}"), EVENT_FIELDS)?;
        event(&fields, aggregation, tz)
    };
    events.map(read).collect()
}

/// Only what the aggregation looks at has to be there.
fn event(fields: &Fields<'_>, aggregation: Aggregation, tz: Tz) -> Result<UsageEvent, AppError> {
    let (quantity, value) = match aggregation {
        Aggregation::Count => (fields.decimal("quantity")?, fields.text("value")?),
        Aggregation::UniqueCount => {
            let value = fields.required_text("value")?;
            (fields.decimal("quantity")?, Some(value))
        }
        _ => {
            let quantity = fields.required_decimal("quantity")?;
            (Some(quantity), fields.text("value")?)
        }
    };
    Ok(UsageEvent {
        key: fields.required_text("id")?.to_owned(),
        meter: String::new(),
        subject: String::new(),
        at: instant(fields, "at", tz)?,
        quantity: quantity.unwrap_or(Decimal::ONE),
        value: value.unwrap_or_default().to_owned(),
        user: String::new(),
        operation: String::new(),
        properties: BTreeMap::new(),
        cost: None,
        corrects: None,
    })
}
