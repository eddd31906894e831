//! The price per unit: so much for each, parts of a unit in proportion.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::invoice::Explanation;

/// A price for each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerUnit {
    /// The amount for one unit, in major units, as fine as needed.
    pub unit_amount: Decimal,
}

impl PerUnit {
    /// The price of so many billable units, unrounded; nothing where it does not fit. Zero units
    /// cost nothing.
    #[must_use]
    pub fn exact(&self, units: Decimal, explanation: &mut Explanation) -> Option<Decimal> {
        let exact = units.checked_mul(self.unit_amount)?;
        explanation.step(format!("{units} × {}", self.unit_amount), exact);
        Some(exact)
    }
}
