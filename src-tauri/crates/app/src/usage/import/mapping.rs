//! A mapping checked and made ready for a million rows.

use std::collections::BTreeMap;

use billing::calendar::parse_timezone;
use chrono_tz::Tz;

use super::guess::missing;
use super::times::TimeFormat;
use crate::dto::usage_imports::UsageMapping;
use crate::error::AppError;

/// Fields of an event that a column can hold.
pub(super) const FIELDS: [&str; 11] = [
    "key",
    "meter",
    "subject",
    "at",
    "quantity",
    "value",
    "user",
    "operation",
    "cost",
    "corrects_type",
    "corrects_key",
];

/// How a row is read.
#[derive(Debug)]
pub(super) struct Ready {
    /// None for JSON Lines.
    pub(super) delimiter: Option<char>,
    pub(super) header: Vec<String>,
    pub(super) columns: BTreeMap<&'static str, Column>,
    pub(super) constants: BTreeMap<&'static str, String>,
    pub(super) properties: Vec<Column>,
    pub(super) times: TimeFormat,
    pub(super) decimal_comma: bool,
}

/// A column by its name, and in CSV by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) place: usize,
}

impl Ready {
    /// `business` is the zone of times that name none, unless the mapping says one.
    pub(super) fn of(mapping: &UsageMapping, business: &str) -> Result<Self, AppError> {
        let open = missing(mapping);
        if let Some(field) = open.first() {
            let what = format!("It is not said which column holds {}.", open.join(", "));
            return Err(invalid(what, &format!("columns.{field}")));
        }
        let delimiter = delimiter(mapping)?;
        let mut columns = BTreeMap::new();
        for (field, name) in &mapping.columns {
            if !name.is_empty() {
                columns.insert(field_of(field)?, column(mapping, name, field)?);
            }
        }
        let mut constants = BTreeMap::new();
        for (field, text) in &mapping.constants {
            if !text.is_empty() {
                constants.insert(field_of(field)?, text.clone());
            }
        }
        let properties = mapping.properties.iter();
        let properties = properties.map(|name| column(mapping, name, "properties"));
        Ok(Self {
            delimiter,
            header: mapping.header.clone(),
            columns,
            constants,
            properties: properties.collect::<Result<_, _>>()?,
            times: TimeFormat::of(&mapping.time_format, zone(mapping, business)?),
            decimal_comma: mapping.decimal_comma,
        })
    }

    pub(super) fn delimiter_byte(&self) -> Option<u8> {
        self.delimiter.and_then(|ch| u8::try_from(ch).ok())
    }
}

fn field_of(field: &str) -> Result<&'static str, AppError> {
    let found = FIELDS.into_iter().find(|known| *known == field);
    found.ok_or_else(|| {
        let what = format!("\"{field}\" is no field of an event.");
        invalid(what, &format!("columns.{field}"))
    })
}

fn column(mapping: &UsageMapping, name: &str, field: &str) -> Result<Column, AppError> {
    let place = mapping.header.iter().position(|known| known == name);
    let place = match place {
        None if mapping.format == "csv" => {
            let what = format!("The file has no column \"{name}\".");
            return Err(invalid(what, &format!("columns.{field}")));
        }
        place => place.unwrap_or_default(),
    };
    Ok(Column {
        name: name.to_owned(),
        place,
    })
}

fn delimiter(mapping: &UsageMapping) -> Result<Option<char>, AppError> {
    match mapping.format.as_str() {
        "json_lines" => Ok(None),
        "csv" => {
            let mut chars = mapping.delimiter.chars();
            match (chars.next(), chars.next()) {
                (Some(ch), None) if ch.is_ascii() && ch != '"' => Ok(Some(ch)),
                (None, _) => Ok(Some(',')),
                _ => {
                    let what = format!("\"{}\" cannot separate cells.", mapping.delimiter);
                    Err(invalid(what, "delimiter"))
                }
            }
        }
        other => {
            let what = format!("\"{other}\" is no format of files: give csv or json_lines.");
            Err(invalid(what, "format"))
        }
    }
}

fn zone(mapping: &UsageMapping, business: &str) -> Result<Tz, AppError> {
    match mapping.timezone.trim() {
        "" => Ok(parse_timezone(business).unwrap_or(Tz::UTC)),
        name => {
            let read = parse_timezone(name);
            read.map_err(|error| invalid(format!("{error}."), "timezone"))
        }
    }
}

fn invalid(what: String, field: &str) -> AppError {
    AppError::new(
        "mapping_invalid",
        format!("{what} Nothing was imported."),
        "Correct how the columns are read, then look again.",
    )
    .at(format!("mapping.{field}"))
}
