//! Forecasts: what a series will likely do, how sure that is, and whether it beats last year's.

mod calibration;
mod comparable;
pub(crate) mod decomposition;
mod error;
mod intermittent;
mod pool;
mod prediction;
mod rolling;
mod season;
mod series;
mod smoothing;
mod theta;

pub use calibration::{Calibration, ENOUGH_SERIES, ScaledErrors};
pub use comparable::from_comparable;
pub use error::ForecastError;
pub use pool::Member;
pub use prediction::{Backtest, Forecast, Interval, MOST_STEPS, Request, errors_of, forecast};
pub use series::{FEWEST, Frequency, Series};
