//! Usage: what a meter counts, how events become a quantity, and how that stands to a limit.

mod aggregation;
#[cfg(test)]
mod aggregation_properties;
#[cfg(test)]
mod aggregation_tests;
mod alert;
mod bucket;
mod check;
mod counted;
mod error;
mod event;
mod limit;
mod meter;
mod span;
mod taker;

pub use aggregation::{Aggregated, Carried, Reading, aggregate, reading};
pub use alert::{Alert, crossed, thresholds};
pub use bucket::{Bucket, Latest, LevelSegment};
pub use check::{Fits, Refusal, Wanted, would_fit};
pub use counted::{Counted, Duplicate, Settled, settle};
pub use error::UsageError;
pub use event::{Correction, UsageEvent};
pub use limit::{Allowance, LimitPolicy, LimitState, Progress, allowance, limit_state};
pub use meter::{Aggregation, Meter, Reset, UnitCost, UsageRounding};
pub use span::UsageSpan;
pub use taker::{parts_taken, taker_of};
