//! Taxes: the dated tables with the person's changes, the registrations, and what follows of both.

pub mod check_vat_id;
pub mod decide;
pub mod embedded;
pub mod get_settings;
pub mod ground;
pub mod list_tables;
pub mod read_receipt;
pub mod record_dto;
pub mod reset_rate;
pub mod save_rate;
pub mod update_settings;

pub(crate) use ground::{DecidedTaxes, Sold, TaxGround, exemption_note};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_matrix;
