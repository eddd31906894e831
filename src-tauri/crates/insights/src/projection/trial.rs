//! The trial of the projection: simulated years, their months projected from days that were known.

use billing::calendar::BillingPeriod;
use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::Decimal;

use super::{Progress, to_period_end};
use crate::patterns::Daily;
use crate::simulated::{DAYS, year};
use crate::statistic::{float, from_decimal, mean};

const SERIES: u64 = 60;

/// A month of a year as it was known on a day, and what it came to.
fn known_on(daily: &Daily, month: u32, day: u32) -> (Progress, f64) {
    let start = NaiveDate::from_ymd_opt(daily.first_on.year(), month, 1).unwrap();
    let end = start.checked_add_months(Months::new(1)).unwrap();
    let today = start.checked_add_days(Days::new(u64::from(day))).unwrap();
    let within = |at: &usize| daily.on(*at) >= start && daily.on(*at) < end;
    let came_to = (0..DAYS)
        .filter(within)
        .map(|at| from_decimal(daily.values[at]));
    let came_to = came_to.sum();
    let until: Vec<Decimal> = (0..DAYS)
        .filter(|at| daily.on(*at) < today)
        .map(|at| daily.values[at])
        .collect();
    let progress = Progress {
        period: BillingPeriod { start, end },
        today,
        daily: Daily {
            first_on: daily.first_on,
            values: until,
        },
    };
    (progress, came_to)
}

#[test]
fn months_end_within_their_interval_and_nearer_than_by_run_rate() {
    let mut figures = Vec::new();
    for days_known in [3, 10, 20] {
        let (mut ours, mut run_rate, mut within) = (Vec::new(), Vec::new(), 0);
        for seed in 0..SERIES {
            let daily = year(seed).daily;
            for month in [4, 7, 10] {
                let (progress, came_to) = known_on(&daily, month, days_known);
                let told = to_period_end(&progress, |_| None).unwrap();
                let days = (progress.period.end - progress.period.start).num_days();
                let rate = from_decimal(told.so_far) / f64::from(days_known);
                let days = float(usize::try_from(days).unwrap());
                run_rate.push((rate * days / came_to - 1.0).abs());
                ours.push((from_decimal(told.expected) / came_to - 1.0).abs());
                let (low, high) = (from_decimal(told.lower), from_decimal(told.upper));
                within += usize::from(low <= came_to && came_to <= high);
            }
        }
        let share = float(within) / float(ours.len());
        println!(
            "{days_known} days known: error {:.1} %, by run-rate {:.1} %, within 80 %: {:.1} %",
            100.0 * mean(&ours),
            100.0 * mean(&run_rate),
            100.0 * share
        );
        figures.push((mean(&ours), mean(&run_rate), share));
    }
    for (ours, run_rate, share) in figures {
        assert!(ours < run_rate);
        assert!((0.74..=0.92).contains(&share), "{share}");
    }
}
