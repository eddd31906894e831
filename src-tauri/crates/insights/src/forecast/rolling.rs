//! Rolling origins: the method is sent back to earlier days, and its errors there are kept.

use super::pool;
use crate::statistic::{float, lagged_error, mean};

/// How many earlier days, and how many steps lie between them.
const ORIGINS: usize = 8;
const SPACING: usize = 4;
/// The fewest values that a method gets to see.
const SEEN: usize = 6;

/// What was wrong at one earlier day, step by step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Origin {
    /// Value less forecast.
    pub(super) ours: Vec<f64>,
    /// Value less the value a season before.
    pub(super) naive: Vec<f64>,
}

/// The errors at earlier days, the latest first.
pub(super) fn roll(values: &[f64], length: usize, horizon: usize, floor: bool) -> Vec<Origin> {
    let n = values.len();
    // Half of the history at least is seen, and where it is short the days lie closer.
    let first = SEEN.max(n / 2).max((n / 4 * 3).min(length * 2));
    let room = n.saturating_sub(first);
    let spacing = (room / ORIGINS).clamp(1, SPACING);
    (1..=ORIGINS)
        .map_while(|back| n.checked_sub(back * spacing).filter(|at| *at >= first))
        .map(|at| origin(values, at, (length, horizon), floor))
        .collect()
}

fn origin(values: &[f64], at: usize, (length, horizon): (usize, usize), floor: bool) -> Origin {
    let (seen, ahead) = values.split_at(at);
    let ahead = &ahead[..ahead.len().min(horizon)];
    let ours = pool::path(seen, length, ahead.len());
    let error = |(value, told): (&f64, f64)| value - if floor { told.max(0.0) } else { told };
    Origin {
        ours: ahead.iter().zip(ours).map(error).collect(),
        naive: ahead
            .iter()
            .zip(naive(seen, length, ahead.len()))
            .map(|(value, told)| value - told)
            .collect(),
    }
}

/// The values of a season ago again; the last value where there is no season yet.
pub(super) fn naive(values: &[f64], length: usize, horizon: usize) -> Vec<f64> {
    let from = values
        .len()
        .checked_sub(length)
        .unwrap_or(values.len().saturating_sub(1));
    let last = values.get(from..).unwrap_or_default();
    last.iter().copied().cycle().take(horizon).collect()
}

/// What errors are measured in: the mean error of the seasonal naive within the history, or of the
/// last value where there is no season yet, and something positive in any case.
pub(super) fn scale(values: &[f64], length: usize) -> f64 {
    let seasonal = lagged_error(values, length).filter(|error| *error > 0.0);
    let scale = seasonal.or_else(|| lagged_error(values, 1).filter(|error| *error > 0.0));
    scale.unwrap_or_else(|| {
        let level = mean(values).abs();
        if level > 0.0 { level / 100.0 } else { 1.0 }
    })
}

/// The mean absolute errors of both, ours first; none where there were no earlier days.
pub(super) fn mean_errors(origins: &[Origin]) -> Option<(f64, f64)> {
    let all = |errors: fn(&Origin) -> &Vec<f64>| {
        let (mut sum, mut count) = (0.0, 0);
        for error in origins.iter().flat_map(errors) {
            sum += error.abs();
            count += 1;
        }
        (count > 0).then(|| sum / float(count))
    };
    Some((all(|one| &one.ours)?, all(|one| &one.naive)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_naive_repeats_the_season_or_the_last_value() {
        assert_eq!(naive(&[1.0, 2.0, 3.0], 2, 3), [2.0, 3.0, 2.0]);
        assert_eq!(naive(&[1.0, 2.0], 12, 2), [2.0, 2.0]);
    }

    #[test]
    fn eight_days_of_a_long_history_and_none_of_the_shortest() {
        let values: Vec<f64> = (0..72_u32).map(|at| f64::from(at % 12)).collect();
        let origins = roll(&values, 12, 18, true);
        assert_eq!(origins.len(), 8);
        // 4 steps back, then 8, …: as many errors as there are values after the day, 18 at most
        let counts: Vec<usize> = origins.iter().map(|one| one.ours.len()).collect();
        assert_eq!(counts, [4, 8, 12, 16, 18, 18, 18, 18]);
        assert_eq!(roll(&values[..5], 12, 3, true), []);
        let (_, naive) = mean_errors(&origins).unwrap();
        assert!(naive.abs() < 1e-12);
    }
}
