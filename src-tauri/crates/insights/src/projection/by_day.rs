//! The days to a period's end: what will have been counted by each, with two intervals.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::paths::{Progress, TooEarly, after};
use crate::statistic::{quantile_of_sorted, to_decimal};

/// What a period will have counted by the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayAhead {
    /// Which day.
    pub on: NaiveDate,
    /// The likeliest quantity.
    pub expected: Decimal,
    /// Nine of ten paths are above it: the 80 % interval.
    pub lower_80: Decimal,
    /// Its upper end.
    pub upper_80: Decimal,
    /// Thirty-nine of forty paths are above it: the 95 % interval.
    pub lower_95: Decimal,
    /// Its upper end.
    pub upper_95: Decimal,
}

/// What will have been counted by each day from today to the last of the period.
///
/// # Errors
/// [`TooEarly`] where nothing honest can be said.
pub fn by_day(progress: &Progress) -> Result<Vec<DayAhead>, TooEarly> {
    let paths = progress.paths()?;
    let mut so_far: Vec<f64> = vec![paths.so_far; paths.all.len()];
    let mut expected = paths.so_far;
    let mut days = Vec::with_capacity(paths.middle.len());
    for (at, middle) in paths.middle.iter().enumerate() {
        expected += middle;
        for (sum, path) in so_far.iter_mut().zip(&paths.all) {
            *sum += path.get(at).copied().unwrap_or_default();
        }
        let mut sorted = so_far.clone();
        sorted.sort_by(f64::total_cmp);
        let below = |share: f64| to_decimal(quantile_of_sorted(&sorted, share).min(expected));
        let above = |share: f64| to_decimal(quantile_of_sorted(&sorted, share).max(expected));
        days.push(DayAhead {
            on: after(progress.today, at),
            expected: to_decimal(expected),
            lower_80: below(0.1),
            upper_80: above(0.9),
            lower_95: below(0.025),
            upper_95: above(0.975),
        });
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::Daily;
    use crate::projection::to_period_end;
    use billing::calendar::BillingPeriod;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    /// Since 1 May, a little more or less than ten a day; it is 11 June.
    fn progress() -> Progress {
        let values = (0..41).map(|at| Decimal::from(8 + at * 3 % 5)).collect();
        Progress {
            period: BillingPeriod {
                start: day(6, 1),
                end: day(7, 1),
            },
            today: day(6, 11),
            daily: Daily {
                first_on: day(5, 1),
                values,
            },
        }
    }

    #[test]
    fn each_day_adds_to_the_one_before_and_the_last_is_the_period_s_end() {
        let told = by_day(&progress()).unwrap();
        // 11 to 30 June
        assert_eq!(told.len(), 20);
        assert_eq!((told[0].on, told[19].on), (day(6, 11), day(6, 30)));
        for pair in told.windows(2) {
            assert!(pair[0].expected < pair[1].expected);
        }
        for one in &told {
            assert!(one.lower_95 <= one.lower_80 && one.lower_80 <= one.expected);
            assert!(one.expected <= one.upper_80 && one.upper_80 <= one.upper_95);
        }
        let end = to_period_end(&progress(), |_| None).unwrap();
        let last = told[19];
        assert_eq!(last.expected, end.expected);
        assert_eq!((last.lower_80, last.upper_80), (end.lower, end.upper));
    }

    #[test]
    fn too_few_days_are_refused() {
        let mut short = progress();
        short.daily.first_on = day(6, 9);
        short.daily.values.truncate(2);
        assert_eq!(by_day(&short), Err(TooEarly::TooFewDays { days: 2 }));
    }
}
