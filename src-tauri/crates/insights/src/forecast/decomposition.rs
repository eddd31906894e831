//! Seasonal-trend decomposition by LOESS (STL): in logarithms, or additive where zeros occur.

use stlrs::StlParams;

/// A series in parts; what is left is the rest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decomposition {
    /// The season, in logarithms where it multiplies.
    pub(crate) seasonal: Vec<f64>,
    /// The slow part.
    pub(crate) trend: Vec<f64>,
    /// What neither tells.
    pub(crate) rest: Vec<f64>,
    /// Whether the parts are logarithms.
    pub(crate) multiplies: bool,
}

/// Decomposes values into parts; none below two cycles.
pub(crate) fn decompose(values: &[f64], length: usize, robust: bool) -> Option<Decomposition> {
    let multiplies = values.iter().all(|value| *value > 0.0);
    let measured: Vec<f64> = values
        .iter()
        .map(|value| if multiplies { value.ln() } else { *value })
        .collect();
    let mut params = StlParams::new();
    params
        .seasonal_length(if robust { 27 } else { 13 })
        .robust(robust);
    if robust {
        params.outer_loops(4);
    }
    let parts = params.fit(&measured, length).ok()?;
    let (seasonal, trend, rest, _) = parts.into_parts();
    Some(Decomposition {
        seasonal,
        trend,
        rest,
        multiplies,
    })
}

impl Decomposition {
    /// The values without their season.
    pub(crate) fn adjusted(&self, values: &[f64]) -> Vec<f64> {
        let without = |(value, season): (&f64, &f64)| {
            if self.multiplies {
                value / season.exp()
            } else {
                value - season
            }
        };
        values.iter().zip(&self.seasonal).map(without).collect()
    }

    /// The values after the last with the last cycle's season put back.
    pub(crate) fn restore(&self, path: &[f64], length: usize) -> Vec<f64> {
        let from = self.seasonal.len().saturating_sub(length);
        let last: &[f64] = self.seasonal.get(from..).unwrap_or_default();
        let with = |(value, season): (&f64, &f64)| {
            if self.multiplies {
                value * season.exp()
            } else {
                value + season
            }
        };
        path.iter().zip(last.iter().cycle()).map(with).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_season_on_a_line_is_found_and_goes_on() {
        let values: Vec<f64> = (0..48_u32)
            .map(|at| (200.0 + f64::from(at)) * [0.5, 1.0, 1.5, 1.0][at as usize % 4])
            .collect();
        let parts = decompose(&values, 4, false).unwrap();
        assert!(parts.multiplies);
        let path = parts.restore(&[100.0; 4], 4);
        // the ratio of the third phase to the first is 3
        assert!((path[2] / path[0] - 3.0).abs() < 0.1, "{path:?}");
        assert_eq!(decompose(&values[..7], 4, false), None);
    }
}
