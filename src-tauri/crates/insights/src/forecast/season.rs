//! The season by regression: phase means about a common slope, shrunk by how much of them is noise.

use crate::statistic::{float, mean, variance};

/// What each phase of the season adds, or multiplies by where all values are positive.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Season {
    /// In logarithms where it multiplies.
    factors: Vec<f64>,
    multiplies: bool,
    /// The part of what was observed that was kept, 0 to 1.
    kept: f64,
}

/// From so much kept on, zeros that follow the season are no chance.
const CLEAR: f64 = 0.7;

impl Season {
    /// The season of `length` phases in values of which the first is in phase 0; none where there
    /// is less than a cycle and a half, or all of it looks like noise.
    pub(super) fn of(values: &[f64], length: usize) -> Option<Self> {
        let n = values.len();
        if length < 2 || n * 2 < length * 3 {
            return None;
        }
        let multiplies = values.iter().all(|value| *value > 0.0);
        let measured: Vec<f64> = values
            .iter()
            .map(|value| if multiplies { value.ln() } else { *value })
            .collect();
        let (factors, kept) = shrunk_factors(&measured, length)?;
        Some(Self {
            factors,
            multiplies,
            kept,
        })
    }

    /// Whether hardly any of it can be noise.
    pub(super) fn is_clear(&self) -> bool {
        self.kept >= CLEAR
    }

    /// The values without it.
    pub(super) fn remove(&self, values: &[f64]) -> Vec<f64> {
        let without = |(at, value): (usize, &f64)| {
            let factor = self.factor(at);
            if self.multiplies {
                value / factor.exp()
            } else {
                value - factor
            }
        };
        values.iter().enumerate().map(without).collect()
    }

    /// Values that begin at place `start` with it put back.
    pub(super) fn restore(&self, values: &[f64], start: usize) -> Vec<f64> {
        let with = |(at, value): (usize, &f64)| {
            let factor = self.factor(start + at);
            if self.multiplies {
                value * factor.exp()
            } else {
                value + factor
            }
        };
        values.iter().enumerate().map(with).collect()
    }

    fn factor(&self, at: usize) -> f64 {
        self.factors[at % self.factors.len()]
    }
}

/// The phase means about the common slope, less the part that noise alone would make; and the part
/// that is kept.
fn shrunk_factors(values: &[f64], length: usize) -> Option<(Vec<f64>, f64)> {
    let phases: Vec<Vec<(f64, f64)>> = (0..length)
        .map(|phase| {
            let of_phase = values.iter().enumerate().skip(phase).step_by(length);
            of_phase.map(|(at, value)| (float(at), *value)).collect()
        })
        .collect();
    let slope = common_slope(&phases);
    let heights: Vec<f64> = phases
        .iter()
        .map(|phase| {
            let rests: Vec<f64> = phase.iter().map(|(at, value)| value - slope * at).collect();
            mean(&rests)
        })
        .collect();
    let squares: f64 = phases
        .iter()
        .zip(&heights)
        .flat_map(|(phase, height)| {
            let rest = move |(at, value): &(f64, f64)| (value - slope * at - height).powi(2);
            phase.iter().map(rest)
        })
        .sum();
    let n = values.len();
    let room = n.checked_sub(length + 1).filter(|room| *room > 0)?;
    let noise = squares / float(room) * float(length) / float(n);
    let observed = variance(&heights);
    if observed <= f64::EPSILON * (1.0 + mean(&heights).abs()) {
        return None;
    }
    // Below two cycles the noise itself is hardly known: what is missing of the second counts.
    let certainty = (float(n - length) / float(length)).min(1.0);
    let kept = certainty * (1.0 - noise / observed).max(0.0);
    let middle = mean(&heights);
    if kept <= 0.0 {
        return None;
    }
    let factors = heights.iter().map(|one| kept * (one - middle)).collect();
    Some((factors, kept))
}

/// The slope within the phases: a season cannot bend it.
fn common_slope(phases: &[Vec<(f64, f64)>]) -> f64 {
    let (mut along, mut across) = (0.0, 0.0);
    for phase in phases {
        let count = float(phase.len().max(1));
        let at_mean = phase.iter().map(|(at, _)| at).sum::<f64>() / count;
        let value_mean = phase.iter().map(|(_, value)| value).sum::<f64>() / count;
        for (at, value) in phase {
            along += (at - at_mean) * (value - value_mean);
            across += (at - at_mean).powi(2);
        }
    }
    if across > 0.0 { along / across } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_season_is_taken_off_whole() {
        // 100, 200, 100, 200 …: factors of √2 about their middle 141.42
        let values: Vec<f64> = [100.0, 200.0].repeat(6);
        let season = Season::of(&values, 2).unwrap();
        let flat = season.remove(&values);
        let middle = 100.0 * 2.0_f64.sqrt();
        assert!(
            flat.iter().all(|one| (one - middle).abs() < 1e-6),
            "{flat:?}"
        );
        let back = season.restore(&[middle, middle, middle], 12);
        for (got, wanted) in back.iter().zip([100.0, 200.0, 100.0]) {
            assert!((got - wanted).abs() < 1e-6, "{back:?}");
        }
    }

    #[test]
    fn a_zero_makes_it_additive() {
        let values: Vec<f64> = [0.0, 10.0, 5.0].repeat(5);
        let season = Season::of(&values, 3).unwrap();
        assert!(!season.multiplies);
        let flat = season.remove(&values);
        assert!(flat.iter().all(|one| (one - 5.0).abs() < 1e-6), "{flat:?}");
    }

    #[test]
    fn a_cycle_alone_and_a_plain_line_have_none() {
        assert_eq!(Season::of(&[1.0, 9.0, 3.0, 4.0, 1.0], 4), None);
        let line: Vec<f64> = (0..30_u32).map(f64::from).collect();
        assert_eq!(Season::of(&line, 7), None);
    }
}
