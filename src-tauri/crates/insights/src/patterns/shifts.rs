//! Shifts: days on which a level changed and stayed, by optimal partitioning of the flat series.
//!
//! Jackson and others (2005): the cheapest split into stretches, each about its own mean, where
//! every further stretch costs a penalty that grows with the logarithm of the length.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::statistic::{float, mean, median, spread};

/// A level that holds shorter is no level.
const SHORTEST: usize = 10;
/// A smaller change is no news.
const LEAST_CHANGE: f64 = 0.12;
/// How many variances a stretch costs, for each unit of the logarithm of the length.
const PENALTY: f64 = 4.0;
/// Days farther from their neighbours than so many spreads are drawn in before the search.
const DRAWN_IN: f64 = 2.5;
const NEIGHBOURS: usize = 7;

/// A day on which the level changed and stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// The first day of the new level.
    pub on: NaiveDate,
    /// The level before, a day of a usual week.
    pub before: Decimal,
    /// The level since.
    pub after: Decimal,
    /// After over before, less one, in percent; negative for a fall.
    pub change_pct: Decimal,
    /// It in words: "calls fell 31 % on 4 March 2026 and stayed there".
    pub sentence: String,
}

/// A stretch of days with one level: from, to (after the last), its level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) level: f64,
}

/// The stretches of a flat series, and the slope that all of them share.
pub(super) fn stretches(values: &[f64], is_logarithm: bool) -> (Vec<Stretch>, f64) {
    let tame = drawn_in(values);
    let noise = noise(&tame);
    let slope = shared_slope(&tame);
    let without = |slope: f64| -> Vec<f64> {
        let places = tame.iter().enumerate();
        places
            .map(|(at, value)| value - slope * float(at))
            .collect()
    };
    let level = partition(&tame, noise);
    let leaning = partition(&without(slope), noise);
    // A slope is one more figure: it has to pay for itself.
    let price = PENALTY * noise * float(values.len()).ln();
    let (found, slope) = if leaning.1 + price < level.1 {
        (leaning.0, slope)
    } else {
        (level.0, 0.0)
    };
    let measured = without(slope);
    let usual = median(&tame).abs();
    let wide = |one: f64, other: f64| {
        let by = (one - other).abs();
        if is_logarithm {
            by >= LEAST_CHANGE.ln_1p()
        } else {
            by >= LEAST_CHANGE * usual
        }
    };
    (merged(&measured, &found, wide), slope)
}

/// Lone days far from their neighbours, drawn in: a spike is no shift.
fn drawn_in(values: &[f64]) -> Vec<f64> {
    let around = |at: usize| {
        let from = at.saturating_sub(NEIGHBOURS);
        let to = (at + NEIGHBOURS + 1).min(values.len());
        median(values.get(from..to).unwrap_or_default())
    };
    let middles: Vec<f64> = (0..values.len()).map(around).collect();
    let rests: Vec<f64> = values
        .iter()
        .zip(&middles)
        .map(|(one, mid)| one - mid)
        .collect();
    let reach = DRAWN_IN * spread(&rests);
    let drawn = |(rest, middle): (&f64, &f64)| middle + rest.clamp(-reach, reach);
    rests.iter().zip(&middles).map(drawn).collect()
}

/// The variance of a day, from the distances of neighbours, which a shift hardly touches; wider
/// where days follow each other, since a drift is no shift.
fn noise(values: &[f64]) -> f64 {
    let apart = |lag: usize| -> f64 {
        let pairs = values.iter().zip(values.iter().skip(lag));
        let distances: Vec<f64> = pairs.map(|(one, next)| next - one).collect();
        spread(&distances).powi(2) / 2.0
    };
    apart(1).max(apart(5)).max(1e-9)
}

/// The usual rise of a day, from days four weeks apart.
fn shared_slope(values: &[f64]) -> f64 {
    const APART: usize = 28;
    let pairs = values.iter().zip(values.iter().skip(APART));
    let rises: Vec<f64> = pairs
        .map(|(one, next)| (next - one) / float(APART))
        .collect();
    median(&rises)
}

/// The starts of the cheapest stretches, and their cost.
fn partition(values: &[f64], noise: f64) -> (Vec<usize>, f64) {
    let n = values.len();
    let penalty = PENALTY * noise * float(n).ln();
    let (mut sums, mut squares) = (vec![0.0], vec![0.0]);
    let (mut sum, mut square) = (0.0, 0.0);
    for value in values {
        sum += value;
        square += value * value;
        sums.push(sum);
        squares.push(square);
    }
    let cost = |from: usize, to: usize| {
        let sum: f64 = sums[to] - sums[from];
        squares[to] - squares[from] - sum * sum / float(to - from)
    };
    let mut best = vec![f64::INFINITY; n + 1];
    let mut start = vec![0; n + 1];
    best[0] = -penalty;
    for to in SHORTEST..=n {
        for from in 0..=to - SHORTEST {
            let candidate = best[from] + cost(from, to) + penalty;
            if candidate < best[to] {
                best[to] = candidate;
                start[to] = from;
            }
        }
    }
    let mut starts = Vec::new();
    let mut at = n;
    while at > 0 {
        at = start[at];
        starts.push(at);
    }
    starts.reverse();
    (starts, best[n])
}

/// Neighbours whose levels hardly differ are one stretch: the closest first.
fn merged(values: &[f64], starts: &[usize], wide: impl Fn(f64, f64) -> bool) -> Vec<Stretch> {
    let stretch = |from: usize, to: usize| Stretch {
        from,
        to,
        level: mean(&values[from..to]),
    };
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    let mut all: Vec<Stretch> = starts
        .iter()
        .zip(ends)
        .map(|(a, b)| stretch(*a, b))
        .collect();
    loop {
        let apart = |at: &usize| (all[*at + 1].level - all[*at].level).abs();
        let closest = (0..all.len().saturating_sub(1))
            .min_by(|one, other| apart(one).total_cmp(&apart(other)));
        match closest {
            Some(at) if !wide(all[at].level, all[at + 1].level) => {
                let next = all.remove(at + 1);
                all[at] = stretch(all[at].from, next.to);
            }
            _ => return all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wavy(at: u32) -> f64 {
        0.17 * ((f64::from(at) * 12.9898).sin() * 43_758.545).fract().abs()
    }

    #[test]
    fn one_step_is_found_on_its_day_and_a_spike_is_none() {
        let mut values: Vec<f64> = (0..100_u32)
            .map(|at| if at < 60 { 5.0 } else { 4.6 } + wavy(at))
            .collect();
        values[30] += 3.0;
        let (found, _) = stretches(&values, true);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[1].from, 60);
        assert!((found[0].level - found[1].level - 0.4).abs() < 0.05);
    }

    #[test]
    fn a_steady_rise_is_one_stretch_with_a_slope() {
        let values: Vec<f64> = (0..200_u32)
            .map(|at| 5.0 + 0.003 * f64::from(at) + wavy(at))
            .collect();
        let (found, slope) = stretches(&values, true);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!((slope - 0.003).abs() < 0.001, "{slope}");
    }
}
