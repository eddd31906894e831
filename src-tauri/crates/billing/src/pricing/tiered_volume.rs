//! The volume price: all units cost what the tier of the whole quantity says.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::PriceError;
use super::tier::{self, Tier, ZeroUsage};
use super::tiered_graduated::{tier_amount, zero_units};
use crate::invoice::Explanation;

/// A price by tiers, the one that the quantity is in counting for all units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieredVolume {
    /// The tiers, in order; bounds are inclusive and the last has none.
    pub tiers: Vec<Tier>,
    /// What zero units cost.
    #[serde(default)]
    pub zero_usage: ZeroUsage,
}

impl TieredVolume {
    /// The price of so many billable units, unrounded: the flat amount of their tier, and its unit
    /// amount for every unit.
    ///
    /// # Errors
    /// [`PriceError`] where the tiers contradict themselves or the price does not fit.
    pub fn exact(
        &self,
        units: Decimal,
        explanation: &mut Explanation,
    ) -> Result<Decimal, PriceError> {
        let bounds = self.bounds();
        tier::check(&bounds)?;
        if units.is_zero() {
            return Ok(zero_units(&self.tiers, self.zero_usage, explanation));
        }
        let at = tier::tier_of(&bounds, units)?;
        let row = self.tiers.get(at).ok_or(PriceError::NoTiers)?;
        tier_amount(row, units, &tier::name(&bounds, at), explanation)
            .ok_or(PriceError::Overflow { quantity: units })
    }

    pub(super) fn bounds(&self) -> Vec<Option<Decimal>> {
        self.tiers.iter().map(|tier| tier.up_to).collect()
    }
}
