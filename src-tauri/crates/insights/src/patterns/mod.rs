//! Patterns: when something is used, how it moves, when it changed, and which days stand out.

mod anomalies;
mod daily;
mod heatmap;
mod rhythm;
mod shifts;
#[cfg(test)]
mod trial;

pub use anomalies::{Anomaly, Direction, Findings, controlled, findings};
pub use daily::{Daily, LEAST_DAYS};
pub use heatmap::{Cell, Heatmap, HourTotal, heatmap};
pub use rhythm::{Rhythm, rhythm};
pub use shifts::Shift;
