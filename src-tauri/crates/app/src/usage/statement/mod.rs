//! Monthly statements: calculated for any month at any time, kept as calculated, and compared.

mod billed;
mod compare;
mod compute;
mod keep;
mod month;
mod to_dto;

pub use keep::{get, keep, list, statement};
