//! Why a forecast is refused.

use rust_decimal::Decimal;
use thiserror::Error;

/// Why a forecast is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ForecastError {
    /// Too few values to say anything honest.
    #[error("{values} values are too few for a forecast: it needs {fewest}, one a {step}")]
    TooShort {
        /// How many there are.
        values: usize,
        /// How many it takes.
        fewest: usize,
        /// What one value is counted over.
        step: &'static str,
    },
    /// Nothing was asked for, or more than can be told.
    #[error("a forecast reaches 1 to {most} steps ahead, not {horizon}")]
    Horizon {
        /// What was asked for.
        horizon: usize,
        /// The farthest.
        most: usize,
    },
    /// A level that no interval has.
    #[error("a level lies between 0 and 100 percent, not at {level}")]
    Level {
        /// What was asked for.
        level: Decimal,
    },
}
