//! Hours, days and months as the usage tables number them, all in the customer's own calendar.

use chrono::{Datelike, NaiveDate};

pub(crate) const HOURS_A_DAY: i64 = 24;

/// Days since 1970-01-01.
pub(crate) fn day_of(on: NaiveDate) -> i64 {
    on.signed_duration_since(NaiveDate::default()).num_days()
}

pub(crate) fn date_of(day: i64) -> NaiveDate {
    let since = chrono::TimeDelta::try_days(day);
    since
        .and_then(|since| NaiveDate::default().checked_add_signed(since))
        .unwrap_or_default()
}

pub(crate) fn day_of_hour(hour: i64) -> i64 {
    hour.div_euclid(HOURS_A_DAY)
}

/// Years times twelve, and the month from 0.
pub(crate) fn month_of_day(day: i64) -> i64 {
    let on = date_of(day);
    i64::from(on.year()) * 12 + i64::from(on.month0())
}

/// The first day of a month.
pub(crate) fn first_day(month: i64) -> i64 {
    let year = i32::try_from(month.div_euclid(12)).unwrap_or_default();
    let nth = u32::try_from(month.rem_euclid(12)).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, nth + 1, 1).map_or(0, day_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_go_both_ways() {
        let on = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(date_of(day_of(on)), on);
        assert_eq!(month_of_day(day_of(on)), 2024 * 12 + 1);
        assert_eq!(date_of(first_day(2024 * 12 + 1)).to_string(), "2024-02-01");
        // An hour before 1970 is on the day before it.
        assert_eq!(day_of_hour(-1), -1);
    }
}
