//! How Billfold looks and behaves for this person.

pub mod get;
pub mod update;
