//! The trial of the search: simulated years, searched by us and by a trailing z-score.

use chrono::NaiveDate;

use super::findings;
use crate::simulated::year;
use crate::statistic::{float, mean, variance};

const SERIES: u64 = 120;

/// Days farther than three deviations from the 28 before them.
fn trailing(values: &[f64]) -> Vec<usize> {
    (28..values.len())
        .filter(|at| {
            let before = &values[at - 28..*at];
            (values[*at] - mean(before)).abs() > 3.0 * variance(before).sqrt()
        })
        .collect()
}

#[derive(Default)]
struct Tally {
    known: usize,
    found: usize,
    false_alarms: usize,
}

impl Tally {
    fn count(&mut self, known: &[usize], told: &[usize], within: usize) {
        let near = |one: usize, all: &[usize]| all.iter().any(|o| o.abs_diff(one) <= within);
        self.known += known.len();
        self.found += known.iter().filter(|one| near(**one, told)).count();
        self.false_alarms += told.iter().filter(|one| !near(**one, known)).count();
    }

    fn share(&self) -> f64 {
        float(self.found) / float(self.known)
    }

    fn alarms_a_year(&self) -> f64 {
        self.false_alarms as f64 / SERIES as f64
    }
}

#[test]
fn most_anomalies_are_found_and_hardly_any_is_false() {
    let (mut ours, mut simple, mut shifts) = <(Tally, Tally, Tally)>::default();
    for seed in 0..SERIES {
        let known = year(seed);
        let told = findings(&known.daily, "calls");
        let place = |on: NaiveDate| {
            usize::try_from((on - known.daily.first_on).num_days()).unwrap_or_default()
        };
        let days: Vec<usize> = told.anomalies.iter().map(|one| place(one.on)).collect();
        ours.count(&known.anomalies, &days, 0);
        let changed: Vec<usize> = told.shifts.iter().map(|one| place(one.on)).collect();
        shifts.count(&known.shifts, &changed, 5);
        let values: Vec<f64> = known
            .daily
            .values
            .iter()
            .copied()
            .map(crate::statistic::from_decimal)
            .collect();
        simple.count(&known.anomalies, &trailing(&values), 0);
    }
    for (name, tally) in [("ours", &ours), ("z-score", &simple), ("shifts", &shifts)] {
        println!(
            "{name}: {:.1} % of {} found, {:.2} false a series-year",
            100.0 * tally.share(),
            tally.known,
            tally.alarms_a_year()
        );
    }
    assert!(ours.share() >= 0.85 && ours.alarms_a_year() <= 0.5);
    assert!(ours.share() > simple.share() + 0.2);
    assert!(shifts.share() >= 0.85 && shifts.alarms_a_year() <= 0.5);
}
