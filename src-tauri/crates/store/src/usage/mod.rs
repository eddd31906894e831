//! How usage events become rollups: counted with each batch, rebuilt, taken back, and proven.

mod adoption;
mod append;
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

pub use adoption::{CustomerReach, DaysOfUse, MeterUse, PlanMonth, Reached};
pub use append::{Counted, Incoming};
pub use read::{UsageFilter, UsagePage, UsageState};
pub use remove::Removed;
pub use series::{ActorUse, Bucket, CustomerUse, DayBucket, Reach, SeriesPoint};
