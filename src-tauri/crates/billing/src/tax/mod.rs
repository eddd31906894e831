//! Taxes: the rates that lines carry and the categories that documents name them by.

mod rate;

pub use rate::{LineTax, TaxCategory, TaxRate, TaxRateError};
