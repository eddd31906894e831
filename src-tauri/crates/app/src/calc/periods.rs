//! `calc periods`: the boundaries of billing periods, as days or as instants.

use billing::calendar::{Cycle, Interval, boundaries, boundaries_at, parse_timezone};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::fields::{Fields, broken, day, wrong};
use crate::error::AppError;

const FIELDS: &[&str] = &[
    "start",
    "interval",
    "count",
    "anchor_day",
    "n",
    "timezone",
    "aligned",
];
/// More boundaries than anybody reads; beyond it a typing error is likelier.
const MOST: u32 = 100_000;

enum Start {
    Day(NaiveDate),
    Instant(DateTime<Utc>),
}

/// Answers one line.
pub fn periods(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let start = start(fields.required_text("start")?)?;
    let cycle = cycle(&fields)?;
    let n = fields.whole("n", None)?;
    if n > MOST {
        return Err(wrong("n", &format!("should be at most {MOST}")));
    }
    let n = usize::try_from(n).unwrap_or_default();
    let zone = fields.text("timezone")?.unwrap_or("UTC");
    let tz = parse_timezone(zone).map_err(|e| broken("unknown_timezone", &e, "timezone"))?;
    let failed = |error| broken("impossible_periods", &error, "start");
    let all: Vec<String> = match start {
        Start::Day(on) => {
            let days = boundaries(on, cycle, n).map_err(failed)?;
            days.iter().map(ToString::to_string).collect()
        }
        Start::Instant(at) => {
            let instants = boundaries_at(at, tz, cycle, n).map_err(failed)?;
            instants
                .iter()
                .map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
                .collect()
        }
    };
    let steps: Vec<Value> = all
        .windows(2)
        .enumerate()
        .map(|(at, pair)| match pair {
            [from, to] => {
                json!({"label": format!("period {}", at.saturating_add(1)),
                       "value": format!("[{from}, {to})")})
            }
            _ => Value::Null,
        })
        .collect();
    Ok(json!({"boundaries": all, "steps": steps}))
}

fn start(text: &str) -> Result<Start, AppError> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(Start::Instant(at.with_timezone(&Utc)));
    }
    day(text, "start").map(Start::Day).map_err(|_| {
        wrong(
            "start",
            "should be a day (2026-01-31) or an instant (2026-01-31T09:00:00Z)",
        )
    })
}

fn cycle(fields: &Fields<'_>) -> Result<Cycle, AppError> {
    let interval = match fields.required_text("interval")? {
        "day" => Interval::Day,
        "week" => Interval::Week,
        "month" => Interval::Month,
        "quarter" => Interval::Quarter,
        "year" => Interval::Year,
        _ => {
            return Err(wrong(
                "interval",
                "should be day, week, month, quarter or year",
            ));
        }
    };
    let anchor_day = fields
        .value("anchor_day")
        .map(|_| fields.whole("anchor_day", None))
        .transpose()?;
    let count = fields.whole("count", Some(1))?;
    Ok(Cycle {
        interval,
        count,
        anchor_day,
        aligned: fields.flag("aligned", false)?,
    })
}
