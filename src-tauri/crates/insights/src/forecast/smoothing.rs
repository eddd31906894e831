//! Exponential smoothing: the simple one, the one with a damped trend, and which of them fits.

use crate::statistic::float;

/// A series smoothed: where it stands at its end, and how well that told each next value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Smoothed {
    /// Sum of the squared one-step errors.
    squares: f64,
    level: f64,
    trend: f64,
    damping: f64,
    /// How many figures were fitted, the spread included.
    fitted: usize,
}

impl Smoothed {
    /// The next values.
    pub(super) fn path(&self, horizon: usize) -> Vec<f64> {
        let mut step = 1.0;
        let mut rise = 0.0;
        (0..horizon)
            .map(|_| {
                step *= self.damping;
                rise += step;
                self.level + rise * self.trend
            })
            .collect()
    }

    /// The information criterion of Akaike, corrected for short series: smaller is better.
    fn criterion(&self, n: usize) -> f64 {
        let (n, k) = (float(n), float(self.fitted));
        let room = n - k - 1.0;
        if room <= 0.0 {
            return f64::INFINITY;
        }
        let fit = n * (self.squares / n).max(f64::MIN_POSITIVE).ln();
        fit + 2.0 * k + 2.0 * k * (k + 1.0) / room
    }
}

/// Simple smoothing: the level alone, its start by least squares for each weight.
pub(super) fn simple(values: &[f64]) -> Smoothed {
    let coarse = (1..=20_u32).map(|step| f64::from(step) / 20.0);
    let best = best_of(coarse.map(|alpha| (alpha, simple_with(values, alpha))));
    let fine = (-4..=4_i32).map(|step| (best.0 + f64::from(step) / 100.0).clamp(0.01, 1.0));
    best_of(fine.map(|alpha| (alpha, simple_with(values, alpha)))).1
}

fn best_of(candidates: impl Iterator<Item = (f64, Smoothed)>) -> (f64, Smoothed) {
    let nothing = Smoothed {
        squares: f64::INFINITY,
        level: 0.0,
        trend: 0.0,
        damping: 0.0,
        fitted: 3,
    };
    candidates.fold((1.0, nothing), |best, next| {
        if next.1.squares < best.1.squares {
            next
        } else {
            best
        }
    })
}

/// Every level is a part that the values make plus a part of the first level: the errors are linear
/// in it, so its best value is solved, not searched.
fn simple_with(values: &[f64], alpha: f64) -> Smoothed {
    let keep = 1.0 - alpha;
    let (mut known, mut share) = (0.0, 1.0);
    let (mut squares, mut mixed, mut shares) = (0.0, 0.0, 0.0);
    for value in values {
        let error = value - known;
        squares += error * error;
        mixed += error * share;
        shares += share * share;
        known = alpha * value + keep * known;
        share *= keep;
    }
    let first = if shares > 0.0 { mixed / shares } else { 0.0 };
    Smoothed {
        squares: (squares - first * mixed).max(0.0),
        level: known + share * first,
        trend: 0.0,
        damping: 0.0,
        fitted: 3,
    }
}

const ALPHAS: [f64; 8] = [0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.99];
const BETAS: [f64; 5] = [0.001, 0.05, 0.15, 0.35, 0.7];
const DAMPINGS: [f64; 4] = [0.80, 0.88, 0.94, 0.98];

/// As many values as weights are searched on: what is older hardly moves them.
const SEARCHED: usize = 240;

/// A level with a trend that dies away; its two starts by least squares for each set of weights.
pub(super) fn damped(values: &[f64]) -> Smoothed {
    let from = values.len().saturating_sub(SEARCHED);
    let recent = values.get(from..).unwrap_or_default();
    let usual = [0.5, 0.05, 0.94];
    let mut best = (usual, damped_with(recent, usual));
    for alpha in ALPHAS {
        for beta in BETAS {
            for damping in DAMPINGS {
                keep_better(recent, [alpha, beta, damping], &mut best);
            }
        }
    }
    for width in [0.5, 0.25] {
        refine(recent, width, &mut best);
    }
    if from == 0 {
        best.1
    } else {
        damped_with(values, best.0)
    }
}

fn refine(values: &[f64], width: f64, best: &mut ([f64; 3], Smoothed)) {
    let reach = [0.16 * width, 0.12 * width, 0.05 * width];
    for (axis, by) in reach.into_iter().enumerate() {
        for sign in [-1.0, 1.0] {
            let mut weights = best.0;
            weights[axis] += sign * by;
            weights[0] = weights[0].clamp(0.01, 0.999);
            weights[1] = weights[1].clamp(0.0001, 0.999);
            weights[2] = weights[2].clamp(0.80, 0.98);
            keep_better(values, weights, best);
        }
    }
}

