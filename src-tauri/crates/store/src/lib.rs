//! Keeps billing values in one encrypted file, transactionally: the file, its key, its tables.

pub mod audit;
pub mod backup;
pub mod change_feed;
pub mod error;
pub mod key;
pub mod migration;
pub mod open;
pub mod search;
pub mod table;
pub mod transaction;
pub mod usage;

mod audit_proof;
mod durable;
mod fingerprint;
mod instant;

pub use audit::{AuditBreak, AuditEntry, ChangeOfSubject};
pub use change_feed::LedgerChanged;
pub use error::StoreError;
pub use fingerprint::Fingerprint;
pub use key::{KdfParams, Key, KeyError};
pub use open::checks::FULL_CHECK_BYTES;
pub use open::error::OpenError;
pub use open::{
    Encryption, OpenOptions, create_ledger, create_plain_for_measurement,
    open_plain_for_measurement, open_with_key, open_with_passphrase, unseal_key,
};
pub use transaction::{ReadTx, Store, WriteMeta, WriteTx};
