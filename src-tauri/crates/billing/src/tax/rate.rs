//! Tax rates: what a line is taxed by, and the category that EN 16931 gives it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::TaxRateId;

/// The category of a tax in EN 16931 (UNCL 5305).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum TaxCategory {
    /// Standard or reduced rate.
    #[default]
    S,
    /// Zero rated.
    Z,
    /// Exempt.
    E,
    /// Reverse charge: the customer owes the tax.
    AE,
    /// Intra-community supply.
    K,
    /// Export outside the EU.
    G,
    /// Outside the scope of tax.
    O,
}

impl TaxCategory {
    /// The code of UNCL 5305.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::Z => "Z",
            Self::E => "E",
            Self::AE => "AE",
            Self::K => "K",
            Self::G => "G",
            Self::O => "O",
        }
    }
}

/// A rate that a person keeps to put on lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRate {
    /// Identity.
    pub id: TaxRateId,
    /// What it is called on invoices ("VAT", "USt.").
    pub name: String,
    /// Percent of the taxable amount; negative where the customer withholds it.
    pub rate_pct: Decimal,
    /// Who is owed the tax ("DE", "US-NY").
    pub jurisdiction: String,
    /// Category for electronic invoices.
    pub category: TaxCategory,
    /// What the law wants printed beside it, such as the reason of an exemption.
    pub note: String,
    /// When it was put away, where that is so.
    pub archived_at: Option<DateTime<Utc>>,
}

/// A tax as a line carries it: a copy, so that changing the rate changes no invoice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineTax {
    /// What it is called on the invoice.
    pub name: String,
    /// Percent of the taxable amount; negative where the customer withholds it.
    pub rate_pct: Decimal,
    /// Who is owed the tax.
    pub jurisdiction: String,
    /// Category for electronic invoices.
    pub category: TaxCategory,
    /// What the law wants printed beside it.
    pub note: String,
}

/// Why a tax rate cannot be kept as given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxRateError {
    /// The name is empty.
    #[error("the tax rate has no name; invoices print one, such as VAT")]
    NameMissing,
    /// The rate is not between -100 and 1000 percent.
    #[error("a rate of {rate_pct} % is out of range; give more than -100 and at most 1000")]
    RateOutOfRange {
        /// The rate that was given.
        rate_pct: Decimal,
    },
    /// Only the standard category has a rate.
    #[error("category {code} has no tax, yet the rate is {rate_pct} %; set 0 or category S")]
    RateInUntaxedCategory {
        /// The category's code.
        code: &'static str,
        /// The rate that was given.
        rate_pct: Decimal,
    },
}

impl TaxRate {
    /// Checks what every kept rate fulfils.
    ///
    /// # Errors
    /// [`TaxRateError`], the first rule that is broken.
    pub fn validate(&self) -> Result<(), TaxRateError> {
        if self.name.trim().is_empty() {
            return Err(TaxRateError::NameMissing);
        }
        let rate_pct = self.rate_pct;
        if rate_pct <= Decimal::from(-100) || rate_pct > Decimal::ONE_THOUSAND {
            return Err(TaxRateError::RateOutOfRange { rate_pct });
        }
        if self.category != TaxCategory::S && !rate_pct.is_zero() {
            let code = self.category.code();
            return Err(TaxRateError::RateInUntaxedCategory { code, rate_pct });
        }
        Ok(())
    }

    /// The tax that a line takes from this rate.
    #[must_use]
    pub fn to_line_tax(&self) -> LineTax {
        LineTax {
            name: self.name.clone(),
            rate_pct: self.rate_pct,
            jurisdiction: self.jurisdiction.clone(),
            category: self.category,
            note: self.note.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ulid::Ulid;

    fn rate(rate_pct: i64, category: TaxCategory) -> TaxRate {
        TaxRate {
            id: TaxRateId::from_ulid(Ulid::from_parts(1, 1)),
            name: "VAT".into(),
            rate_pct: Decimal::from(rate_pct),
            jurisdiction: "DE".into(),
            category,
            note: String::new(),
            archived_at: None,
        }
    }

    #[test]
    fn only_the_standard_category_has_a_rate() {
        assert_eq!(rate(19, TaxCategory::S).validate(), Ok(()));
        assert_eq!(rate(0, TaxCategory::AE).validate(), Ok(()));
        let refused = rate(19, TaxCategory::AE).validate();
        let rate_pct = Decimal::from(19);
        assert_eq!(
            refused,
            Err(TaxRateError::RateInUntaxedCategory {
                code: "AE",
                rate_pct
            })
        );
    }

    #[test]
    fn a_withheld_tax_is_a_negative_rate_above_minus_100() {
        assert_eq!(rate(-15, TaxCategory::S).validate(), Ok(()));
        assert!(rate(-100, TaxCategory::S).validate().is_err());
    }

    #[test]
    fn categories_are_written_by_their_code() {
        assert_eq!(serde_json::to_string(&TaxCategory::AE).unwrap(), "\"AE\"");
    }
}
