//! Why a ledger was not opened or made; each leaves the file byte for byte as it was.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::error::{StoreError, is_out_of_space};
use crate::key::KeyError;
use crate::key::file::KeyFileError;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("There is no ledger at {path}. Nothing was changed. Choose another file or make one.")]
    NotFound { path: PathBuf },
    #[error("{path} already exists. It is untouched. Open it, or choose another name.")]
    AlreadyExists { path: PathBuf },
    #[error("{path} is not a Billfold ledger ({why}). It is untouched. Choose another file.")]
    NotALedger { path: PathBuf, why: &'static str },
    #[error(
        "This key does not belong to the ledger. The ledger is untouched. Unlock it with its \
         recovery passphrase."
    )]
    WrongKey,
    #[error("The passphrase is not the one of this ledger. It is untouched. Type it again.")]
    WrongPassphrase,
    #[error(
        "The key file {path} is missing, and without it the passphrase cannot unlock the ledger. \
         The ledger is untouched. Copy the key file back from a backup."
    )]
    KeyFileMissing { path: PathBuf },
    #[error(
        "The key file {path} is damaged: {what}. The ledger is untouched. Copy the key file back \
         from a backup."
    )]
    KeyFileDamaged { path: PathBuf, what: String },
    #[error(
        "The ledger is damaged: {what}. It was left as it is. Restore the newest backup; the \
         damaged file is kept beside it."
    )]
    Damaged { what: String },
    #[error(
        "A newer Billfold wrote this ledger (schema {found}; this one knows {known}). It is \
         untouched. Update Billfold, then open it."
    )]
    NewerSchema { found: i64, known: i64 },
    #[error("Another Billfold has this ledger open. It is untouched. Close the other one first.")]
    InUse,
    #[error("The disk is full. The ledger is as it was. Free some space, then try again.")]
    DiskFull,
    #[error(transparent)]
    Key(KeyError),
    #[error("The ledger file could not be used: {detail}. It was left as it is.")]
    Io { detail: String },
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io {
            detail: error.to_string(),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            _ if is_out_of_space(&error) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                what: "a page of it is missing or cannot be read".into(),
            },
            _ => Self::Io {
                detail: error.to_string(),
            },
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Damaged { what } => Self::Damaged { what },
            StoreError::Busy => Self::InUse,
            other => Self::Io {
                detail: other.to_string(),
            },
        }
    }
}

impl From<KeyError> for OpenError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::WrongPassphrase => Self::WrongPassphrase,
            other => Self::Key(other),
        }
    }
}

impl From<KeyFileError> for OpenError {
    fn from(error: KeyFileError) -> Self {
        match error {
            KeyFileError::Key(error) => error.into(),
            KeyFileError::Io(error) => error.into(),
        }
    }
}
