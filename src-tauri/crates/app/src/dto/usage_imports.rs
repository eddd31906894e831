//! Imports of usage files: how columns are read, what a file would do, and what became of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the rows of a file become events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageMapping {
    /// csv, json_lines.
    pub format: String,
    /// Of CSV: what stands between cells.
    pub delimiter: String,
    /// Of CSV: the names of the columns, from the first line.
    pub header: Vec<String>,
    /// Field of an event to the column that holds it: key, meter, subject, at, quantity, value,
    /// user, operation, cost, corrects_type, corrects_key.
    pub columns: BTreeMap<String, String>,
    /// Field of an event to what it is in every row: meter, subject, quantity, user, operation.
    pub constants: BTreeMap<String, String>,
    /// Columns that are kept as properties.
    pub properties: Vec<String>,
    /// rfc3339, unix_s, unix_ms, or a pattern like %d.%m.%Y %H:%M:%S.
    pub time_format: String,
    /// The zone of times that name none; empty means the business's.
    pub timezone: String,
    /// Whether 1,5 is one and a half.
    pub decimal_comma: bool,
}

/// Looks at a file without changing anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageImportRequest {
    pub path: String,
    /// Nothing takes the one that the file suggests.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub mapping: Option<UsageMapping>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageColumn {
    pub name: String,
    /// What the first rows have in it.
    pub samples: Vec<String>,
}

/// A row that would be, or was, refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedRow {
    pub line: u32,
    pub code: String,
    pub field: String,
    pub message: String,
    pub raw: String,
}

/// Rows with the same fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageReason {
    pub code: String,
    pub field: String,
    /// Of the first of them.
    pub message: String,
    pub count: u32,
    /// The first of them.
    pub rows: Vec<RefusedRow>,
}

/// What a file would do, all of it read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageDryRun {
    pub rows: u32,
    pub counted: u32,
    pub duplicates: u32,
    pub unmatched: u32,
    pub refused: u32,
    pub refused_reasons: Vec<UsageReason>,
    pub unmatched_reasons: Vec<UsageReason>,
    /// The first and the last instant that would be counted; empty where there is none.
    pub first_at: String,
    pub last_at: String,
}

/// What a file is and would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageImportPreview {
    pub name: String,
    pub bytes: String,
    pub columns: Vec<UsageColumn>,
    pub mapping: UsageMapping,
    /// Fields that an event needs and that the mapping leaves open: meter, subject, at.
    pub missing: Vec<String>,
    /// Nothing where the mapping is not complete.
    pub dry_run: Option<UsageDryRun>,
    /// The import that took in the same file, or has begun to.
    pub import_id: Option<String>,
    pub import_state: String,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageImportRow {
    pub id: String,
    pub name: String,
    pub path: String,
    pub bytes: String,
    /// running, interrupted, cancelled, done, undoing, undone.
    pub state: String,
    pub started_at: String,
    pub ended_at: Option<String>,
    pub rows: u32,
    pub counted: u32,
    pub duplicates: u32,
    pub unmatched: u32,
    pub refused: u32,
    /// How much of the file was taken in, in percent.
    pub percent: u8,
    /// What can be done now: resume, undo.
    pub actions: Vec<String>,
    pub mapping: UsageMapping,
}

/// Imports, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageImportList {
    pub rows: Vec<UsageImportRow>,
}

/// The refused rows of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageRejectsRequest {
    pub id: String,
    /// The last line of the window before.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub after_line: u32,
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// Refused rows in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageRejectList {
    pub rows: Vec<RefusedRow>,
}

/// A part of a file that a browser hands over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageUploadRequest {
    pub name: String,
    /// Empty begins a file; else the path of the part before.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub path: String,
    pub base64: String,
}

/// Where the parts are put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageUpload {
    pub path: String,
}

/// A folder whose new files are imported by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct WatchFolderDto {
    /// Empty watches none.
    pub folder: String,
    /// Names with * for any letters, like usage-*.csv; empty means *.csv and *.jsonl.
    #[ts(optional, as = "Option<String>")]
    pub pattern: String,
    /// How its files are read; nothing takes what each suggests.
    #[ts(optional = nullable)]
    pub mapping: Option<UsageMapping>,
    /// Files that were looked at, and what became of them. Not to be set.
    #[ts(optional, as = "Option<Vec<WatchedFile>>")]
    pub files: Vec<WatchedFile>,
}

/// A file of the watched folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchedFile {
    pub name: String,
    pub fingerprint: String,
    /// imported, known, failed.
    pub state: String,
    pub message: String,
}
