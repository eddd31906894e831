//! The flat price: the same amount whatever the quantity.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::invoice::Explanation;

/// A flat price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flat {
    /// The amount for a period, in major units.
    pub amount: Decimal,
}

impl Flat {
    /// The price, unrounded. Zero usage costs the same.
    #[must_use]
    pub fn exact(&self, explanation: &mut Explanation) -> Decimal {
        explanation.step("Flat amount", self.amount);
        self.amount
    }
}
