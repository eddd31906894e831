//! What prepaid credit paid of an invoice, grant by grant; the grants themselves are payments' own.

use serde::{Deserialize, Serialize};

use crate::ids::CreditGrantId;
use crate::money::{Currency, Money, MoneyError};

/// Whether a customer paid for the credit, in Stripe's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditCategory {
    /// A gift: nobody paid for it.
    Promotional,
    /// Bought ahead: the business owes it.
    Paid,
}

impl CreditCategory {
    /// The word that stores and doors use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Promotional => "promotional",
            Self::Paid => "paid",
        }
    }
}

/// What one grant paid of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedCredit {
    /// The grant.
    pub grant_id: CreditGrantId,
    /// Whether it had been paid for.
    pub category: CreditCategory,
    /// How much; above zero.
    pub amount: Money,
}

impl AppliedCredit {
    /// What the parts come to.
    ///
    /// # Errors
    /// [`MoneyError`] where a part is in another currency or the sum does not fit.
    pub fn sum(parts: &[Self], currency: Currency) -> Result<Money, MoneyError> {
        Money::try_sum(parts.iter().map(|part| part.amount), currency)
    }

    /// Takes an amount off the parts, the last used first, and as much as they have. Returns what
    /// is left of them, and what was taken.
    pub(super) fn take_back(
        parts: &[Self],
        amount: Money,
    ) -> Result<(Vec<Self>, Vec<Self>), MoneyError> {
        let (mut kept, mut taken) = (Vec::new(), Vec::new());
        let mut rest = amount;
        for part in parts.iter().rev() {
            let back = part.amount.try_min(rest)?;
            rest = rest.try_sub(back)?;
            let stays = part.amount.try_sub(back)?;
            kept.extend(part.of(stays));
            taken.extend(part.of(back));
        }
        kept.reverse();
        Ok((kept, taken))
    }

    /// The same grant with another amount; nothing where that is none.
    fn of(&self, amount: Money) -> Option<Self> {
        amount.is_positive().then(|| Self {
            amount,
            ..self.clone()
        })
    }
}
