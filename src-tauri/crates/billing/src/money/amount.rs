//! An amount of money: whole minor units of one currency, with checked arithmetic only.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::currency::Currency;
use super::rounding::Rounding;

/// A signed amount in minor units of one currency. Sent and stored as
/// `{"minor":"1234","currency":"EUR"}`, so that no reader takes it for a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "WrittenMoney", into = "WrittenMoney")]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an amount could not be computed or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two amounts of different currencies met.
    #[error("{left} and {right} cannot be added: convert one of them first")]
    CurrencyMismatch {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// The result is beyond 64 bits of minor units.
    #[error("an amount in {currency} is too large to be kept; nothing was changed")]
    Overflow {
        /// Currency of the amount.
        currency: Currency,
    },
    /// The text is no decimal number.
    #[error("\"{text}\" is not an amount; write it like 1234.56")]
    NotANumber {
        /// The text that was given.
        text: String,
    },
    /// The text has more digits after the point than the currency has.
    #[error(
        "\"{text}\" has too many decimals: {currency} has {exponent}",
        exponent = currency.exponent()
    )]
    TooPrecise {
        /// The text that was given.
        text: String,
        /// Currency of the amount.
        currency: Currency,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMoney {
    minor: String,
    currency: Currency,
}

impl Money {
    /// An amount of `minor` units: `Money::new(1234, Currency::EUR)` is 12.34 EUR.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in this currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The whole minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether it is below nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether it is above nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// [`MoneyError`] where the currencies differ or the sum does not fit.
    pub fn try_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.fitting(self.minor.checked_add(other.minor))
    }

    /// This amount less another.
    ///
    /// # Errors
    /// [`MoneyError`] where the currencies differ or the difference does not fit.
    pub fn try_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.fitting(self.minor.checked_sub(other.minor))
    }

    /// The same amount with the other sign.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] for the one amount whose opposite does not fit.
    pub fn try_neg(self) -> Result<Self, MoneyError> {
        self.fitting(self.minor.checked_neg())
    }

    /// The sum of many amounts, which all are in `currency`.
    ///
    /// # Errors
    /// [`MoneyError`] where a currency differs or the sum does not fit.
    pub fn try_sum(
        amounts: impl IntoIterator<Item = Self>,
        currency: Currency,
    ) -> Result<Self, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Self::zero(currency), Self::try_add)
    }

    /// The smaller of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] where the currencies differ.
    pub fn try_min(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Ok(Self::new(self.minor.min(other.minor), self.currency))
    }

    /// The amount in major units: 12.34 for 1234 minor units of EUR.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    /// The amount nearest to a decimal in major units, by the rounding named.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] where it does not fit 64 bits of minor units.
    pub fn from_decimal(
        major: Decimal,
        currency: Currency,
        rounding: Rounding,
    ) -> Result<Self, MoneyError> {
        let exponent = currency.exponent();
        let mut rounded = rounding.round(major, exponent);
        rounded.rescale(exponent);
        if rounded.scale() != exponent {
            return Err(MoneyError::Overflow { currency });
        }
        i64::try_from(rounded.mantissa())
            .map(|minor| Self::new(minor, currency))
            .map_err(|_| MoneyError::Overflow { currency })
    }

    /// Reads an amount in major units, exactly: `parse("12.34", EUR)`.
    ///
    /// # Errors
    /// [`MoneyError`] where it is no number, does not fit, or is finer than the currency.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let not_a_number = || MoneyError::NotANumber {
            text: text.to_owned(),
        };
        if text.contains('_') {
            return Err(not_a_number()); // the parser would skip it
        }
        let major = Decimal::from_str_exact(text.trim()).map_err(|_| not_a_number())?;
        if major.normalize().scale() > currency.exponent() {
            return Err(MoneyError::TooPrecise {
                text: text.to_owned(),
                currency,
            });
        }
        Self::from_decimal(major, currency, Rounding::HalfUp)
    }

    /// The amount in major units as text, without the currency: "12.34", "-0.05", "1200".
    #[must_use]
    pub fn to_major_string(self) -> String {
        self.to_decimal().to_string()
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch {
            left: self.currency,
            right: other.currency,
        })
    }

    fn fitting(self, minor: Option<i64>) -> Result<Self, MoneyError> {
        let currency = self.currency;
        minor
            .map(|minor| Self::new(minor, currency))
            .ok_or(MoneyError::Overflow { currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

impl TryFrom<WrittenMoney> for Money {
    type Error = MoneyError;
    fn try_from(written: WrittenMoney) -> Result<Self, MoneyError> {
        let WrittenMoney { minor, currency } = written;
        match minor.parse() {
            Ok(minor) => Ok(Self::new(minor, currency)),
            Err(_) => Err(MoneyError::NotANumber { text: minor }),
        }
    }
}

impl From<Money> for WrittenMoney {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor.to_string(),
            currency: money.currency,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EUR: Currency = Currency::EUR;

    #[test]
    fn it_is_sent_as_a_string_of_minor_units() {
        let written = serde_json::to_string(&Money::new(1234, EUR)).unwrap();
        assert_eq!(written, r#"{"minor":"1234","currency":"EUR"}"#);
        assert_eq!(
            serde_json::from_str::<Money>(&written).unwrap(),
            Money::new(1234, EUR)
        );
        assert!(serde_json::from_str::<Money>(r#"{"minor":12.5,"currency":"EUR"}"#).is_err());
    }

    #[test]
    fn currencies_never_mix() {
        let mixed = Money::new(1, EUR).try_add(Money::new(1, Currency::USD));
        let (left, right) = (EUR, Currency::USD);
        assert_eq!(mixed, Err(MoneyError::CurrencyMismatch { left, right }));
    }

    #[test]
    fn what_does_not_fit_is_an_error_and_never_wraps() {
        let most = Money::new(i64::MAX, EUR);
        assert!(most.try_add(Money::new(1, EUR)).is_err());
        assert!(Money::new(i64::MIN, EUR).try_neg().is_err());
        let huge = "92233720368547758.08".parse().unwrap(); // i64::MAX + 1 minor units
        assert!(Money::from_decimal(huge, EUR, Rounding::HalfUp).is_err());
        assert!(Money::from_decimal(Decimal::MAX, EUR, Rounding::HalfUp).is_err());
    }

    #[test]
    fn text_is_read_exactly_or_refused() {
        assert_eq!(Money::parse("12.3", EUR), Ok(Money::new(1230, EUR)));
        assert_eq!(Money::parse("-0.05", EUR), Ok(Money::new(-5, EUR)));
        assert_eq!(Money::parse("12.340", EUR), Ok(Money::new(1234, EUR)));
        assert_eq!(
            Money::parse("1200", Currency::JPY),
            Ok(Money::new(1200, Currency::JPY))
        );
        assert!(matches!(
            Money::parse("12.345", EUR),
            Err(MoneyError::TooPrecise { .. })
        ));
        assert!(matches!(
            Money::parse("1.5", Currency::JPY),
            Err(MoneyError::TooPrecise { .. })
        ));
        for text in ["twelve", "1_000", "1e3", "1,50", ""] {
            let refused = Money::parse(text, EUR);
            assert!(
                matches!(refused, Err(MoneyError::NotANumber { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn it_is_shown_in_major_units_of_its_own_exponent() {
        let kwd = Currency::try_new("KWD").unwrap();
        assert_eq!(Money::new(-5, EUR).to_string(), "-0.05 EUR");
        assert_eq!(Money::new(1500, kwd).to_string(), "1.500 KWD");
        assert_eq!(Money::new(1500, Currency::JPY).to_string(), "1500 JPY");
        assert_eq!(Money::new(120_000, EUR).to_major_string(), "1200.00");
    }

    #[test]
    fn a_decimal_becomes_money_by_the_rounding_named() {
        let value = "2.345".parse().unwrap();
        let minor = |rounding| Money::from_decimal(value, EUR, rounding).unwrap().minor();
        assert_eq!(minor(Rounding::HalfUp), 235);
        assert_eq!(minor(Rounding::HalfEven), 234);
    }
}
