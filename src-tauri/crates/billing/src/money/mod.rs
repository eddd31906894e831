//! Money: an integer of minor units with its currency, its rounding and its splitting.

mod allocation;
mod amount;
mod currency;
mod currency_table;
mod rounding;

pub use allocation::{AllocationError, allocate};
pub(crate) use allocation::{round_to_target, spread};
pub use amount::{Money, MoneyError};
pub use currency::{Currency, CurrencyError};
pub use rounding::Rounding;
