//! Prices: what one thing in a plan costs, in one currency and interval.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::Interval;
use crate::money::{Currency, Rounding};
use crate::pricing::{PriceModel, PriceTerms};

/// How often a price is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recurrence {
    /// What its period repeats by.
    pub interval: Interval,
    /// How many intervals a period has; 1 or more.
    pub count: u32,
}

impl Recurrence {
    /// How many months it has; none where it is counted in days or weeks.
    #[must_use]
    pub const fn months(self) -> Option<u32> {
        let each = match self.interval {
            Interval::Day | Interval::Week => return None,
            Interval::Month => 1,
            Interval::Quarter => 3,
            Interval::Year => 12,
        };
        self.count.checked_mul(each)
    }

    /// In words: "a month", "every 2 weeks".
    #[must_use]
    pub fn each(self) -> String {
        let name = self.interval.name();
        match self.count {
            1 => format!("a {name}"),
            count => format!("every {count} {name}s"),
        }
    }
}

/// What a price is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PriceKind {
    /// Each period: a flat amount, or the quantity of the subscription's item (seats).
    Recurring,
    /// Each period: what a meter counted in it.
    Metered {
        /// Key of the meter ("ai_requests").
        meter: String,
    },
    /// Once, with the first invoice.
    Setup,
}

/// When a price is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At the start of its period.
    Advance,
    /// At the end of its period.
    Arrears,
}

/// One price of a plan's version. Prices of one key are the same charge in other currencies and
/// intervals; a subscription takes those of its own currency and interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Which charge it is ("base", "seats", "ai_requests"); stays through versions.
    pub key: String,
    /// What invoices call it.
    pub name: String,
    /// What a quantity is counted in ("seat", "request"); empty where it is not said.
    pub unit: String,
    /// Currency of every amount in it.
    pub currency: Currency,
    /// How often it is billed; setup fees say the interval that they come with.
    pub recurrence: Recurrence,
    /// What it is for.
    pub kind: PriceKind,
    /// How a quantity becomes an amount.
    pub model: PriceModel,
    /// Units that are taken off first.
    pub included: Decimal,
    /// The least that is billed for a period, in major units.
    pub commitment: Decimal,
    /// When it is billed.
    pub timing: Timing,
    /// Whether parts of a period are billed in proportion.
    pub prorates: bool,
}

impl Price {
    /// What a quantity's amount is computed from.
    #[must_use]
    pub fn terms(&self, rounding: Rounding) -> PriceTerms {
        PriceTerms {
            currency: self.currency,
            model: self.model.clone(),
            included: self.included,
            commitment: self.commitment,
            rounding,
        }
    }
}
