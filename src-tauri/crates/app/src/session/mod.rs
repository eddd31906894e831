//! The door: which ledger this process holds, and the ways to open and close it.

pub(crate) mod background;
pub mod create;
pub(crate) mod current;
pub mod lock;
pub(crate) mod memory;
pub mod open;
pub mod secrets;
pub mod status;
pub(crate) mod verification;
pub(crate) mod watch;

/// The demo company's passphrase: its file is encrypted like any other, but holds no secret.
pub const DEMO_PASSPHRASE: &str = "demo company, nothing secret";
