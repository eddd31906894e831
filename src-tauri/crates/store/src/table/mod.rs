//! One file per table: its migrations, row, read handle and write handle.

pub mod accounts;
pub mod advice;
pub mod advice_answers;
pub mod audit_entries;
pub mod balances;
pub mod billed_periods;
pub mod billing_runs;
pub mod business;
pub mod changes;
pub mod coupons;
pub mod credit_grants;
pub mod credit_movements;
pub mod credit_notes;
pub mod customer_list;
pub mod customers;
pub mod deleted_drafts;
pub mod drafts;
pub mod due_subscriptions;
pub mod invoice_list;
pub mod invoice_totals;
pub mod invoices;
pub mod journal_entries;
pub(crate) mod logos;
pub mod meta;
pub mod meters;
pub mod numbering_series;
pub mod payment_totals;
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
pub(crate) mod sums;
pub mod tax_overrides;
pub mod tax_rates;
pub mod usage_actors;
pub mod usage_alerts;
pub mod usage_billed;
pub mod usage_duplicates;
pub mod usage_events;
pub mod usage_imports;
pub(crate) mod usage_rollups;
pub mod usage_statements;
pub mod usage_subjects;
pub mod usage_thresholds;
pub mod usage_unmatched;
pub(crate) mod usage_values;
pub(crate) mod usage_words;
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
    invoice_totals::MIGRATIONS,
    deleted_drafts::MIGRATIONS,
    credit_notes::MIGRATIONS,
    payments::MIGRATIONS,
    credit_grants::MIGRATIONS,
    credit_movements::MIGRATIONS,
    payment_totals::MIGRATIONS,
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
    meters::MIGRATIONS,
    usage_events::MIGRATIONS,
    usage_rollups::MIGRATIONS,
    usage_values::MIGRATIONS,
    usage_actors::MIGRATIONS,
    usage_subjects::MIGRATIONS,
    usage_unmatched::MIGRATIONS,
    usage_duplicates::MIGRATIONS,
    usage_imports::MIGRATIONS,
    usage_billed::MIGRATIONS,
    usage_alerts::MIGRATIONS,
    usage_statements::MIGRATIONS,
    usage_thresholds::MIGRATIONS,
    advice::MIGRATIONS,
    crate::search::MIGRATIONS,
];
