//! A posting: one account's share of a journal entry.

use serde::{Deserialize, Serialize};

use super::account::AccountCode;
use crate::money::Money;

/// An amount on an account: a debit is positive, a credit negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// The account.
    pub account: AccountCode,
    /// The amount, by its sign a debit or a credit.
    pub amount: Money,
}

impl Posting {
    /// A posting of a signed amount.
    #[must_use]
    pub const fn new(account: AccountCode, amount: Money) -> Self {
        Self { account, amount }
    }
}
