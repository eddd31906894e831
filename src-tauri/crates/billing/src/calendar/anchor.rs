//! The anchor of a cycle: where periods begin, without drift at the ends of months.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::period::{CalendarError, Interval};
use super::timezone::at_local_time;

/// The last year that is written with four digits.
const LAST_YEAR: i32 = 9999;

/// How periods repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cycle {
    /// What a period repeats by.
    pub interval: Interval,
    /// How many intervals a period has; 1 or more.
    pub count: u32,
    /// The day of the month (1 to 31) that months, quarters and years count from; where absent,
    /// the day of the start. Months without that day use their last.
    pub anchor_day: Option<u32>,
    /// Whether periods begin with the calendar: on the 1st of a month, quarter or year, or on a
    /// Monday. The first period is then shorter: the rest of the one that the start falls into.
    pub aligned: bool,
}

impl Cycle {
    /// One interval at a time, from the day of the start.
    #[must_use]
    pub const fn every(interval: Interval) -> Self {
        Self {
            interval,
            count: 1,
            anchor_day: None,
            aligned: false,
        }
    }
}

/// The `n + 1` days that bound the first `n` periods from `start`, which is the first of them.
///
/// # Errors
/// [`CalendarError`] where the cycle contradicts itself or leaves the calendar.
pub fn boundaries(
    start: NaiveDate,
    cycle: Cycle,
    n: usize,
) -> Result<Vec<NaiveDate>, CalendarError> {
    check(cycle)?;
    let out_of_range = CalendarError::OutOfRange { start };
    let anchor = anchor_of(start, cycle).ok_or(out_of_range.clone())?;
    let origin = anchor.after(cycle, 0).ok_or(out_of_range.clone())?;
    // An anchor on or before the start bounds no later period; one after it ends the first.
    let first = u32::from(origin <= start);
    let mut all = vec![start];
    for step in (first..).take(n) {
        let bound = anchor.after(cycle, step);
        let bound = bound.filter(|on| on.year() <= LAST_YEAR);
        all.push(bound.ok_or(out_of_range.clone())?);
    }
    Ok(all)
}

/// The same for a start that is an instant: boundaries keep its local time in the zone. A day that
/// a zone skipped whole (Samoa had no 30 December 2011) begins no period of its own.
///
/// # Errors
/// [`CalendarError`] where the cycle contradicts itself or leaves the calendar.
pub fn boundaries_at(
    start: DateTime<Utc>,
    tz: Tz,
    cycle: Cycle,
    n: usize,
) -> Result<Vec<DateTime<Utc>>, CalendarError> {
    let mut all = instants(start, tz, cycle, n)?;
    let missing = n.saturating_add(1).saturating_sub(all.len());
    if missing > 0 {
        all = instants(start, tz, cycle, n.saturating_add(missing))?;
    }
    Ok(all)
}

/// The boundaries as instants, each once.
fn instants(
    start: DateTime<Utc>,
    tz: Tz,
    cycle: Cycle,
    n: usize,
) -> Result<Vec<DateTime<Utc>>, CalendarError> {
    let local = start.with_timezone(&tz).naive_local();
    let days = boundaries(local.date(), cycle, n)?;
    let mut all = vec![start];
    for day in days.into_iter().skip(1) {
        let at = at_local_time(NaiveDateTime::new(day, local.time()), tz);
        all.push(at.ok_or(CalendarError::OutOfRange {
            start: local.date(),
        })?);
    }
    all.dedup();
    Ok(all)
}

fn check(cycle: Cycle) -> Result<(), CalendarError> {
    if cycle.count == 0 {
        return Err(CalendarError::ZeroCount);
    }
    let Some(anchor_day) = cycle.anchor_day else {
        return Ok(());
    };
    if !(1..=31).contains(&anchor_day) {
        return Err(CalendarError::AnchorDayOutOfRange { anchor_day });
    }
    if matches!(cycle.interval, Interval::Day | Interval::Week) {
        return Err(CalendarError::AnchorDayWithoutMonths);
    }
    if cycle.aligned {
        return Err(CalendarError::AnchorDayWithAlignment);
    }
    Ok(())
}

/// Where a cycle counts from: a day, and the day of the month that it would like best.
struct Anchor {
    on: NaiveDate,
    day: u32,
}

