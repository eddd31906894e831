//! Reading periods and moments: days or instants, the zone, and the convention that counts them.

use billing::calendar::parse_timezone;
use billing::subscription::{Moment, ProratedPeriod, ProrationConvention};
use chrono::{DateTime, Datelike, Timelike, Utc};

use super::fields::{Fields, broken, day, wrong};
use crate::error::AppError;

/// A day or an instant in a field that has to be there.
pub fn moment(fields: &Fields<'_>, name: &str) -> Result<Moment, AppError> {
    let text = fields.required_text(name)?.trim();
    let path = fields.path_of(name);
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return instant(at.with_timezone(&Utc))
            .map(Moment::At)
            .ok_or_else(|| wrong(&path, "should be an instant of the years 0 to 9999"));
    }
    day(text, &path).map(Moment::Day).map_err(|_| {
        let should = "should be a day (2026-01-31) or an instant (2026-01-31T09:00:00Z)";
        wrong(&path, should)
    })
}

/// An instant as the calendar counts it: a leap second is the first second after it, as in POSIX
/// time.
fn instant(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    const SECOND: u32 = 1_000_000_000;
    let at = match at.nanosecond().checked_sub(SECOND) {
        Some(beyond) => DateTime::from_timestamp(at.timestamp().checked_add(1)?, beyond)?,
        None => at,
    };
    (0..=9999).contains(&at.year()).then_some(at)
}

/// The period of the fields `period_start`, `period_end`, `convention` and `timezone`.
pub fn period(fields: &Fields<'_>) -> Result<ProratedPeriod, AppError> {
    let start = moment(fields, "period_start")?;
    let end = moment(fields, "period_end")?;
    let zone = fields.text("timezone")?.unwrap_or("UTC");
    let tz = parse_timezone(zone)
        .map_err(|e| broken("unknown_timezone", &e, &fields.path_of("timezone")))?;
    ProratedPeriod::try_new(start, end, convention(fields)?, tz)
        .map_err(|e| broken("impossible_period", &e, &fields.path_of("period_end")))
}

/// Days, where it is left out.
fn convention(fields: &Fields<'_>) -> Result<ProrationConvention, AppError> {
    match fields.text("convention")? {
        None | Some("day") => Ok(ProrationConvention::Day),
        Some("second") => Ok(ProrationConvention::Second),
        Some("day_inclusive") => Ok(ProrationConvention::DayInclusive),
        Some("thirty_day_month") => Ok(ProrationConvention::ThirtyDayMonth),
        Some("thirty_360") => Ok(ProrationConvention::Thirty360),
        Some(_) => Err(wrong(
            &fields.path_of("convention"),
            "should be day, second, day_inclusive, thirty_day_month or thirty_360",
        )),
    }
}
