//! Periods of billing: half-open ranges of days, the intervals they repeat by, and fiscal years.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A range of days, the first included and the last not, so that periods tile time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BillingPeriod {
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last.
    pub end: NaiveDate,
}

/// What a period repeats by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// A day in the zone.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// Twelve calendar months.
    Year,
}

impl Interval {
    /// What people call one of it, and what it is stored as: "month".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// Why dates could not be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The end is before the start.
    #[error("a period cannot end on {end}, before its start on {start}")]
    EndBeforeStart {
        /// The first day.
        start: NaiveDate,
        /// The day after the last.
        end: NaiveDate,
    },
    /// A count of intervals has to be one or more.
    #[error("a period of 0 intervals has no length; give a count of 1 or more")]
    ZeroCount,
    /// The anchor day is no day of a month.
    #[error("{anchor_day} is no day of a month; give 1 to 31")]
    AnchorDayOutOfRange {
        /// The day that was given.
        anchor_day: u32,
    },
    /// Only months, quarters and years count from a day of the month.
    #[error("days and weeks have no anchor day; leave it out")]
    AnchorDayWithoutMonths,
    /// Aligned periods already say their day.
    #[error("aligned periods begin on the first; leave out the anchor day or the alignment")]
    AnchorDayWithAlignment,
    /// A boundary is beyond the calendar.
    #[error("the periods after {start} go beyond the calendar; ask for fewer")]
    OutOfRange {
        /// Where the periods start.
        start: NaiveDate,
    },
    /// No IANA zone has this name.
    #[error("\"{name}\" is no time zone; write it like Europe/Berlin or UTC")]
    UnknownTimezone {
        /// The name that was given.
        name: String,
    },
}

impl BillingPeriod {
    /// The days from `start` up to, not including, `end`.
    ///
    /// # Errors
    /// [`CalendarError::EndBeforeStart`].
    pub fn try_new(start: NaiveDate, end: NaiveDate) -> Result<Self, CalendarError> {
        if end < start {
            return Err(CalendarError::EndBeforeStart { start, end });
        }
        Ok(Self { start, end })
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.end.signed_duration_since(self.start).num_days()
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn contains(&self, on: NaiveDate) -> bool {
        self.start <= on && on < self.end
    }
}

/// The fiscal year of a day, named by the calendar year that it starts in. Its first month is
/// 1 (January) to 12.
#[must_use]
pub fn fiscal_year(on: NaiveDate, first_month: u32) -> i32 {
    if on.month() >= first_month {
        on.year()
    } else {
        on.year().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_year_it_starts_in() {
        assert_eq!(fiscal_year(day("2026-03-31"), 4), 2025);
        assert_eq!(fiscal_year(day("2026-04-01"), 4), 2026);
        assert_eq!(fiscal_year(day("2026-01-01"), 1), 2026);
    }

    #[test]
    fn the_end_of_a_period_is_not_in_it() {
        let period = BillingPeriod::try_new(day("2026-02-01"), day("2026-03-01")).unwrap();
        assert_eq!(period.days(), 28);
        assert!(period.contains(day("2026-02-28")));
        assert!(!period.contains(day("2026-03-01")));
        assert!(BillingPeriod::try_new(day("2026-02-02"), day("2026-02-01")).is_err());
    }
}
