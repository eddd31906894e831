//! Meters: what is counted, in which unit, and how many events become one quantity.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::UsageError;
use crate::ids::{MeterId, ProductId};
use crate::money::Rounding;

/// How the events of a time become one quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// All quantities together (minutes, bytes).
    Sum,
    /// How many events there were, whatever their quantities.
    Count,
    /// The greatest quantity.
    Max,
    /// The quantity of the latest event; of two at one instant, the one that arrived later.
    Last,
    /// How many different values the events carry (active users).
    UniqueCount,
    /// The level on average over the time: each event's quantity holds from its instant on.
    Weighted,
}

/// Whether a meter begins anew with each billing period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// Counted from nothing in each period (calls, requests).
    #[default]
    EachPeriod,
    /// A level that stays until it is set again (storage, members).
    Never,
}

/// How a period's quantity is rounded before it is priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UsageRounding {
    /// Digits after the point that are kept.
    pub decimals: u8,
    /// Where the rest goes.
    pub mode: Rounding,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Its identity.
    pub id: MeterId,
    /// Which one ("ai_requests"): what events, metered prices and limits call it; never changes.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What a quantity is counted in ("request", "GB").
    pub unit: String,
    /// The product that it counts the use of; none for any.
    pub product_id: Option<ProductId>,
    /// How events become a quantity.
    pub aggregation: Aggregation,
    /// Digits after the point that an event's quantity may have, 0 to 9; never changes.
    pub decimals: u8,
    /// How a period's quantity is rounded; none keeps it exact.
    pub rounding: Option<UsageRounding>,
    /// Whether it begins anew with each period.
    pub reset: Reset,
    /// What one unit costs the business, in its own currency's major units, where events do not
    /// say: first for an operation of that name, then for any.
    pub costs: Vec<UnitCost>,
    /// Whether it takes no more events.
    pub archived: bool,
}

/// What one unit costs the business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCost {
    /// The operation that it is for ("transcribe"); none for every other.
    pub operation: Option<String>,
    /// Cost of one unit.
    pub unit_cost: Decimal,
}

impl Meter {
    /// A quantity as a whole number of the meter's smallest part.
    ///
    /// # Errors
    /// [`UsageError`] where it is finer than the meter counts, or leaves 64 bits.
    pub fn scaled(&self, quantity: Decimal) -> Result<i64, UsageError> {
        let quantity = quantity.normalize();
        let decimals = self.decimals;
        let missing = u32::from(decimals).checked_sub(quantity.scale());
        let missing = missing.ok_or(UsageError::TooFine { quantity, decimals })?;
        let scaled = 10_i128
            .checked_pow(missing)
            .and_then(|factor| quantity.mantissa().checked_mul(factor));
        let scaled = scaled.and_then(|scaled| i64::try_from(scaled).ok());
        scaled.ok_or(UsageError::TooLarge)
    }

    /// A quantity from a whole number of the meter's smallest part.
    #[must_use]
    pub fn unscaled(&self, scaled: i64) -> Decimal {
        Decimal::new(scaled, self.decimals.into()).normalize()
    }

    /// What a use costs the business: so much a unit by its operation, else by the rule for any.
    #[must_use]
    pub fn cost_of(&self, operation: &str, quantity: Decimal) -> Option<Decimal> {
        let of = |wanted: Option<&str>| {
            let mut costs = self.costs.iter();
            costs.find(|cost| cost.operation.as_deref() == wanted)
        };
        let cost = of(Some(operation)).or_else(|| of(None))?;
        cost.unit_cost.checked_mul(quantity)
    }
}
