//! What every list takes and gives: a window of rows, filters, sorting, totals.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::MoneyDto;

/// Which rows of a list, and in what order. Column names are those of the list's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListRequest {
    /// Free text; empty finds everything.
    #[ts(optional, as = "Option<String>")]
    pub search: String,
    /// All must hold.
    #[ts(optional, as = "Option<Vec<Filter>>")]
    pub filters: Vec<Filter>,
    /// First is the most important.
    #[ts(optional, as = "Option<Vec<Sort>>")]
    pub sort: Vec<Sort>,
    /// Rows to leave out at the start.
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// Rows at most; 0 means 100.
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// One condition on one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    pub column: String,
    pub op: FilterOp,
    /// One value, two for `between`, any number for `one_of`. Dates as YYYY-MM-DD, amounts in
    /// minor units.
    pub values: Vec<String>,
}

/// How a filter compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterOp {
    Is,
    IsNot,
    OneOf,
    Contains,
    AtLeast,
    AtMost,
    Between,
}

/// One column to sort by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    pub column: String,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub descending: bool,
}

/// The total of one column over all rows that match, one amount a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnTotal {
    pub column: String,
    pub amounts: Vec<MoneyDto>,
}

/// Names the one thing a request is about, by its public id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IdRequest {
    pub id: String,
}

/// The id of what was made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdResponse {
    pub id: String,
}

/// A request without fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// An answer without fields: it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Done {}

/// A file: its bytes in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileDto {
    pub name: String,
    pub mime: String,
    pub base64: String,
}

/// A list as shown on a screen, to be exported exactly so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportTableRequest {
    pub title: String,
    pub columns: Vec<ExportColumn>,
    /// Cells in column order; money cells as minor units, dates as YYYY-MM-DD.
    pub rows: Vec<Vec<String>>,
    pub format: TableFormat,
}

/// A column of an exported table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportColumn {
    pub label: String,
    pub kind: ExportColumnKind,
}

/// What a column holds: money cells read "1234 EUR", in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportColumnKind {
    Text,
    Date,
    Money,
    Number,
}

/// The file format of an exported table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TableFormat {
    Csv,
    Xlsx,
}
