//! Amounts as they cross a door: decimal strings of minor units with their currency.

use billing::money::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount: whole minor units as a decimal string (64-bit integers lose precision in JSON), ISO
/// 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "Money")]
pub struct MoneyDto {
    /// Minor units, for example "1234" for 12.34 EUR.
    pub minor: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// One currency with what a screen needs to show and read its amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CurrencyDto {
    pub code: String,
    pub exponent: u8,
}

impl From<Money> for MoneyDto {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor().to_string(),
            currency: money.currency().code().to_owned(),
        }
    }
}
