//! One small company's documents and books, kept as reviewed files beside this one.
//!
//! `INSTA_UPDATE=always` writes the texts anew and `BILLFOLD_UPDATE_PAGES=1` the pictures of
//! pages; both are then reviewed like code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests: a panic is the message"
)]

mod books;
mod company;
mod pages;
