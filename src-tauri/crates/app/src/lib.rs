//! One function per thing a person can do; each is listed once in the registry, for every door.

pub mod audit;
pub mod backup;
pub mod billing_runs;
pub mod billing_settings;
pub mod bindings;
pub mod business;
pub mod calc;
pub mod catalogs;
pub mod clock;
pub mod context;
pub mod coupons;
pub mod credit_notes;
pub mod customers;
pub mod demo;
pub mod diagnostics;
pub mod dto;
pub mod error;
pub mod error_from;
pub mod error_from_billing;
pub mod error_from_subscription;
pub mod events;
pub mod home;
pub mod invoices;
pub mod jobs;
pub mod keyring;
pub mod ledger;
mod listing;
pub mod payments;
pub mod plans;
pub mod products;
pub mod registry;
pub mod search;
pub mod session;
pub mod settings;
pub mod subscriptions;
pub mod tables;
pub mod tax;
pub mod tax_rates;
pub mod time_machine;
pub mod views;

#[cfg(test)]
mod testing;
