//! Where a period ends: what is counted so far and the rest, with an interval, and what it costs.

use billing::invoice::Explanation;
use billing::money::Money;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::cost::{Range, of_paths};
use super::paths::{Basis, Paths, Progress, TooEarly};
use crate::statistic::{quantile, to_decimal};

/// Where a period will end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodEnd {
    /// Counted until yesterday.
    pub so_far: Decimal,
    /// The likeliest quantity of the whole period.
    pub expected: Decimal,
    /// Nine of ten periods like this end above it, and so on: the 80 % interval.
    pub lower: Decimal,
    /// Its upper end.
    pub upper: Decimal,
    /// What the middle rests on.
    pub basis: Basis,
    /// What the period will cost by the price that was handed in; none where it cannot be priced.
    pub cost: Option<Range>,
    /// How it was made.
    pub explanation: Explanation,
}

/// Projects a period to its end. `price` tells what a whole period's quantity costs, by the
/// customer's real price.
///
/// # Errors
/// [`TooEarly`] where nothing honest can be said.
pub fn to_period_end(
    progress: &Progress,
    price: impl Fn(Decimal) -> Option<Money>,
) -> Result<PeriodEnd, TooEarly> {
    let paths = progress.paths()?;
    let ends = ends(&paths);
    let expected = paths.so_far + paths.middle.iter().sum::<f64>();
    let quantities: Vec<Decimal> = ends.iter().copied().map(to_decimal).collect();
    let mut end = PeriodEnd {
        so_far: to_decimal(paths.so_far),
        expected: to_decimal(expected),
        lower: to_decimal(quantile(&ends, 0.1).min(expected)),
        upper: to_decimal(quantile(&ends, 0.9).max(expected)),
        basis: paths.basis,
        cost: of_paths(&quantities, price),
        explanation: Explanation::new(),
    };
    end.explanation = explain(&end, paths.middle.len());
    Ok(end)
}

pub(super) fn ends(paths: &Paths) -> Vec<f64> {
    let end = |path: &Vec<f64>| paths.so_far + path.iter().sum::<f64>();
    paths.all.iter().map(end).collect()
}

fn explain(end: &PeriodEnd, days_left: usize) -> Explanation {
    let mut explanation = Explanation::new();
    explanation.step("Counted so far", end.so_far);
    explanation.step("Days left, today included", days_left);
    let basis = match end.basis {
        Basis::Weekdays => "what each weekday usually is; the period's pace says nothing yet",
        Basis::Blend => "each weekday's usual, corrected by the pace of this period",
    };
    explanation.step("Rest told by", basis);
    explanation.step("Expected at the end", end.expected);
    explanation.step("80 % interval", format!("{} to {}", end.lower, end.upper));
    explanation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::Daily;
    use billing::calendar::BillingPeriod;
    use billing::money::Currency;
    use chrono::NaiveDate;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    /// June 2026, with days of 10 and weekends of 3 since 4 May, a Monday, until `today`.
    fn june(today: NaiveDate, factor: i64) -> Progress {
        let first_on = day(5, 4);
        let value = |on: NaiveDate| {
            let weekend = (on - first_on).num_days() % 7 >= 5;
            let times = if on >= day(6, 1) { factor } else { 1 };
            Decimal::from(if weekend { 3 * times } else { 10 * times })
        };
        let days = first_on.iter_days().take_while(|on| *on < today);
        Progress {
            period: BillingPeriod {
                start: day(6, 1),
                end: day(7, 1),
            },
            today,
            daily: Daily {
                first_on,
                values: days.map(value).collect(),
            },
        }
    }

    fn free(_: Decimal) -> Option<Money> {
        None
    }

    #[test]
    fn before_a_full_week_the_run_rate_says_nothing() {
        // 1 to 3 June at three times the usual: 90 so far. Of the other 27 days 19 are workdays.
        let end = to_period_end(&june(day(6, 4), 3), free).unwrap();
        assert_eq!(end.basis, Basis::Weekdays);
        assert_eq!(end.so_far, Decimal::from(90));
        // a run-rate would say 30 a day: 900
        assert!(end.expected < Decimal::from(420), "{}", end.expected);
    }

    #[test]
    fn a_steady_period_ends_where_its_weekdays_lead() {
        // June 2026 has 22 workdays and 8 weekend days: 220 + 24 = 244
        let end = to_period_end(&june(day(6, 15), 1), free).unwrap();
        assert_eq!(end.basis, Basis::Blend);
        let off = (end.expected - Decimal::from(244)).abs();
        assert!(off < Decimal::from(6), "{}", end.expected);
        assert!(end.lower <= end.expected && end.expected <= end.upper);
        assert!(end.lower >= end.so_far);
    }

    #[test]
    fn the_pace_of_a_fuller_period_is_followed_and_priced_by_the_real_price() {
        // twice as much as usual for three weeks: the end lies well above the usual 244
        let price = |quantity: Decimal| {
            let over = (quantity - Decimal::from(300)).max(Decimal::ZERO);
            let cents = i64::try_from(over.round()).ok()?.checked_mul(5)?;
            Some(Money::new(1000 + cents, Currency::EUR))
        };
        let end = to_period_end(&june(day(6, 22), 2), price).unwrap();
        assert!(end.expected > Decimal::from(420), "{}", end.expected);
        let cost = end.cost.unwrap();
        // above 300 it costs 5 cents each: at least 120 of them
        assert!(cost.expected.minor() > 1600, "{cost:?}");
        assert!(cost.lower.minor() <= cost.expected.minor());
        assert!(cost.upper.minor() >= cost.expected.minor());
    }

    #[test]
    fn too_few_days_are_refused() {
        let mut progress = june(day(6, 3), 1);
        progress
            .daily
            .values
            .drain(..progress.daily.values.len() - 2);
        progress.daily.first_on = day(6, 1);
        let refused = to_period_end(&progress, free).unwrap_err();
        assert_eq!(refused, TooEarly::TooFewDays { days: 2 });
        progress.today = day(7, 1);
        let outside = TooEarly::OutsidePeriod { on: day(7, 1) };
        assert_eq!(to_period_end(&progress, free).unwrap_err(), outside);
    }
}
