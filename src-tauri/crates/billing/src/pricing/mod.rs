//! Pricing: what a quantity costs, one file for each price model.

mod describe;
mod error;
pub(crate) mod exact;
mod flat;
mod graduated_percentage;
mod package;
mod per_unit;
mod percentage;
mod price;
mod tier;
mod tiered_graduated;
mod tiered_volume;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use describe::describe;
pub use error::PriceError;
pub use flat::Flat;
pub use graduated_percentage::GraduatedPercentage;
pub use package::{Package, PackageRounding};
pub use per_unit::PerUnit;
pub use percentage::Percentage;
pub use price::{PriceModel, PriceTerms, PricedAmount, price, price_events};
pub use tier::{PercentageTier, Tier, ZeroUsage};
pub use tiered_graduated::TieredGraduated;
pub use tiered_volume::TieredVolume;
