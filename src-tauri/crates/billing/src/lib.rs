//! What a bill is: money, calendar, customers, invoices, payments, the ledger; pure functions only.
//!
//! Nothing here reads a clock, a disk or a network: the instant, the ids and the numbers are
//! arguments. Amounts use checked arithmetic only, and every rule's result explains itself.
#![deny(missing_docs)]
#![warn(clippy::as_conversions)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod business;
pub mod calendar;
pub mod catalog;
pub mod customer;
pub mod ids;
pub mod invoice;
pub mod ledger;
pub mod money;
pub mod payment;
pub mod pricing;
pub mod subscription;
pub mod tax;
pub mod usage;
