//! Instants and dates as the tables hold them: sortable text, UTC, milliseconds.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::error::StoreError;

pub(crate) fn to_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

pub(crate) fn from_text(kind: &'static str, text: &str) -> Result<DateTime<Utc>, StoreError> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.with_timezone(&Utc))
        .map_err(|error| unreadable(kind, text, &error))
}

pub(crate) fn date_to_text(on: NaiveDate) -> String {
    on.format("%Y-%m-%d").to_string()
}

pub(crate) fn date_from_text(kind: &'static str, text: &str) -> Result<NaiveDate, StoreError> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|error| unreadable(kind, text, &error))
}

fn unreadable(kind: &'static str, text: &str, error: &chrono::ParseError) -> StoreError {
    StoreError::Unreadable {
        kind,
        id: text.to_owned(),
        detail: error.to_string(),
    }
}