impl Anchor {
    /// The boundary `steps` periods after the anchor, always counted from the anchor itself.
    fn after(&self, cycle: Cycle, steps: u32) -> Option<NaiveDate> {
        let count = steps.checked_mul(cycle.count)?;
        match months_of(cycle.interval) {
            Some(months) => self.on_day_of_month_after(count.checked_mul(months)?),
            None if cycle.interval == Interval::Week => self
                .on
                .checked_add_days(Days::new(u64::from(count.checked_mul(7)?))),
            None => self.on.checked_add_days(Days::new(u64::from(count))),
        }
    }

    fn on_day_of_month_after(&self, months: u32) -> Option<NaiveDate> {
        let first = self
            .on
            .with_day(1)?
            .checked_add_months(Months::new(months))?;
        (28..=self.day)
            .rev()
            .find_map(|day| first.with_day(day))
            .or(first.with_day(self.day))
    }
}

fn anchor_of(start: NaiveDate, cycle: Cycle) -> Option<Anchor> {
    let on = if cycle.aligned {
        aligned_on_or_before(start, cycle.interval)?
    } else {
        start
    };
    Some(Anchor {
        on,
        day: cycle.anchor_day.unwrap_or(on.day()),
    })
}

/// The first day of the interval that the start falls into. Counts are from there, as those of an
/// anchor day are from the start's own month.
fn aligned_on_or_before(start: NaiveDate, interval: Interval) -> Option<NaiveDate> {
    match interval {
        Interval::Day => Some(start),
        Interval::Week => Some(start.week(Weekday::Mon).first_day()),
        Interval::Month => start.with_day(1),
        Interval::Quarter => {
            let into = start.month0().checked_rem(3)?;
            start.with_day(1)?.checked_sub_months(Months::new(into))
        }
        Interval::Year => start.with_ordinal(1),
    }
}

