//! When an allowance runs out at this pace, how sure that is, and how likely it is at all.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::paths::{Progress, TooEarly, after};
use crate::statistic::{float, from_decimal, to_decimal};

/// When an allowance runs out within its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunOut {
    /// The likeliest day; none where the likeliest is that the period ends first.
    pub on: Option<NaiveDate>,
    /// One path in ten runs out by then, where so many do.
    pub earliest_on: Option<NaiveDate>,
    /// Nine paths in ten have run out by then, where so many do.
    pub latest_on: Option<NaiveDate>,
    /// How likely it is that it runs out at all, in percent.
    pub chance_pct: Decimal,
}

/// Tells when a period's quantity passes `limit`.
///
/// # Errors
/// [`TooEarly`] where nothing honest can be said.
pub fn run_out(progress: &Progress, limit: Decimal) -> Result<RunOut, TooEarly> {
    let paths = progress.paths()?;
    let left = from_decimal(limit) - paths.so_far;
    let mut days: Vec<Option<usize>> = paths.all.iter().map(|path| passes(path, left)).collect();
    // Those that never pass come last.
    days.sort_by_key(|day| day.unwrap_or(usize::MAX));
    let by = |tenths: usize| {
        let day = days.get(days.len() * tenths / 10).copied().flatten();
        day.map(|day| after(progress.today, day))
    };
    let passing = days.iter().flatten().count();
    let chance = 100.0 * float(passing) / float(days.len().max(1));
    Ok(RunOut {
        on: passes(&paths.middle, left).map(|day| after(progress.today, day)),
        earliest_on: by(1),
        latest_on: by(9),
        chance_pct: to_decimal(chance).round(),
    })
}

/// The place of the day on which a path has used more than is left.
fn passes(path: &[f64], left: f64) -> Option<usize> {
    if left < 0.0 {
        return Some(0);
    }
    let mut used = 0.0;
    path.iter().position(|day| {
        used += day;
        used > left
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::Daily;
    use billing::calendar::BillingPeriod;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    /// Ten a day, every day, since 1 May; it is 11 June.
    fn steady() -> Progress {
        Progress {
            period: BillingPeriod {
                start: day(6, 1),
                end: day(7, 1),
            },
            today: day(6, 11),
            daily: Daily {
                first_on: day(5, 1),
                values: vec![Decimal::from(10); 41],
            },
        }
    }

    #[test]
    fn ten_a_day_pass_two_hundred_and_five_on_the_twenty_first_day() {
        // 100 until 10 June; 105 are left: ten days make 100, the eleventh, 21 June, passes
        let told = run_out(&steady(), Decimal::from(205)).unwrap();
        assert_eq!(told.on, Some(day(6, 21)));
        assert_eq!(told.chance_pct, Decimal::ONE_HUNDRED);
        assert_eq!((told.earliest_on, told.latest_on), (told.on, told.on));
    }

    #[test]
    fn what_lasts_and_what_is_gone_say_so() {
        let lasts = run_out(&steady(), Decimal::from(1000)).unwrap();
        assert_eq!((lasts.on, lasts.chance_pct), (None, Decimal::ZERO));
        assert_eq!(lasts.earliest_on, None);
        let gone = run_out(&steady(), Decimal::from(50)).unwrap();
        assert_eq!(gone.on, Some(day(6, 11)));
    }
}
