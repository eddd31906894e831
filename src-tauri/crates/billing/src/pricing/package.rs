//! The package price: so much for each block of units, a part of a block counted whole or not.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::PriceError;
use super::exact::{product, times_and_rest};
use crate::invoice::Explanation;

/// What becomes of a part of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackageRounding {
    /// It costs a whole one.
    #[default]
    Up,
    /// It costs nothing.
    Down,
}

/// A price for blocks of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Units in a block; above zero.
    pub size: Decimal,
    /// The amount for a block, in major units.
    pub amount: Decimal,
    /// What becomes of a part of a block.
    #[serde(default)]
    pub round: PackageRounding,
}

impl Package {
    /// The price of so many billable units, unrounded. Zero units cost nothing.
    ///
    /// # Errors
    /// [`PriceError`] where a block holds nothing or the price does not fit.
    pub fn exact(
        &self,
        units: Decimal,
        explanation: &mut Explanation,
    ) -> Result<Decimal, PriceError> {
        self.check()?;
        let overflow = PriceError::Overflow { quantity: units };
        let (whole, rest) = times_and_rest(units, self.size).ok_or(overflow.clone())?;
        let begun = i64::from(rest && self.round == PackageRounding::Up);
        let blocks = Decimal::from(whole.checked_add(begun).ok_or(overflow.clone())?);
        explanation.step(format!("{units} units in blocks of {}", self.size), blocks);
        let exact = product(blocks, self.amount).ok_or(overflow)?;
        explanation.step(format!("{blocks} × {}", self.amount), exact);
        Ok(exact)
    }

    pub(super) fn check(&self) -> Result<(), PriceError> {
        if self.size <= Decimal::ZERO {
            return Err(PriceError::EmptyPackage { size: self.size });
        }
        Ok(())
    }
}
