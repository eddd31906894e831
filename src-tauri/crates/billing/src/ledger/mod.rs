//! The ledger: accounts, balanced journal entries, and the rules that turn events into them.

mod account;
mod balance;
mod chart_of_accounts;
mod journal_entry;
mod posting;
pub(crate) mod posting_rules;

pub use account::{Account, AccountCode, AccountCodeError, AccountKind, NormalSide};
pub use balance::{AccountBalance, TrialBalance, TrialBalanceRow, balances, trial_balance};
pub use chart_of_accounts::{account_for, standard_accounts};
pub use journal_entry::{EntryRecord, EntryTerms, JournalEntry, JournalError, SourceDocument};
pub use posting::Posting;
