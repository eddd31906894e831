//! How usage events become rollups: counted with each batch, rebuilt, taken back, and proven.

mod adoption;
mod append;
mod by_plan;
pub(crate) mod calendar;
mod corrections;
mod first_days;
mod fold;
mod group;
mod keep;
mod proof;
mod read;
mod remove;
mod series;

pub use adoption::{CustomerReach, DaysOfUse, MeterUse, Reached};
pub use append::{Counted, Incoming};
pub use by_plan::PlanMonth;
pub use read::{UsageFilter, UsagePage, UsageState};
pub use remove::Removed;
pub use series::{ActorUse, Bucket, CustomerUse, DayBucket, Reach, SeriesPoint};
