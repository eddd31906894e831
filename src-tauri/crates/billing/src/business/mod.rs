//! The business that bills: who it is, and what its documents start with.

#[allow(
    clippy::module_inception,
    reason = "one noun, one name, in every layer"
)]
mod business;
mod iban;

pub use business::{Business, BusinessError, Paper, Template};
pub use iban::is_iban;
