//! The rules of billing from outside, as its callers meet them: tables, stories and properties.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails should stop"
)]

mod build;
mod credit_grants;
mod credit_histories;
mod credit_notes;
mod invoices;
mod payments;
mod properties;
mod totals;
