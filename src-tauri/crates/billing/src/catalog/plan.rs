//! Plans and add-ons: what is bundled under a name, and the versions of its prices and limits.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::entitlement::Entitlement;
use super::price::{Price, Recurrence};
use crate::ids::{CustomerId, PlanId, ProductId};
use crate::money::Money;
use crate::subscription::ProrationConvention;

/// Whether something stands alone or comes on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// A subscription has exactly one.
    #[default]
    Plan,
    /// A subscription may have any, on top of its plan.
    Addon,
}

/// What becomes of the amounts that a change within a period makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProrationBehavior {
    /// They come with the next invoice.
    #[default]
    NextInvoice,
    /// They are billed at once.
    InvoiceNow,
    /// There are none: the new price counts from the next period.
    None,
}

/// A plan or an add-on; what it costs and grants stands in its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Identity.
    pub id: PlanId,
    /// What is sold by it.
    pub product_id: ProductId,
    /// Plan or add-on.
    pub kind: PlanKind,
    /// What people call it.
    pub name: String,
    /// A short name for files and commands ("voice-starter"), unique.
    pub code: String,
    /// What it is for.
    pub description: String,
    /// The one customer it was made for; none for everybody.
    pub custom_for: Option<CustomerId>,
    /// The plan it was copied from.
    pub based_on: Option<PlanId>,
    /// Its place in lists and comparisons, from the smallest.
    pub position: u32,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was put away, where that is so.
    pub archived_at: Option<DateTime<Utc>>,
}

/// What a plan costs and grants from a day on. Subscriptions stay with the version that they have
/// until they are moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    /// Whose version it is.
    pub plan_id: PlanId,
    /// 1, 2, 3, …
    pub version: u32,
    /// The first day on which new subscriptions take it.
    pub effective_on: NaiveDate,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// What it costs.
    pub prices: Vec<Price>,
    /// What it grants.
    pub entitlements: Vec<Entitlement>,
    /// Days that a new subscription is free at first; 0 for none.
    pub trial_days: u16,
    /// How parts of a period are counted.
    pub convention: ProrationConvention,
    /// What becomes of the amounts of a change within a period.
    pub behavior: ProrationBehavior,
    /// Whether its amounts include tax.
    pub tax_inclusive: bool,
    /// For each currency the amount of usage at which it is billed before the period's end; none
    /// where it waits for that.
    #[serde(default)]
    pub progressive: Vec<Money>,
}

impl PlanVersion {
    /// How many times a limit on what adds up counts in a period. Limits are for the shortest time
    /// that the version is sold by: sold by the month and by the year, a year has twelve times as
    /// much. What is sold by days or weeks is not brought to months.
    #[must_use]
    pub fn times_in(&self, recurrence: Recurrence) -> Decimal {
        let sold = self.prices.iter().filter(|price| price.is_periodic());
        let shortest = sold.filter_map(|price| price.recurrence.months()).min();
        let times = recurrence
            .months()
            .zip(shortest)
            .filter(|(months, shortest)| months.checked_rem(*shortest) == Some(0))
            .and_then(|(months, shortest)| months.checked_div(shortest));
        times.map_or(Decimal::ONE, Decimal::from)
    }
}
