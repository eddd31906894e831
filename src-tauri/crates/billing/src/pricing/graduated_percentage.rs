//! The graduated percentage price: of the summed amounts, each part by the rate of its tier.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::PriceError;
use super::exact::{percent_of, sum};
use super::tier::{self, PercentageTier};
use crate::invoice::Explanation;

/// A price in percent by tiers of the summed amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraduatedPercentage {
    /// The tiers, in order; bounds are inclusive and the last has none.
    pub tiers: Vec<PercentageTier>,
}

impl GraduatedPercentage {
    /// The price of events with these amounts, unrounded: of each tier that their sum reaches, its
    /// flat amount once and its rate on the part in it. A sum of zero reaches no tier.
    ///
    /// # Errors
    /// [`PriceError`] where the tiers contradict themselves or the price does not fit.
    pub fn exact(
        &self,
        amounts: &[Decimal],
        explanation: &mut Explanation,
    ) -> Result<Decimal, PriceError> {
        let bounds = self.bounds();
        tier::check(&bounds)?;
        let mut total = Decimal::ZERO;
        for amount in amounts {
            let quantity = *amount;
            total = sum(total, quantity).ok_or(PriceError::Overflow { quantity })?;
        }
        if amounts.len() > 1 {
            explanation.step(format!("Sum of {} amounts", amounts.len()), total);
        }
        if total.is_zero() {
            return Ok(Decimal::ZERO);
        }
        let overflow = PriceError::Overflow { quantity: total };
        let mut exact = Decimal::ZERO;
        for (at, (row, part)) in self
            .tiers
            .iter()
            .zip(tier::parts(&bounds, total)?)
            .enumerate()
        {
            let cost = percent_of(part, row.rate_pct).and_then(|cost| sum(cost, row.flat_amount));
            let cost = cost.ok_or(overflow.clone())?;
            let (name, rate_pct, flat) = (tier::name(&bounds, at), row.rate_pct, row.flat_amount);
            explanation.step(
                format!("{name}: {rate_pct} % of {part} + {flat} flat"),
                cost,
            );
            exact = sum(exact, cost).ok_or(overflow.clone())?;
        }
        Ok(exact)
    }

    pub(super) fn bounds(&self) -> Vec<Option<Decimal>> {
        self.tiers.iter().map(|tier| tier.up_to).collect()
    }
}
