//! Backups of the ledger: made by hand and each day, listed, verified, restored, and that undone.

pub mod create;
pub(crate) mod daily;
pub mod list;
pub(crate) mod place;
pub mod restore;
