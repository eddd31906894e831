//! One row of a file as an event.

use std::collections::BTreeMap;

use billing::usage::{Correction, UsageEvent};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::mapping::{Column, Ready};
use super::rows::{Fault, RawRow, cells};
use crate::usage::from_dto::{check_lengths, number, said};
use crate::usage::intake::Refusal;

/// What a row says, column by column.
enum Cells {
    Csv(Vec<String>),
    Json(Map<String, Value>),
}

impl Cells {
    /// Without blanks around it; none where the row says nothing there.
    fn get(&self, column: &Column) -> Option<String> {
        let text = match self {
            Self::Csv(cells) => cells.get(column.place)?.trim().to_owned(),
            Self::Json(map) => json_text(map.get(&column.name)?).trim().to_owned(),
        };
        Some(text).filter(|text| !text.is_empty())
    }
}

/// A value as the text of a cell.
pub(super) fn json_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// `prefix` begins the keys of rows that have none of their own.
pub(super) fn event(ready: &Ready, row: &RawRow, prefix: &str) -> Result<UsageEvent, Refusal> {
    let text = row.text.as_ref().map_err(|fault| unreadable(*fault))?;
    let cells = read(ready, text)?;
    let get = |field: &str| {
        let own = ready
            .columns
            .get(field)
            .and_then(|column| cells.get(column));
        own.or_else(|| ready.constants.get(field).cloned())
    };
    let at = said("at", get("at").unwrap_or_default())?;
    let at = ready.times.read(&at).ok_or_else(|| {
        let what = format!("\"{at}\" is no time in the format of this file.");
        Refusal::new("time_unreadable", "at", what)
    })?;
    let event = UsageEvent {
        key: get("key").unwrap_or_else(|| format!("{prefix}:{}", row.line)),
        meter: said("meter", get("meter").unwrap_or_default())?,
        subject: said("subject", get("subject").unwrap_or_default())?,
        at,
        quantity: match get("quantity") {
            None if ready.columns.contains_key("quantity") => {
                let what = "The row says no quantity.";
                return Err(Refusal::new("field_empty", "quantity", what));
            }
            None => Decimal::ONE,
            Some(text) => figure(ready, "quantity", text)?,
        },
        value: get("value").unwrap_or_default(),
        user: get("user").unwrap_or_default(),
        operation: get("operation").unwrap_or_default(),
        properties: properties(ready, &cells),
        cost: get("cost")
            .map(|text| figure(ready, "cost", text))
            .transpose()?,
        corrects: correction(get("corrects_type"), get("corrects_key"), &cells)?,
    };
    check_lengths(event)
}

fn read(ready: &Ready, text: &str) -> Result<Cells, Refusal> {
    let Some(delimiter) = ready.delimiter else {
        let read = serde_json::from_str(text);
        return read.map(Cells::Json).map_err(|error| {
            Refusal::new(
                "not_json",
                "",
                format!("The row is no JSON object: {error}."),
            )
        });
    };
    let cells = cells(text, delimiter);
    if cells.len() == ready.header.len() {
        return Ok(Cells::Csv(cells));
    }
    let (found, named) = (cells.len(), ready.header.len());
    let what = format!("The row has {found} cells, and the first line names {named}.");
    Err(Refusal::new("cells_wrong", "", what))
}

fn figure(ready: &Ready, field: &'static str, text: String) -> Result<Decimal, Refusal> {
    if ready.decimal_comma {
        return number(field, &text.replace('.', "").replace(',', "."));
    }
    number(field, &text)
}

fn properties(ready: &Ready, cells: &Cells) -> BTreeMap<String, String> {
    let chosen = ready.properties.iter();
    let mut found: BTreeMap<String, String> = chosen
        .filter_map(|column| Some((column.name.clone(), cells.get(column)?)))
        .collect();
    if let Cells::Json(map) = cells
        && let Some(Value::Object(own)) = map.get("properties")
    {
        found.remove("properties");
        found.extend(
            own.iter()
                .map(|(name, value)| (name.clone(), json_text(value))),
        );
    }
    found
}

/// In JSON also as our own events have it: {"corrects": {"type": "replace", "key": "..."}}.
fn correction(
    kind: Option<String>,
    key: Option<String>,
    cells: &Cells,
) -> Result<Option<Correction>, Refusal> {
    let own = match cells {
        Cells::Json(map) => map.get("corrects").and_then(Value::as_object),
        Cells::Csv(_) => None,
    };
    let (kind, key) = match own {
        Some(own) => {
            let text = |name: &str| own.get(name).map(json_text);
            (text("type"), text("key"))
        }
        None => (kind, key),
    };
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return Ok(None);
    };
    match kind.as_deref().unwrap_or("replace") {
        "replace" => Ok(Some(Correction::Replace { key })),
        "adjust" => Ok(Some(Correction::Adjust { key })),
        other => {
            let what = format!("\"{other}\" is no kind of correction: replace or adjust.");
            Err(Refusal::new("unknown_choice", "corrects_type", what))
        }
    }
}

fn unreadable(fault: Fault) -> Refusal {
    let (code, what) = match fault {
        Fault::NotUtf8 => ("not_utf8", "The row is not text in UTF-8."),
        Fault::QuoteOpen => ("quote_open", "The row has a quote that is never closed."),
        Fault::TooLong => ("row_too_long", "The row is longer than a megabyte."),
    };
    Refusal::new(code, "", what)
}
