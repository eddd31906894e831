//! How wide intervals are: quantiles of errors at rolling origins, pooled over a ledger's series.
//!
//! Errors are measured in each series' own seasonal-naive error, so that series of different sizes
//! speak together. Until a ledger has some fifty series, a built-in shape stands in.

use super::rolling::Origin;
use super::series::Frequency;
use crate::statistic::{float, mean, quantile_of_sorted, student_quantile};

/// From so many series on, their own errors are better than the built-in shape.
pub const ENOUGH_SERIES: usize = 50;
/// As many errors at a step as make a pooled quantile.
const ENOUGH_ERRORS: usize = 40;
/// Errors of business series have heavier tails than normal ones.
const DEGREES: f64 = 6.0;
/// The mean of |t| of that many degrees, over its scale.
const MEAN_OF_T: f64 = 0.919;
/// How many earlier days weigh as much as what is known from other series.
const PRIOR_DAYS: f64 = 2.0;

/// The scaled errors of one series at its earlier days, to be pooled with those of others.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaledErrors {
    /// By step ahead, from the first.
    pub(super) by_step: Vec<Vec<f64>>,
}

impl ScaledErrors {
    pub(super) fn of(origins: &[Origin], scale: f64) -> Self {
        let steps = origins.iter().map(|one| one.ours.len()).max().unwrap_or(0);
        let at = |step: usize| {
            let errors = origins.iter().filter_map(|one| one.ours.get(step));
            errors.map(|error| error.abs() / scale).collect()
        };
        Self {
            by_step: (0..steps).map(at).collect(),
        }
    }
}

/// How far off a forecast is, by step and level, in units of a series' seasonal-naive error.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// Spread at the first step, and the power by which it grows.
    BuiltIn { first: f64, growth: f64 },
    /// Sorted errors by step, each no smaller than those of the step before.
    Pooled { by_step: Vec<Vec<f64>> },
}

impl Calibration {
    /// The shape that holds until a ledger knows better.
    #[must_use]
    pub const fn built_in(frequency: Frequency) -> Self {
        let (first, growth) = match frequency {
            Frequency::Day => (0.98, 0.19),
            Frequency::Week => (0.65, 0.25),
            Frequency::Month => (0.77, 0.295),
        };
        Self(Shape::BuiltIn { first, growth })
    }

    /// The errors of many series together; the built-in shape where they are too few.
    #[must_use]
    pub fn pooled(frequency: Frequency, series: &[ScaledErrors]) -> Self {
        if series.len() < ENOUGH_SERIES {
            return Self::built_in(frequency);
        }
        let steps = series.iter().map(|one| one.by_step.len()).max();
        let at = |step: usize| {
            let errors = series.iter().filter_map(|one| one.by_step.get(step));
            let mut errors: Vec<f64> = errors.flatten().copied().collect();
            errors.sort_by(f64::total_cmp);
            errors
        };
        let all = (0..steps.unwrap_or(0)).map(at);
        let by_step: Vec<Vec<f64>> = all.take_while(|one| one.len() >= ENOUGH_ERRORS).collect();
        if by_step.is_empty() {
            return Self::built_in(frequency);
        }
        Self(Shape::Pooled { by_step })
    }

    /// Half the width at a step (from 0) that `share` of the errors stay within.
    fn reach(&self, step: usize, share: f64) -> f64 {
        match &self.0 {
            Shape::BuiltIn { .. } => {
                self.usual(step) / MEAN_OF_T * student_quantile(f64::midpoint(1.0, share), DEGREES)
            }
            Shape::Pooled { by_step } => {
                let last = by_step.len().saturating_sub(1);
                // Beyond the pooled steps it grows as a random walk does.
                let beyond = (float(step + 1) / float(step.min(last) + 1)).sqrt();
                let widest = by_step
                    .iter()
                    .take(step + 1)
                    .map(|errors| conformal(errors, share))
                    .fold(0.0, f64::max);
                widest * beyond
            }
        }
    }

    /// The mean absolute error at a step.
    fn usual(&self, step: usize) -> f64 {
        match &self.0 {
            Shape::BuiltIn { first, growth } => first * float(step + 1).powf(*growth),
            Shape::Pooled { by_step } => {
                let means = by_step.iter().take(step + 1).map(|one| mean(one));
                means.fold(0.0, f64::max)
            }
        }
    }

