//! Bad files through the `billfold` program: each is refused in its own words and stays as it was.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod places;
mod refusals;
mod table;
