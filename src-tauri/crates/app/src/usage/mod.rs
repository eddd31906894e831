//! Usage: events taken in, found their customer, corrected, imported, and what they come to.

pub mod actors;
pub mod alerts;
pub(crate) mod billed;
pub mod check;
pub mod correct;
pub(crate) mod counts;
pub mod duplicates;
pub mod events;
mod from_dto;
pub(crate) mod gate;
pub mod import;
mod intake;
pub mod late;
pub mod limits;
pub mod live;
pub mod reading;
mod room;
pub(crate) mod scale;
pub mod series;
pub(crate) mod standing;
pub mod statement;
pub mod thresholds;
mod to_dto;
pub mod track;
pub mod unmatched;
pub mod watch_folder;
pub(crate) mod zone;

#[cfg(test)]
mod tests;
