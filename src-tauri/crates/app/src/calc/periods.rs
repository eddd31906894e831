//! `calc periods`: the boundaries of billing periods, as days or as instants.

use billing::calendar::{
    CalendarError, Cycle, Interval, boundaries, boundaries_at, parse_timezone,
};
use billing::subscription::Moment;
use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::fields::{Fields, broken, wrong};
use super::moments::moment;
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

/// Answers one line.
pub fn periods(input: &Value) -> Result<Value, AppError> {
    let fields = Fields::read(input, "", FIELDS)?;
    let start = moment(&fields, "start")?;
    let cycle = cycle(&fields)?;
    let n = fields.whole("n", None)?;
    if n > MOST {
        return Err(wrong("n", &format!("should be at most {MOST}")));
    }
    let n = usize::try_from(n).unwrap_or_default();
    let zone = fields.text("timezone")?.unwrap_or("UTC");
    let tz = parse_timezone(zone).map_err(|e| broken("unknown_timezone", &e, "timezone"))?;
    let failed = |error| broken("impossible_periods", &error, field_of(&error));
    let all: Vec<String> = match start {
        Moment::Day(on) => {
            let days = boundaries(on, cycle, n).map_err(failed)?;
            days.iter().map(ToString::to_string).collect()
        }
        Moment::At(at) => {
            let instants = boundaries_at(at, tz, cycle, n).map_err(failed)?;
            instants
                .iter()
                .map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
                .collect()
        }
    };
    Ok(json!({"boundaries": all, "steps": steps(&all)}))
}

/// Where the periods start, then each of them.
fn steps(boundaries: &[String]) -> Vec<Value> {
    let start = boundaries
        .first()
        .map(|start| json!({"label": "Start", "value": start}));
    let periods = boundaries
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| match pair {
            [from, to] => {
                let label = format!("Period {}", at.saturating_add(1));
                Some(json!({"label": label, "value": format!("[{from}, {to})")}))
            }
            _ => None,
        });
    start.into_iter().chain(periods).collect()
}

fn field_of(error: &CalendarError) -> &'static str {
    match error {
        CalendarError::ZeroCount => "count",
        CalendarError::AnchorDayOutOfRange { .. }
        | CalendarError::AnchorDayWithoutMonths
        | CalendarError::AnchorDayWithAlignment => "anchor_day",
        _ => "n",
    }
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
