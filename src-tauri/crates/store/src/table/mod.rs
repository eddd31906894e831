//! One file per table: its migrations, row, read handle and write handle.

pub mod accounts;
pub mod audit_entries;
pub mod balances;
pub mod business;
pub mod changes;
pub mod credit_notes;
pub mod customer_list;
pub mod customers;
pub mod deleted_drafts;
pub mod drafts;
pub mod invoice_list;
pub mod invoices;
pub mod journal_entries;
pub(crate) mod logos;
pub mod meta;
pub mod numbering_series;
pub mod payments;
pub mod saved_views;
pub mod settings;
pub mod tax_rates;
pub mod window;

use crate::migration::Migration;

/// The steps of every table; their ids give the order.
pub(crate) const ALL_MIGRATIONS: &[&[Migration]] = &[
    meta::MIGRATIONS,
    audit_entries::MIGRATIONS,
    changes::MIGRATIONS,
    logos::MIGRATIONS,
    business::MIGRATIONS,
    customers::MIGRATIONS,
    tax_rates::MIGRATIONS,
    invoices::MIGRATIONS,
    deleted_drafts::MIGRATIONS,
    credit_notes::MIGRATIONS,
    payments::MIGRATIONS,
    numbering_series::MIGRATIONS,
    accounts::MIGRATIONS,
    journal_entries::MIGRATIONS,
    balances::MIGRATIONS,
    settings::MIGRATIONS,
    saved_views::MIGRATIONS,
    crate::search::MIGRATIONS,
];
