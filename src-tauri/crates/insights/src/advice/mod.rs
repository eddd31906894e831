//! Advice: what a customer could change, what it saves, what it rests on and what would break it.
//!
//! Every figure comes from re-rating months that really happened under the alternative, by price
//! functions that are handed in; nothing here knows a price.

mod fit;
mod limits;
mod offer;
mod saving;
mod spending;
mod words;

pub use fit::plan_fit;
pub use limits::{LimitMonth, downgrade_hint, upgrade_hint};
pub use offer::{MonthOfUse, Offer};
pub use saving::{Confidence, Saving};
pub use spending::{
    AiMonth, SeatMonth, addon_instead_of_overage, idle_seats, schedule_load, usage_optimization,
    yearly_instead_of_monthly,
};
pub use words::{Advice, AdviceKind, Evidence, PreparedChange, Urgency};
