//! How Billfold looks and behaves for this person, and saved views.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lists::{Filter, Sort};

/// Settings of the person. Stored in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettingsDto {
    /// system, light or dark.
    pub theme: String,
    /// compact, normal or roomy.
    pub density: String,
    /// en.
    pub language: String,
    /// A BCP 47 tag for numbers and dates, or "system".
    pub formats: String,
    /// minus or parentheses.
    pub negative_style: String,
    pub single_letter_keys: bool,
    pub privacy_mode: bool,
    /// 0 means never.
    pub lock_after_minutes: u16,
    pub daily_backups: bool,
    /// Folder of the backups; empty means beside the ledger.
    pub backup_folder: String,
}

/// A view of a list that the person saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SavedViewDto {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub id: Option<String>,
    /// Which list: customers, invoices, payments, journal, audit.
    pub list: String,
    pub name: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub search: String,
    pub filters: Vec<Filter>,
    pub sort: Vec<Sort>,
    pub columns: Vec<String>,
}

/// The views of one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListViewsRequest {
    pub list: String,
}

/// Saved views in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedViewList {
    pub rows: Vec<SavedViewDto>,
}

/// What a person can send when something is wrong; no customer data in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiagnosticsReport {
    /// Label and value, in order.
    pub rows: Vec<super::invoices::StepDto>,
    pub log_tail: Vec<String>,
}

/// All currencies that can be billed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CurrencyList {
    pub rows: Vec<super::money::CurrencyDto>,
}
