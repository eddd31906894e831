//! The demo company: made from its script through the same use cases that people use.

mod build;
mod chance;
mod draft;
mod follow;
mod habits;
mod invoices;
pub mod open;
mod plan;
mod script;
mod subscriptions;
#[cfg(test)]
mod tests;
mod today;
mod usage;

pub use build::{Demo, build};
