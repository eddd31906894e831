//! The books: journal, accounts, trial balance, entries by hand, checks and exports.

pub mod accounts;
pub(crate) mod entry_dto;
pub mod export_journal;
pub mod journal;
pub mod post_entry;
pub(crate) mod standing;
pub mod trial_balance;
pub mod verify;

#[cfg(test)]
mod tests;

pub(crate) use standing::standing;
