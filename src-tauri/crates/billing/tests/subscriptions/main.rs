//! Subscriptions from outside: their lives by date as text, their amounts, and what always holds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should stop"
)]

mod build;
mod changes;
mod early_usage;
mod ends;
mod freed_usage;
mod late_usage;
mod limits;
mod lives;
mod naive;
mod planned;
mod plans;
mod properties;
mod statement_changes;
mod statements;
mod words;
mod workspace;
mod yearly_limits;
