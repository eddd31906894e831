//! The harness of the whole-product tests: a world with its own ledger, builders, and plain text.
//!
//! Everything is asked of the product through its doors: the registry, or the `billfold` program.
//! What is not as it must be panics here, for in a test a panic is the message.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a harness of tests: a panic is the message"
)]

pub mod builders;
pub mod chance;
pub mod crash;
pub mod desk;
pub mod page;
pub mod peer;
pub mod render;
pub mod subscribing;
pub mod using;
pub mod world;

pub use builders::{draft, line};
pub use desk::{Desk, Said, billfold_bin};
pub use peer::{Peer, peer, python};
pub use world::{Issued, PASSPHRASE, World};
