//! Killed at any moment: nothing that was committed is lost, and nothing is half there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod billing_run;
mod other_work;
mod usage_import;
mod writes;
