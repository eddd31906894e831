//! The calendar: billing periods that tile time, anchors that do not drift, zones and fiscal years.

mod anchor;
mod period;
mod timezone;

pub use anchor::{Cycle, boundaries, boundaries_at};
pub use period::{BillingPeriod, CalendarError, Interval, fiscal_year};
pub use timezone::{at_local_time, local_date, parse_timezone};
