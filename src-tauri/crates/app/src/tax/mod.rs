//! Taxes: the dated tables with the person's changes, the registrations, and what follows of both.

pub mod check_vat_id;
pub mod decide;
pub mod embedded;
pub mod get_settings;
pub mod ground;
pub mod list_tables;
pub mod reset_rate;
pub mod save_rate;
pub mod update_settings;

pub(crate) use ground::{DecidedTaxes, Sold, TaxGround};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_matrix;
