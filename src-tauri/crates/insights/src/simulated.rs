//! Simulated customers for trials: years of days with known shifts and anomalies, by fixed seeds.
//!
//! Each is a year of a business's days: a level of its own, a working week, a drift, noise with
//! heavy tails that remembers yesterday, up to two shifts that stay and up to five lone days of 4.5
//! to 10 spreads.

use chrono::NaiveDate;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::patterns::Daily;
use crate::statistic::{float, to_decimal, whole};

/// A year.
pub(crate) const DAYS: usize = 365;

struct Chance(ChaCha8Rng);

impl Chance {
    fn share(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.share() * (high - low)
    }

    fn place(&mut self, below: usize) -> usize {
        whole(self.share() * float(below)).min(below - 1)
    }

    /// Normal, by the sum of twelve.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    fn sign(&mut self) -> f64 {
        if self.share() < 0.5 { -1.0 } else { 1.0 }
    }

    /// Of variance about one, with one day in twenty twice as wild.
    fn noise(&mut self) -> f64 {
        let wild = if self.share() < 0.05 { 2.0 } else { 0.93 };
        self.normal() * wild
    }
}

/// A year of days, and what is known of it.
pub(crate) struct Known {
    pub(crate) daily: Daily,
    /// Places of the lone days.
    pub(crate) anomalies: Vec<usize>,
    /// Places of the first days of new levels.
    pub(crate) shifts: Vec<usize>,
}

/// The year of a seed.
pub(crate) fn year(seed: u64) -> Known {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed));
    let noise = chance.between(0.04, 0.12);
    let drift = chance.between(-0.0006, 0.0015);
    let weekend = chance.between(0.3, 1.1);
    let level = chance.between(3.0, 9.0);
    let shifts = shifts(&mut chance);
    let mut logs = Vec::with_capacity(DAYS);
    let mut before = 0.0;
    for at in 0..DAYS {
        let week = if at % 7 >= 5 { weekend.ln() } else { 0.0 };
        let jumps: f64 = shifts
            .iter()
            .filter(|one| one.0 <= at)
            .map(|one| one.1)
            .sum();
        before = 0.2 * before + noise * chance.noise();
        logs.push(level + week + drift * float(at) + jumps + before);
    }
    let mut anomalies: Vec<usize> = Vec::new();
    for _ in 0..chance.place(6) {
        let at = 10 + chance.place(DAYS - 20);
        let is_near = |other: &usize| at.abs_diff(*other) < 4;
        if anomalies.iter().any(is_near) || shifts.iter().any(|one| is_near(&one.0)) {
            continue;
        }
        logs[at] += chance.sign() * noise * chance.between(4.5, 10.0);
        anomalies.push(at);
    }
    let values = logs
        .iter()
        .map(|log| to_decimal(log.exp()).round())
        .collect();
    Known {
        daily: Daily {
            first_on: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
            values,
        },
        anomalies,
        shifts: shifts.iter().map(|one| one.0).collect(),
    }
}

/// Up to two, 40 days apart and from the ends, by 20 to 50 %.
fn shifts(chance: &mut Chance) -> Vec<(usize, f64)> {
    let mut shifts: Vec<(usize, f64)> = Vec::new();
    for _ in 0..chance.place(3) {
        let at = 40 + chance.place(DAYS - 80);
        if shifts.iter().all(|one| one.0.abs_diff(at) >= 40) {
            shifts.push((at, chance.sign() * chance.between(0.2, 0.5).ln_1p()));
        }
    }
    shifts
}
