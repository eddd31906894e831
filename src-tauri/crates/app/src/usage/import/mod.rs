//! Imports of usage files of any size: looked at first, taken in lot by lot, taken back.

mod fingerprint;
mod guess;
mod list;
mod mapping;
mod preview;
mod rejects;
mod row;
mod rows;
mod run;
mod times;
mod undo;
mod upload;

#[cfg(test)]
mod tests;

pub use list::{get, list};
pub use preview::preview;
pub use rejects::{export, rejects};
pub use run::run;
pub use undo::undo;
pub use upload::upload;

pub(crate) use fingerprint::fingerprint;
