//! Tests of the ledger file: opening, keys, commits, audit, backups, and each table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod backup;
mod bad_files;
mod key;
mod retention;
mod support;
mod table;
mod transaction;
