//! Projections: where a period ends, when an allowance runs out, and what the next months cost.

mod by_day;
mod cost;
mod paths;
mod period;
mod run_out;
#[cfg(test)]
mod trial;

pub use by_day::{DayAhead, by_day};
pub use cost::{CostMonth, CostProjection, Range, cost_months};
pub use paths::{Basis, Progress, TooEarly};
pub use period::{PeriodEnd, to_period_end};
pub use run_out::{RunOut, run_out};
