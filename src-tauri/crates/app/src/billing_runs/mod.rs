//! Billing runs: everything due by a day, seen first, then billed, once.

pub(crate) mod asked;
pub(crate) mod automatic;
mod exception;
mod lot;
pub mod preview;
pub mod report;
mod review;
mod rows;
pub(crate) mod run;
pub mod start;

#[cfg(test)]
mod tests;
