//! One file per table: its migrations, row, read handle and write handle.

pub mod accounts;
pub mod audit_entries;
pub mod balances;
pub mod billed_periods;
pub mod billing_runs;
pub mod business;
pub mod changes;
pub mod coupons;
pub mod credit_notes;
pub mod customer_list;
pub mod customers;
pub mod deleted_drafts;
pub mod drafts;
pub mod due_subscriptions;
pub mod invoice_list;
pub mod invoices;
pub mod journal_entries;
pub(crate) mod logos;
pub mod meta;
pub mod numbering_series;
pub mod payments;
pub mod plan_versions;
pub mod plans;
pub mod products;
pub mod saved_views;
pub mod settings;
pub mod subscribers;
pub mod subscription_events;
pub mod subscription_list;
pub mod subscriptions;
pub mod tax_overrides;
pub mod tax_rates;
pub mod window;

use crate::migration::Migration;

/// The steps of every table; their ids give the order.
pub(crate) const ALL_MIGRATIONS: &[&[Migration]] = &[
    meta::MIGRATIONS,
    audit_entries::MIGRATIONS,
    logos::MIGRATIONS,
    business::MIGRATIONS,
    customers::MIGRATIONS,
    tax_rates::MIGRATIONS,
    tax_overrides::MIGRATIONS,
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
    products::MIGRATIONS,
    plans::MIGRATIONS,
    plan_versions::MIGRATIONS,
    coupons::MIGRATIONS,
    subscriptions::MIGRATIONS,
    subscription_events::MIGRATIONS,
    billed_periods::MIGRATIONS,
    billing_runs::MIGRATIONS,
    crate::search::MIGRATIONS,
];
