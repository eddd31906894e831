//! The demo company: made from its script through the same use cases that people use.

mod build;
mod chance;
mod draft;
pub mod open;
mod plan;
mod script;
#[cfg(test)]
mod tests;

pub use build::{Demo, build};
