//! The shapes that cross a door: plain values, money as strings, one file a noun.

pub mod backup;
pub mod billing_runs;
pub mod business;
pub mod catalog;
pub mod charts;
pub mod credit_grants;
pub mod credit_notes;
pub mod customers;
pub mod home;
pub mod invoices;
pub mod jobs;
pub mod ledger;
pub mod limits;
pub mod lists;
pub mod meters;
pub mod money;
pub mod payments;
pub mod session;
pub mod settings;
pub mod subscriptions;
pub mod tax;
pub mod usage;
pub mod usage_imports;
pub mod words;
