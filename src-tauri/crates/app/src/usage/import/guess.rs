//! What a file is and how its columns are meant, from its first rows.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use super::row::json_text;
use super::rows::{RawRow, Rows, cells, unusable};
use super::times;
use crate::dto::usage_imports::{UsageColumn, UsageMapping};
use crate::error::AppError;

const SAMPLES: usize = 50;
const SHOWN: usize = 3;
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Names that a field goes by, the surest first.
const NAMES: [(&str, &[&str]); 11] = [
    (
        "key",
        &[
            "key",
            "idempotency_key",
            "event_id",
            "transaction_id",
            "request_id",
            "uuid",
            "id",
        ],
    ),
    (
        "meter",
        &[
            "meter",
            "meter_key",
            "metric",
            "event_name",
            "event_type",
            "code",
            "event",
            "type",
        ],
    ),
    (
        "subject",
        &[
            "subject",
            "customer",
            "customer_id",
            "subscription_id",
            "external_customer_id",
            "account",
            "account_id",
            "email",
            "customer_email",
            "tenant",
        ],
    ),
    (
        "at",
        &[
            "at",
            "timestamp",
            "time",
            "datetime",
            "occurred_at",
            "created_at",
            "date",
        ],
    ),
    (
        "quantity",
        &[
            "quantity", "amount", "units", "usage", "count", "qty", "value",
        ],
    ),
    ("value", &["value", "distinct", "unique_value"]),
    ("user", &["user", "user_id", "member", "actor"]),
    ("operation", &["operation", "action", "endpoint", "model"]),
    ("cost", &["cost", "cost_usd", "unit_cost"]),
    ("corrects_type", &["corrects_type"]),
    ("corrects_key", &["corrects_key", "corrects"]),
];

/// The first rows of a file.
pub(super) struct Head {
    pub(super) columns: Vec<UsageColumn>,
    pub(super) mapping: UsageMapping,
}

/// Looks at the beginning of a file.
pub(super) fn head(path: &Path) -> Result<Head, AppError> {
    let lines = first_rows(path)?;
    let texts: Vec<&str> = lines
        .iter()
        .filter_map(|row| row.text.as_deref().ok())
        .collect();
    let first = texts.first().copied().unwrap_or_default();
    let is_json = first.trim_start().starts_with('{');
    let (mut mapping, columns) = if is_json {
        json_lines(&texts)
    } else {
        csv(&texts)
    };
    let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    mapping.columns = columns_of(&names);
    let at = mapping.columns.get("at");
    let samples = columns.iter().find(|(name, _)| Some(name) == at);
    let samples: Vec<&str> = samples
        .map(|(_, samples)| samples.iter().map(String::as_str).collect())
        .unwrap_or_default();
    mapping.time_format = times::guess(&samples);
    mapping.decimal_comma = has_decimal_comma(&mapping, &columns);
    let columns = columns.into_iter().map(|(name, mut samples)| {
        samples.truncate(SHOWN);
        UsageColumn { name, samples }
    });
    Ok(Head {
        columns: columns.collect(),
        mapping,
    })
}

fn first_rows(path: &Path) -> Result<Vec<RawRow>, AppError> {
    let mut rows = Rows::open(path, None, (0, 0))?;
    let mut found = Vec::new();
    while found.len() < SAMPLES {
        match rows.next().map_err(|error| unusable(path, &error))? {
            Some(row) => found.push(row),
            None => break,
        }
    }
    Ok(found)
}

type Columns = Vec<(String, Vec<String>)>;

fn json_lines(texts: &[&str]) -> (UsageMapping, Columns) {
    let mut columns = Columns::new();
    for text in texts {
        let read: Option<Map<String, Value>> = serde_json::from_str(text).ok();
        for (name, value) in read.unwrap_or_default() {
            let sample = json_text(&value);
            match columns.iter_mut().find(|(known, _)| *known == name) {
                Some((_, samples)) => samples.push(sample),
                None => columns.push((name, vec![sample])),
            }
        }
    }
    let format = "json_lines".to_owned();
    let mapping = UsageMapping {
        format,
        ..UsageMapping::default()
    };
    (mapping, columns)
}

/// The delimiter is the one that most often stands in the first line.
fn csv(texts: &[&str]) -> (UsageMapping, Columns) {
    let first = texts.first().copied().unwrap_or_default();
    let often = |delimiter: &char| first.matches(*delimiter).count();
    // Of several the first of the list: max_by_key takes the last.
    let delimiter = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(often)
        .unwrap_or(',');
    let header = cells(first, delimiter);
    let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let mut columns: Columns = header
        .iter()
        .map(|name| (name.clone(), Vec::new()))
        .collect();
    for text in texts.iter().skip(1) {
        for ((_, samples), cell) in columns.iter_mut().zip(cells(text, delimiter)) {
            samples.push(cell);
        }
    }
    let mapping = UsageMapping {
        format: "csv".to_owned(),
        delimiter: delimiter.to_string(),
        header,
        ..UsageMapping::default()
    };
    (mapping, columns)
}

/// Each column is taken for one field at most.
fn columns_of(names: &[String]) -> BTreeMap<String, String> {
    let plain = |name: &str| name.trim().to_lowercase().replace([' ', '-', '.'], "_");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (field, known) in NAMES {
        let fits = known.iter().find_map(|known| {
            let named = names.iter().find(|name| plain(name) == *known)?;
            let taken = found.values().any(|other| other == named);
            (!taken).then(|| named.clone())
        });
        if let Some(column) = fits {
            found.insert(field.to_owned(), column);
        }
    }
    found
}

/// "1,5" and never "1.5" in the column of quantities.
fn has_decimal_comma(mapping: &UsageMapping, columns: &Columns) -> bool {
    let column = mapping.columns.get("quantity");
    let samples = columns.iter().find(|(name, _)| Some(name) == column);
    let Some((_, samples)) = samples else {
        return false;
    };
    let any = |ch: char| samples.iter().any(|sample| sample.contains(ch));
    any(',') && !any('.')
}

/// What an event needs and the mapping leaves open.
pub(super) fn missing(mapping: &UsageMapping) -> Vec<String> {
    let is_open = |field: &&str| {
        let said = |fields: &BTreeMap<String, String>| {
            fields
                .get(*field)
                .is_some_and(|text| !text.trim().is_empty())
        };
        !said(&mapping.columns) && !said(&mapping.constants)
    };
    let needed = ["meter", "subject", "at"];
    needed
        .iter()
        .filter(|field| is_open(field))
        .map(|field| (*field).to_owned())
        .collect()
}
