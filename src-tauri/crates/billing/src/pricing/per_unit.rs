//! The price per unit: so much for each, parts of a unit in proportion.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::error::PriceError;
use super::exact::product;
use crate::invoice::Explanation;

/// A price for each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerUnit {
    /// The amount for one unit, in major units, as fine as needed.
    pub unit_amount: Decimal,
}

impl PerUnit {
    /// The price of so many billable units, unrounded. Zero units cost nothing.
    ///
    /// # Errors
    /// [`PriceError::Overflow`].
    pub fn exact(
        &self,
        units: Decimal,
        explanation: &mut Explanation,
    ) -> Result<Decimal, PriceError> {
        let exact = product(units, self.unit_amount);
        let exact = exact.ok_or(PriceError::Overflow { quantity: units })?;
        explanation.step(format!("{units} × {}", self.unit_amount), exact);
        Ok(exact)
    }
}
