//! The theta method: half the line through all values, half the rest, smoothed, its bends doubled.
//!
//! Assimakopoulos and Nikolopoulos (2000), as Hyndman and Billah (2003) simplify it.

use super::smoothing::simple;
use crate::statistic::{float, line};

/// The next values.
pub(super) fn theta(values: &[f64], horizon: usize) -> Vec<f64> {
    let (slope, height) = line(values);
    let on_line = |at: usize| height + slope * float(at);
    let bent: Vec<f64> = values
        .iter()
        .enumerate()
        .map(|(at, value)| 2.0 * value - on_line(at))
        .collect();
    let rest = simple(&bent).path(horizon);
    rest.into_iter()
        .enumerate()
        .map(|(step, rest)| f64::midpoint(on_line(values.len() + step), rest))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_line_half_the_slope_goes_on() {
        // 10, 12, … 48: the bent rest is the same line; it is smoothed to its last value 48 (weight
        // 1), and the line goes on with 50, 52, 54: their means are 49, 50, 51
        let rising: Vec<f64> = (0..20_u32).map(|at| 10.0 + 2.0 * f64::from(at)).collect();
        let path = theta(&rising, 3);
        for (got, wanted) in path.iter().zip([49.0, 50.0, 51.0]) {
            assert!((got - wanted).abs() < 1e-9, "{path:?}");
        }
    }
}
