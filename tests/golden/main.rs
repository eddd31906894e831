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
mod statements;

/// Compares with the file of that name beside this one.
fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
