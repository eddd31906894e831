//! Pricing: what a quantity costs, one file for each price model.

mod flat;
mod per_unit;
mod price;

pub use flat::Flat;
pub use per_unit::PerUnit;
pub use price::{PriceError, PriceModel, PriceTerms, PricedAmount, price};