const fn months_of(interval: Interval) -> Option<u32> {
    match interval {
        Interval::Day | Interval::Week => None,
        Interval::Month => Some(1),
        Interval::Quarter => Some(3),
        Interval::Year => Some(12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(start: &str, cycle: Cycle, n: usize) -> String {
        let days = boundaries(start.parse().unwrap(), cycle, n).unwrap();
        days.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn every(interval: Interval, count: u32) -> Cycle {
        Cycle {
            count,
            ..Cycle::every(interval)
        }
    }

    fn anchored(interval: Interval, day: u32) -> Cycle {
        Cycle {
            anchor_day: Some(day),
            ..Cycle::every(interval)
        }
    }

    fn aligned(interval: Interval) -> Cycle {
        Cycle {
            aligned: true,
            ..Cycle::every(interval)
        }
    }

    #[test]
    fn the_ends_of_months_do_not_drift() {
        let monthly = Cycle::every(Interval::Month);
        let from_january = "2026-01-31 2026-02-28 2026-03-31 2026-04-30";
        assert_eq!(bounds("2026-01-31", monthly, 3), from_january);
        let yearly = Cycle::every(Interval::Year);
        let from_leap_day = "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29";
        assert_eq!(bounds("2024-02-29", yearly, 4), from_leap_day);
        let quarterly = Cycle::every(Interval::Quarter);
        assert_eq!(
            bounds("2025-11-30", quarterly, 2),
            "2025-11-30 2026-02-28 2026-05-30"
        );
    }

    #[test]
    fn a_count_of_intervals_is_one_period() {
        let days = "2026-02-27 2026-03-09 2026-03-19";
        assert_eq!(bounds("2026-02-27", every(Interval::Day, 10), 2), days);
        let weeks = "2026-12-28 2027-01-11 2027-01-25";
        assert_eq!(bounds("2026-12-28", every(Interval::Week, 2), 2), weeks);
    }

    #[test]
    fn an_anchor_day_in_the_starts_month_ends_the_first_period() {
        let month_end = "2026-02-28 2026-03-31 2026-04-30";
        assert_eq!(
            bounds("2026-02-28", anchored(Interval::Month, 31), 2),
            month_end
        );
        let short_first = "2026-01-15 2026-01-31 2026-02-28";
        assert_eq!(
            bounds("2026-01-15", anchored(Interval::Month, 31), 2),
            short_first
        );
        let quarter = "2026-02-20 2026-05-05 2026-08-05";
        assert_eq!(
            bounds("2026-02-20", anchored(Interval::Quarter, 5), 2),
            quarter
        );
        let year = "2026-02-20 2026-02-25 2027-02-25";
        assert_eq!(bounds("2026-02-20", anchored(Interval::Year, 25), 2), year);
    }

    #[test]
    fn aligned_periods_begin_with_the_calendar() {
        let month = "2026-01-15 2026-02-01 2026-03-01";
        assert_eq!(bounds("2026-01-15", aligned(Interval::Month), 2), month);
        let on_the_first = "2026-01-01 2026-02-01";
        assert_eq!(
            bounds("2026-01-01", aligned(Interval::Month), 1),
            on_the_first
        );
        let quarter = "2026-02-15 2026-04-01 2026-07-01";
        assert_eq!(bounds("2026-02-15", aligned(Interval::Quarter), 2), quarter);
        // 20 November 2026 is a Friday; the Monday after it is the 23rd
        let week = "2026-11-20 2026-11-23 2026-11-30";
        assert_eq!(bounds("2026-11-20", aligned(Interval::Week), 2), week);
        let year = "2026-11-20 2027-01-01 2028-01-01";
        assert_eq!(bounds("2026-11-20", aligned(Interval::Year), 2), year);
    }

    #[test]
    fn counted_aligned_periods_begin_with_the_starts_own_interval() {
        // flexprice, internal/types/date_test.go, calendar billing with unit 2
        let table = [
            (
                "2023-01-15",
                Interval::Month,
                "2023-01-15 2023-03-01 2023-05-01",
            ),
            (
                "2024-12-30",
                Interval::Month,
                "2024-12-30 2025-02-01 2025-04-01",
            ),
            (
                "2023-12-31",
                Interval::Year,
                "2023-12-31 2025-01-01 2027-01-01",
            ),
            (
                "2024-03-06",
                Interval::Week,
                "2024-03-06 2024-03-18 2024-04-01",
            ),
            (
                "2026-02-15",
                Interval::Quarter,
                "2026-02-15 2026-07-01 2027-01-01",
            ),
        ];
        for (start, interval, expected) in table {
            let cycle = Cycle {
                count: 2,
                ..aligned(interval)
            };
            assert_eq!(bounds(start, cycle, 2), expected);
        }
    }

    #[test]
    fn instants_keep_their_local_time_over_changes_of_the_clock() {
        let start = "2026-03-28T01:30:00Z".parse().unwrap(); // 02:30 in Berlin, winter
        let cycle = Cycle::every(Interval::Day);
        let all = boundaries_at(start, chrono_tz::Europe::Berlin, cycle, 2).unwrap();
        let all: Vec<_> = all.iter().map(DateTime::to_rfc3339).collect();
        // The 29th skips 02:30, which becomes 03:30 summer time; the 30th has 02:30 again
        let expected = [
            "2026-03-28T01:30:00+00:00",
            "2026-03-29T01:30:00+00:00",
            "2026-03-30T00:30:00+00:00",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn a_day_that_a_zone_skipped_begins_no_period() {
        // Samoa crossed the date line: after 29 December 2011 came the 31st.
        let start = "2011-12-29T10:00:00Z".parse().unwrap(); // midnight of the 29th in Apia
        let cycle = Cycle::every(Interval::Day);
        let all = boundaries_at(start, chrono_tz::Pacific::Apia, cycle, 2).unwrap();
        let all: Vec<_> = all.iter().map(DateTime::to_rfc3339).collect();
        let expected = [
            "2011-12-29T10:00:00+00:00",
            "2011-12-30T10:00:00+00:00", // midnight of the 31st
            "2011-12-31T10:00:00+00:00",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn a_cycle_that_contradicts_itself_is_refused() {
        let start = "2026-01-31".parse().unwrap();
        let zero = boundaries(start, every(Interval::Month, 0), 1);
        assert_eq!(zero, Err(CalendarError::ZeroCount));
        let anchor_day = 32;
        let beyond = boundaries(start, anchored(Interval::Month, anchor_day), 1);
        assert_eq!(
            beyond,
            Err(CalendarError::AnchorDayOutOfRange { anchor_day })
        );
        let weekly = boundaries(start, anchored(Interval::Week, 3), 1);
        assert_eq!(weekly, Err(CalendarError::AnchorDayWithoutMonths));
        let far = boundaries(start, every(Interval::Year, u32::MAX), 1);
        assert_eq!(far, Err(CalendarError::OutOfRange { start }));
        // 31 December 9999 is the last day that YYYY-MM-DD can write
        let last = "9999-11-30".parse().unwrap();
        let monthly = Cycle::every(Interval::Month);
        assert!(boundaries(last, monthly, 1).is_ok());
        let beyond = boundaries(last, monthly, 2);
        assert_eq!(beyond, Err(CalendarError::OutOfRange { start: last }));
    }
}
