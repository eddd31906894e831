//! The product against software that nobody here wrote; a peer that is missing is a failure.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod documents;
mod encrypted_file;
mod journal;
mod spreadsheet;
mod usage_sums;
mod vat_numbers;
