//! Customers: who is billed, where they are, and how they are taxed.

mod address;
mod country;
#[allow(
    clippy::module_inception,
    reason = "one noun, one name, in every layer"
)]
mod customer;
mod tax_profile;

pub use address::Address;
pub use country::is_country;
pub(crate) use customer::looks_like_email;
pub use customer::{CustomField, Customer, CustomerError, Language};
pub use tax_profile::{TaxProfile, TaxProfileError};
