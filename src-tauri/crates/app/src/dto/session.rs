//! The state of the door: no ledger, locked, or open; and the ways from one to the next.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::business::BusinessDto;

/// What the application shows before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionStatus {
    pub state: SessionState,
    /// The ledger file that is open, locked, or was used last.
    pub ledger: Option<LedgerFile>,
    pub keyring: KeyringState,
    /// Today in the business's time zone (or UTC without one), YYYY-MM-DD.
    pub today: String,
    /// The open ledger's business; empty while none is open.
    pub business_name: String,
    /// ISO 4217 code of the business; empty while none is open.
    pub currency: String,
    /// IANA zone of the business; "UTC" while none is open.
    pub timezone: String,
    /// The clock is set by `--now`: everything is dated by it.
    pub clock_is_set: bool,
    /// Locale of the system, validated ("en-US" where it has none).
    pub system_locale: String,
    pub version: String,
    pub platform: String,
    /// Why the ledger could not be opened, if so.
    pub problem: Option<crate::error::AppError>,
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    NoLedger,
    Locked,
    Open,
}

/// What is known of the ledger file without opening it, and a little more when it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LedgerFile {
    pub path: String,
    pub name: String,
    pub demo: bool,
    #[ts(type = "number | null")]
    pub size_bytes: Option<u64>,
    /// Backup age: the instant of the newest backup, RFC 3339.
    pub last_backup_at: Option<String>,
    pub schema_version: Option<u32>,
    pub balanced: Option<bool>,
}

/// Whether the system's keyring can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringState {
    Available,
    Locked,
    Absent,
    Off,
}

/// Makes a new ledger at `path` (or the standard place) and opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateLedgerRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub path: Option<String>,
    /// Recovery passphrase: at least 8 characters.
    pub passphrase: String,
    pub business: BusinessDto,
    /// Keep the key in the system's keyring, so that this user need not type the passphrase.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub use_keyring: bool,
}

/// Opens an existing ledger file; with no passphrase the keyring is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenLedgerRequest {
    pub path: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub passphrase: Option<String>,
}

/// Unlocks the ledger that is locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnlockRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub passphrase: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub remember: bool,
}

/// Changes the recovery passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePassphraseRequest {
    pub current: String,
    pub new: String,
}

/// Encrypts the whole ledger with a new key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RotateKeyRequest {
    pub passphrase: String,
}

/// Makes the demo company at `path` (or the standard place) if it is not there, and opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenDemoRequest {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub path: Option<String>,
    /// Make it anew even if it is there.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub reset: bool,
}
