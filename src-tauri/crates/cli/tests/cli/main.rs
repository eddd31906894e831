//! The `billfold` command from outside: real ledgers, exit codes, texts, JSON.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod books;
mod calc;
mod catalog;
mod desk;
mod doors;
mod ledger_file;
#[cfg(feature = "loopback")]
mod loopback;
mod usage;
