//! Currency: an ISO 4217 code with the exponent that its minor unit has.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::currency_table::CURRENCIES;

/// A currency of ISO 4217: its code, and how many digits its minor unit takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: u32,
}

/// Why a text is not a currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyError {
    /// No active ISO 4217 currency has this code.
    #[error("\"{code}\" is no ISO 4217 currency in use; write three letters such as EUR or USD")]
    Unknown {
        /// The code that was given.
        code: String,
    },
}

impl Currency {
    /// Euro, two decimals.
    pub const EUR: Self = Self {
        code: "EUR",
        exponent: 2,
    };
    /// United States dollar, two decimals.
    pub const USD: Self = Self {
        code: "USD",
        exponent: 2,
    };
    /// Pound sterling, two decimals.
    pub const GBP: Self = Self {
        code: "GBP",
        exponent: 2,
    };
    /// Swiss franc, two decimals.
    pub const CHF: Self = Self {
        code: "CHF",
        exponent: 2,
    };
    /// Japanese yen, no decimals.
    pub const JPY: Self = Self {
        code: "JPY",
        exponent: 0,
    };

    /// The currency with this ISO 4217 code, in capitals.
    ///
    /// # Errors
    /// [`CurrencyError::Unknown`] where no active currency has the code.
    pub fn try_new(code: &str) -> Result<Self, CurrencyError> {
        CURRENCIES
            .binary_search_by(|(known, _)| (*known).cmp(code))
            .ok()
            .and_then(|at| CURRENCIES.get(at))
            .map(|&(code, exponent)| Self { code, exponent })
            .ok_or_else(|| CurrencyError::Unknown {
                code: code.to_owned(),
            })
    }

    /// Every active currency, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        CURRENCIES
            .iter()
            .map(|&(code, exponent)| Self { code, exponent })
    }

    /// The three letters of ISO 4217.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Digits after the point: JPY 0, USD 2, KWD 3.
    #[must_use]
    pub fn exponent(self) -> u32 {
        self.exponent
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

// Written out: a derived one would ask that the text live as long as the table of codes.
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::try_new(&code).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_without_repeats_so_that_it_can_be_searched() {
        assert!(CURRENCIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn exponents_are_those_of_iso_4217_list_one() {
        let table = [
            ("JPY", 0),
            ("EUR", 2),
            ("KWD", 3),
            ("CLF", 4),
            ("ISK", 0),
            ("TND", 3),
        ];
        for (code, exponent) in table {
            assert_eq!(
                Currency::try_new(code).unwrap().exponent(),
                exponent,
                "{code}"
            );
        }
    }

    #[test]
    fn the_named_constants_are_rows_of_the_table() {
        for named in [
            Currency::EUR,
            Currency::USD,
            Currency::GBP,
            Currency::CHF,
            Currency::JPY,
        ] {
            assert_eq!(Currency::try_new(named.code()), Ok(named));
        }
    }

    #[test]
    fn retired_and_misspelt_codes_are_refused() {
        for code in ["DEM", "eur", "EURO", "", "XXX"] {
            assert!(Currency::try_new(code).is_err(), "{code}");
        }
    }
}
