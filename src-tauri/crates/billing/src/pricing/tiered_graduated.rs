//! The graduated price: each unit costs what its own tier says.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::PriceError;
use super::exact::{product, sum};
use super::tier::{self, Tier, ZeroUsage};
use crate::invoice::Explanation;

/// A price by tiers, each for the units in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieredGraduated {
    /// The tiers, in order; bounds are inclusive and the last has none.
    pub tiers: Vec<Tier>,
    /// What zero units cost.
    #[serde(default)]
    pub zero_usage: ZeroUsage,
}

impl TieredGraduated {
    /// The price of so many billable units, unrounded: of each tier that is reached, its flat
    /// amount once and its unit amount for the units in it.
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
        let overflow = PriceError::Overflow { quantity: units };
        let mut exact = Decimal::ZERO;
        let parts = tier::parts(&bounds, units)?;
        for (at, (row, part)) in self.tiers.iter().zip(parts).enumerate() {
            let name = tier::name(&bounds, at);
            let amount = tier_amount(row, part, &name, explanation).ok_or(overflow.clone())?;
            exact = sum(exact, amount).ok_or(overflow.clone())?;
        }
        Ok(exact)
    }

    pub(super) fn bounds(&self) -> Vec<Option<Decimal>> {
        self.tiers.iter().map(|tier| tier.up_to).collect()
    }
}

/// What the units in a tier cost, with its flat amount.
pub(super) fn tier_amount(
    row: &Tier,
    units: Decimal,
    name: &str,
    explanation: &mut Explanation,
) -> Option<Decimal> {
    let amount = sum(product(units, row.unit_amount)?, row.flat_amount)?;
    let flat = if row.flat_amount.is_zero() {
        String::new()
    } else {
        format!(" + {} flat", row.flat_amount)
    };
    let label = format!("{name}: {units} × {}{flat}", row.unit_amount);
    explanation.step(label, amount);
    Some(amount)
}

/// What zero units cost where there are tiers.
pub(super) fn zero_units(
    tiers: &[Tier],
    zero_usage: ZeroUsage,
    explanation: &mut Explanation,
) -> Decimal {
    let (label, amount) = match (zero_usage, tiers.first()) {
        (ZeroUsage::FirstFlat, Some(first)) => (
            "Zero units: the first tier's flat amount",
            first.flat_amount,
        ),
        _ => ("Zero units: free", Decimal::ZERO),
    };
    explanation.step(label, amount);
    amount
}
