//! The rhythm of a series: how strongly it repeats by week and by year, and where it is going.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::daily::Daily;
use crate::forecast::decomposition::{Decomposition, decompose};
use crate::statistic::{float, from_decimal, line, mean, to_decimal, variance};

/// How many months make two years.
const TWO_YEARS: usize = 24;
/// The mean days of a month.
const MONTH: f64 = 365.25 / 12.0;

/// How a series moves. A strength is 0 where nothing repeats and 1 where everything does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// How strongly weeks repeat; none below three weeks.
    pub weekly_strength: Option<Decimal>,
    /// How strongly years repeat; none below two years.
    pub yearly_strength: Option<Decimal>,
    /// What each weekday is of a usual day, Monday first, in percent; empty below three weeks.
    pub weekday_pct: Vec<Decimal>,
    /// The change of the last 90 days (or of all, where there are fewer) in percent a month.
    pub trend_pct_a_month: Option<Decimal>,
}

/// The rhythm of days, and of the months that they belong to (whole ones, oldest first).
#[must_use]
pub fn rhythm(daily: &Daily, months: &[Decimal]) -> Rhythm {
    let days: Vec<f64> = daily.values.iter().copied().map(from_decimal).collect();
    let weekly = (days.len() >= super::LEAST_DAYS)
        .then(|| decompose(&days, 7, true))
        .flatten();
    let months: Vec<f64> = months.iter().copied().map(from_decimal).collect();
    let yearly = (months.len() >= TWO_YEARS)
        .then(|| decompose(&months, 12, true))
        .flatten();
    Rhythm {
        weekly_strength: weekly.as_ref().map(strength),
        yearly_strength: yearly.as_ref().map(strength),
        weekday_pct: if weekly.is_some() {
            weekdays(daily, &days)
        } else {
            Vec::new()
        },
        trend_pct_a_month: weekly.as_ref().and_then(trend),
    }
}

/// Wang, Smith and Hyndman (2006): one less the share of the rest in season and rest together.
fn strength(parts: &Decomposition) -> Decimal {
    let both: Vec<f64> = parts
        .seasonal
        .iter()
        .zip(&parts.rest)
        .map(|(season, rest)| season + rest)
        .collect();
    let all = variance(&both);
    if all <= 0.0 {
        return Decimal::ZERO;
    }
    let share = (1.0 - variance(&parts.rest) / all).clamp(0.0, 1.0);
    to_decimal(share).round_dp(2)
}

fn weekdays(daily: &Daily, days: &[f64]) -> Vec<Decimal> {
    use chrono::Datelike;
    let usual = mean(days);
    (0..7)
        .map(|weekday| {
            let same = days
                .iter()
                .enumerate()
                .filter(|(at, _)| daily.on(*at).weekday().num_days_from_monday() == weekday);
            let same: Vec<f64> = same.map(|(_, value)| *value).collect();
            let share = if usual > 0.0 {
                mean(&same) / usual
            } else {
                0.0
            };
            to_decimal(100.0 * share).round_dp(1)
        })
        .collect()
}

fn trend(parts: &Decomposition) -> Option<Decimal> {
    let last = parts.trend.len().saturating_sub(90);
    let recent = parts.trend.get(last..)?;
    let (slope, height) = line(recent);
    let monthly = if parts.multiplies {
        (slope * MONTH).exp_m1()
    } else {
        let middle = height + slope * float(recent.len()) / 2.0;
        (middle > 0.0).then(|| slope * MONTH / middle)?
    };
    Some(to_decimal(100.0 * monthly).round_dp(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_working_week_is_strong_and_its_days_are_told() {
        // five days of 120 and two of 50 a week: the mean is (600 + 100) / 7 = 100
        let values = [120, 120, 120, 120, 120, 50, 50].repeat(8);
        let daily = Daily {
            first_on: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
            values: values.into_iter().map(Decimal::from).collect(),
        };
        let told = rhythm(&daily, &[]);
        assert!(told.weekly_strength.unwrap() >= Decimal::new(99, 2));
        assert_eq!(told.weekday_pct[0], Decimal::from(120));
        assert_eq!(told.weekday_pct[6], Decimal::from(50));
        assert_eq!(told.yearly_strength, None);
        assert!(told.trend_pct_a_month.unwrap().abs() < Decimal::new(5, 1));
    }

    #[test]
    fn growth_of_ten_percent_a_month_is_told() {
        // 1.1 ^ (day / 30.4375)
        let growth = |day: u32| 1000.0 * 1.1_f64.powf(f64::from(day) / 30.4375);
        let daily = Daily {
            first_on: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
            values: (0..120).map(|day| to_decimal(growth(day))).collect(),
        };
        let told = rhythm(&daily, &[]).trend_pct_a_month.unwrap();
        assert!(
            (told - Decimal::from(10)).abs() <= Decimal::new(3, 1),
            "{told}"
        );
    }
}
