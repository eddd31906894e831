//! The shapes that cross a door: plain values, money as strings, one file a noun.

pub mod backup;
pub mod billing_runs;
pub mod business;
pub mod catalog;
pub mod credit_notes;
pub mod customers;
pub mod home;
pub mod invoices;
pub mod jobs;
pub mod ledger;
pub mod lists;
pub mod money;
pub mod payments;
pub mod session;
pub mod settings;
pub mod subscriptions;
pub mod tax;
pub mod words;