    /// Half the widths of a series by step, from its own errors and those of all.
    pub(super) fn widths(&self, own: &Own<'_>, share: f64, horizon: usize) -> Vec<f64> {
        let factor = self.local_factor(own) * own.ignorance;
        (0..horizon)
            .map(|step| self.reach(step, share) * own.scale * factor)
            .collect()
    }

    /// How much easier or harder this series is than others, shrunk towards "as hard".
    fn local_factor(&self, own: &Own<'_>) -> f64 {
        let (mut ratio, mut steps) = (0.0, 0.0);
        for origin in own.origins {
            for (step, error) in origin.ours.iter().enumerate() {
                // A far step says less: its neighbours say nearly the same.
                let weight = 1.0 / float(step + 1).sqrt();
                ratio += weight * error.abs() / own.scale / self.usual(step).max(1e-9);
                steps += weight;
            }
        }
        if steps <= 0.0 {
            return 1.0;
        }
        let days = float(own.origins.len());
        let known = days / (days + PRIOR_DAYS);
        (known * (ratio / steps).max(0.02).ln()).exp()
    }
}

/// What a series knows of its own errors.
#[derive(Debug)]
pub(super) struct Own<'a> {
    pub(super) origins: &'a [Origin],
    pub(super) scale: f64,
    /// What a short history hides, from 1 up.
    pub(super) ignorance: f64,
}

/// How much wider intervals are where `values` have not shown their season of `length` yet, or are
/// so few that their own spread is a guess.
pub(super) fn ignorance(values: usize, length: usize) -> f64 {
    let hidden = (1.0 - float(values) / (1.5 * float(length))).max(0.0);
    (1.0 + 0.7 * hidden * hidden) * (1.0 + 1.2 / float(values.max(1)))
}

/// The split-conformal quantile: of n errors the ⌈(n + 1) share⌉th, interpolated.
fn conformal(sorted: &[f64], share: f64) -> f64 {
    let n = float(sorted.len());
    let rank = (n + 1.0) * share - 1.0;
    quantile_of_sorted(sorted, rank / (n - 1.0).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(of: f64) -> ScaledErrors {
        // 1 … 8 tenths at the first step, twice that at the second
        let step = |by: f64| (1..=8_u32).map(|one| f64::from(one) * by).collect();
        ScaledErrors {
            by_step: vec![step(0.1 * of), step(0.2 * of)],
        }
    }

    #[test]
    fn pooled_errors_are_taken_at_their_quantile() {
        let few = Calibration::pooled(Frequency::Month, &[errors(1.0), errors(1.0)]);
        assert_eq!(few, Calibration::built_in(Frequency::Month));
        let many = vec![errors(1.0); 60];
        let pooled = Calibration::pooled(Frequency::Month, &many);
        // 480 errors, 60 of each tenth: the 457th is a 0.8, and 1.6 at the second step
        assert!((pooled.reach(0, 0.95) - 0.8).abs() < 1e-9);
        assert!((pooled.reach(1, 0.95) - 1.6).abs() < 1e-9);
        // eight steps ahead, with two known: √(8 / 2) as wide
        assert!((pooled.reach(7, 0.95) - 3.2).abs() < 1e-9);
    }

    #[test]
    fn a_quarter_of_months_is_nearly_twice_as_unsure() {
        // 3 of 18 months: 1 + 0.7 × (5/6)² = 1.486, times 1 + 1.2/3 = 1.4
        assert!((ignorance(3, 12) - 2.081).abs() < 0.001);
        // eight years: 1 + 1.2/96
        assert!((ignorance(96, 12) - 1.0125).abs() < 1e-9);
    }

    #[test]
    fn a_series_twice_as_hard_gets_wider_but_not_twice() {
        let shape = Calibration::built_in(Frequency::Month);
        let error = 2.0 * shape.usual(0);
        let origins = vec![
            Origin {
                ours: vec![error],
                naive: vec![error],
            };
            8
        ];
        let own = Own {
            origins: &origins,
            scale: 1.0,
            ignorance: 1.0,
        };
        let factor = shape.local_factor(&own);
        assert!(factor > 1.5 && factor < 2.0, "{factor}");
        let wide = shape.widths(&own, 0.95, 12);
        assert!(wide.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(wide[0] > shape.widths(&own, 0.80, 12)[0]);
    }
}
