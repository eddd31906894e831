//! Backups, restoring, and undoing a restore.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One backup file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupRow {
    pub path: String,
    pub name: String,
    pub made_at: String,
    #[ts(type = "number")]
    pub size_bytes: u64,
    /// manual, daily, before_migration or before_restore.
    pub kind: String,
}

/// All backups that were found, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupList {
    pub rows: Vec<BackupRow>,
    pub folder: String,
    /// Whether the last restore can be undone.
    pub can_undo_restore: bool,
}

/// Makes a backup now, at `path` or in the backup folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateBackupRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub path: Option<String>,
}

/// Restores a backup after verifying it; the ledger of now is kept, so this can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    pub path: String,
    /// Where the key is not at hand.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub passphrase: Option<String>,
}

/// Checks a backup without restoring it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupCheck {
    pub ok: bool,
    pub invoices: u32,
    pub customers: u32,
    pub problems: Vec<String>,
}
