//! What can go wrong while a ledger is open, in words a person can act on.

use rusqlite::ErrorCode;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "The disk is full. Nothing of this change was saved and the ledger is as it was before. \
         Free some space, then try again."
    )]
    DiskFull,
    #[error(
        "The ledger file is damaged: {what}. Nothing was changed. Restore the newest backup; \
         the present file is kept beside it."
    )]
    Damaged { what: String },
    #[error("The ledger is busy with another change. Nothing was saved. Try again.")]
    Busy,
    #[error("There is no {kind} {id} in this ledger. Nothing was changed.")]
    NotFound { kind: &'static str, id: String },
    #[error("This ledger already has a {kind} {id}. Nothing was changed.")]
    AlreadyExists { kind: &'static str, id: String },
    #[error("{kind} {id} is issued and can never be edited. Nothing was changed. {fix}")]
    Immutable {
        kind: &'static str,
        id: String,
        fix: &'static str,
    },
    #[error(
        "{kind} {id} was changed elsewhere (revision {found}, expected {expected}). Nothing was \
         saved. Reload it and make the change again."
    )]
    StaleRevision {
        kind: &'static str,
        id: String,
        found: i64,
        expected: i64,
    },
    #[error("The stored {kind} {id} cannot be read: {detail}. Nothing was changed.")]
    Unreadable {
        kind: &'static str,
        id: String,
        detail: String,
    },
    #[error("The rule of the ledger \"{rule}\" was broken: {detail}. Nothing was changed.")]
    RuleBroken { rule: &'static str, detail: String },
    #[error("The ledger file could not be used: {detail}. Nothing of this change was saved.")]
    Io { detail: String },
    #[error("The ledger refused the operation: {detail}. Nothing of this change was saved.")]
    Database { detail: String },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            _ if is_out_of_space(&error) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                what: "a page of it cannot be decrypted or read".into(),
            },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
                Self::Io { detail }
            }
            Some(ErrorCode::ConstraintViolation) => Self::RuleBroken {
                rule: "stored rows fit together",
                detail,
            },
            _ => Self::Database { detail },
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io {
            detail: error.to_string(),
        }
    }
}

/// SQLite reports a log's index that cannot grow as a failure of input and output.
pub(crate) fn is_out_of_space(error: &rusqlite::Error) -> bool {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
        || extended == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// Reads the JSON body of a row.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(
    kind: &'static str,
    id: &str,
    json: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Unreadable {
        kind,
        id: id.to_owned(),
        detail: error.to_string(),
    })
}

/// Writes a value as the JSON body of a row.
pub(crate) fn to_json<T: serde::Serialize>(
    kind: &'static str,
    id: &str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable {
        kind,
        id: id.to_owned(),
        detail: error.to_string(),
    })
}
