//! Subscriptions: the list, one in full, new ones, and changes that are seen before they are made.

pub mod bulk;
pub mod change;
pub(crate) mod change_from_dto;
pub mod create;
mod credit;
pub mod detail;
pub(crate) mod effect;
pub(crate) mod facts;
pub(crate) mod fit;
pub(crate) mod generate;
pub(crate) mod ground;
pub(crate) mod left;
mod life;
pub mod list;
pub(crate) mod load;
pub(crate) mod mode;
mod owed;
pub(crate) mod paid;
pub(crate) mod place;
pub(crate) mod preview;
pub(crate) mod recurrence;
mod room;
pub(crate) mod save;
pub(crate) mod taxes;
pub(crate) mod words;

#[cfg(test)]
pub(crate) mod tests;
