//! Rounding: the named ways in which a decimal becomes whole minor units.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// How a decimal becomes whole minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest; a half goes away from zero. What invoices use unless told otherwise.
    #[default]
    HalfUp,
    /// To the nearest; a half goes to the even neighbour (banker's rounding).
    HalfEven,
    /// Away from zero.
    Up,
    /// Toward zero.
    Down,
}

impl Rounding {
    /// Rounds to `decimals` digits after the point.
    #[must_use]
    pub fn round(self, value: Decimal, decimals: u32) -> Decimal {
        let strategy = match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::Up => RoundingStrategy::AwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
        };
        value.round_dp_with_strategy(decimals, strategy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(value: &str, rounding: Rounding) -> String {
        rounding.round(value.parse().unwrap(), 2).to_string()
    }

    #[test]
    fn each_mode_names_where_a_half_goes() {
        // value, half_up, half_even, up, down
        let table = [
            ("1.005", "1.01", "1.00", "1.01", "1.00"),
            ("1.015", "1.02", "1.02", "1.02", "1.01"),
            ("-1.005", "-1.01", "-1.00", "-1.01", "-1.00"),
            ("1.001", "1.00", "1.00", "1.01", "1.00"),
            ("-1.009", "-1.01", "-1.01", "-1.01", "-1.00"),
        ];
        for (value, half_up, half_even, up, down) in table {
            assert_eq!(round(value, Rounding::HalfUp), half_up, "{value} half up");
            assert_eq!(
                round(value, Rounding::HalfEven),
                half_even,
                "{value} half even"
            );
            assert_eq!(round(value, Rounding::Up), up, "{value} up");
            assert_eq!(round(value, Rounding::Down), down, "{value} down");
        }
    }
}