fn keep_better(values: &[f64], weights: [f64; 3], best: &mut ([f64; 3], Smoothed)) {
    let candidate = damped_with(values, weights);
    if candidate.squares < best.1.squares {
        *best = (weights, candidate);
    }
}

/// A level and a trend that one start makes.
#[derive(Clone, Copy)]
struct State {
    level: f64,
    trend: f64,
}

impl State {
    /// Takes the next value in; its error.
    fn take(&mut self, value: f64, [alpha, beta, damping]: [f64; 3]) -> f64 {
        let trend = damping * self.trend;
        let told = self.level + trend;
        let error = value - told;
        self.level = told + alpha * error;
        self.trend = trend + alpha * beta * error;
        error
    }
}

fn damped_with(values: &[f64], weights: [f64; 3]) -> Smoothed {
    let mut known = State {
        level: 0.0,
        trend: 0.0,
    };
    let mut of_level = State {
        level: 1.0,
        trend: 0.0,
    };
    let mut of_trend = State {
        level: 0.0,
        trend: 1.0,
    };
    let (mut ee, mut el, mut et) = (0.0, 0.0, 0.0);
    // A first trend of zero weighs like one part in a thousand of a value: it settles what the
    // values leave open.
    let (mut ll, mut lt, mut tt) = (0.0, 0.0, 0.001);
    for value in values {
        let error = known.take(*value, weights);
        let by_level = -of_level.take(0.0, weights);
        let by_trend = -of_trend.take(0.0, weights);
        ee += error * error;
        el += error * by_level;
        et += error * by_trend;
        ll += by_level * by_level;
        lt += by_level * by_trend;
        tt += by_trend * by_trend;
    }
    let determinant = ll * tt - lt * lt;
    let (level, trend) = if determinant > f64::EPSILON {
        (
            (el * tt - et * lt) / determinant,
            (et * ll - el * lt) / determinant,
        )
    } else {
        (if ll > 0.0 { el / ll } else { 0.0 }, 0.0)
    };
    Smoothed {
        squares: (ee - level * el - trend * et).max(0.0),
        level: known.level + level * of_level.level + trend * of_trend.level,
        trend: known.trend + level * of_level.trend + trend * of_trend.trend,
        damping: weights[2],
        fitted: 6,
    }
}

/// The one of the two that the corrected criterion prefers.
pub(super) fn chosen(values: &[f64]) -> Smoothed {
    let (simple, damped) = (simple(values), damped(values));
    let n = values.len();
    if damped.criterion(n) < simple.criterion(n) {
        damped
    } else {
        simple
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: f64, other: f64, by: f64) {
        assert!((one - other).abs() <= by, "{one} is not {other}");
    }

    #[test]
    fn what_never_changes_goes_on() {
        let flat = [7.0; 20];
        for smoothed in [simple(&flat), damped(&flat), chosen(&flat)] {
            for value in smoothed.path(3) {
                near(value, 7.0, 1e-6);
            }
        }
    }

    #[test]
    fn the_first_level_is_the_one_with_the_least_squares() {
        // weight 0.5 on 4, 8: errors 4 − l and 8 − (2 + l/2) = 6 − l/2; least squares where
        // (4 − l) + (6 − l/2)/2 = 0: 7 = 1.25 l, l = 5.6, level 0.5·8 + 0.5·(2 + 2.8) = 6.4
        let smoothed = simple_with(&[4.0, 8.0], 0.5);
        near(smoothed.level, 6.4, 1e-12);
        // errors −1.6 and 3.2: 2.56 + 10.24
        near(smoothed.squares, 12.8, 1e-12);
    }

    #[test]
    fn a_steady_rise_is_followed_and_damped() {
        let rising: Vec<f64> = (0..40_u32).map(|at| 100.0 + 5.0 * f64::from(at)).collect();
        let path = damped(&rising).path(12);
        // the last value is 295; 0.98 of each step before it remains
        assert!(path[0] > 298.0 && path[0] < 301.0, "{path:?}");
        assert!(path[11] > 340.0 && path[11] < 356.0, "{path:?}");
        assert!(path[11] - path[10] < path[1] - path[0], "{path:?}");
    }

    #[test]
    fn noise_about_a_level_needs_no_trend() {
        let noise: Vec<f64> = (0..40_u32)
            .map(|at| 50.0 + f64::from((at * 7919) % 13))
            .collect();
        near(chosen(&noise).trend, 0.0, 0.0);
    }
}
