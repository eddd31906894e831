//! Balances: postings summed by account and currency, and the trial balance that has to be zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::account::AccountCode;
use super::posting::Posting;
use crate::money::{Currency, Money, MoneyError};

/// What stands on an account in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountBalance {
    /// The account.
    pub account: AccountCode,
    /// Sum of the debits, zero or more.
    pub debit: Money,
    /// Sum of the credits, zero or more.
    pub credit: Money,
    /// Debits less credits.
    pub balance: Money,
}

/// A row of the trial balance: the balance in the column of its side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalanceRow {
    /// The account.
    pub account: AccountCode,
    /// The balance where it is a debit, else zero.
    pub debit: Money,
    /// The balance where it is a credit, as a positive amount, else zero.
    pub credit: Money,
}

/// All balances, and what debits less credits come to in each currency: zero, or the books are
/// wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TrialBalance {
    /// By account and currency, without those that stand at zero.
    pub rows: Vec<TrialBalanceRow>,
    /// Debits less credits, by currency.
    pub differences: Vec<Money>,
}

impl TrialBalance {
    /// Whether debits equal credits in every currency.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.differences
            .iter()
            .all(|difference| difference.is_zero())
    }
}

/// Sums postings by account and currency.
///
/// # Errors
/// [`MoneyError::Overflow`] where a sum does not fit.
pub fn balances<'a>(
    postings: impl IntoIterator<Item = &'a Posting>,
) -> Result<Vec<AccountBalance>, MoneyError> {
    let mut sums: BTreeMap<(&AccountCode, Currency), (Money, Money)> = BTreeMap::new();
    for Posting { account, amount } in postings {
        let zero = Money::zero(amount.currency());
        let (debit, credit) = sums
            .entry((account, amount.currency()))
            .or_insert((zero, zero));
        if amount.is_negative() {
            *credit = credit.try_sub(*amount)?;
        } else {
            *debit = debit.try_add(*amount)?;
        }
    }
    let balance = |((account, _), (debit, credit)): ((&AccountCode, _), (Money, Money))| {
        let account = account.clone();
        Ok(AccountBalance {
            account,
            debit,
            credit,
            balance: debit.try_sub(credit)?,
        })
    };
    sums.into_iter().map(balance).collect()
}

/// Sets balances out in two columns and sums them.
///
/// # Errors
/// [`MoneyError::Overflow`] where a sum does not fit.
pub fn trial_balance(balances: &[AccountBalance]) -> Result<TrialBalance, MoneyError> {
    let mut rows = Vec::new();
    let mut differences: BTreeMap<Currency, Money> = BTreeMap::new();
    for AccountBalance {
        account, balance, ..
    } in balances
    {
        let (account, zero) = (account.clone(), Money::zero(balance.currency()));
        let difference = differences.entry(balance.currency()).or_insert(zero);
        *difference = difference.try_add(*balance)?;
        if balance.is_positive() {
            rows.push(TrialBalanceRow {
                account,
                debit: *balance,
                credit: zero,
            });
        } else if balance.is_negative() {
            rows.push(TrialBalanceRow {
                account,
                debit: zero,
                credit: balance.try_neg()?,
            });
        }
    }
    Ok(TrialBalance {
        rows,
        differences: differences.into_values().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting(account: &str, minor: i64) -> Posting {
        let account = AccountCode::try_new(account).unwrap();
        Posting::new(account, Money::new(minor, Currency::EUR))
    }

    #[test]
    fn postings_are_summed_by_account_with_debits_and_credits_apart() {
        let postings = [
            posting("1100", 1190),
            posting("4000", -1000),
            posting("2200:DE", -190),
            posting("1100", -90),
            posting("1000", 90),
        ];
        let balances = balances(&postings).unwrap();
        let receivable = balances
            .iter()
            .find(|b| b.account.as_str() == "1100")
            .unwrap();
        let minor = |money: Money| money.minor();
        let figures = [receivable.debit, receivable.credit, receivable.balance].map(minor);
        assert_eq!(figures, [1190, 90, 1100]);
        let trial = trial_balance(&balances).unwrap();
        assert!(trial.is_balanced());
        let debits: i64 = trial.rows.iter().map(|row| row.debit.minor()).sum();
        let credits: i64 = trial.rows.iter().map(|row| row.credit.minor()).sum();
        assert_eq!((debits, credits), (1190, 1190)); // 1100 + 90 against 1000 + 190
    }

    #[test]
    fn an_account_that_stands_at_zero_has_no_row() {
        let postings = [posting("1100", 5), posting("1100", -5)];
        let trial = trial_balance(&balances(&postings).unwrap()).unwrap();
        assert_eq!(trial.rows, []);
        assert!(trial.is_balanced());
    }

    #[test]
    fn books_that_do_not_balance_are_seen() {
        let trial = trial_balance(&balances(&[posting("1100", 5)]).unwrap()).unwrap();
        assert!(!trial.is_balanced());
        assert_eq!(trial.differences, [Money::new(5, Currency::EUR)]);
    }
}
