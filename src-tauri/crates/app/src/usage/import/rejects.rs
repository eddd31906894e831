//! The rows that an import refused: shown, and as a file to be mended and imported again.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use store::table::usage_imports::{RejectedRow, UsageImport};

use super::list::load;
use super::run::mapping_of;
use crate::context::App;
use crate::dto::lists::{FileDto, IdRequest};
use crate::dto::usage_imports::{RefusedRow, UsageMapping, UsageRejectList, UsageRejectsRequest};
use crate::error::AppError;
use crate::listing::{count, window};

const WHY: &str = "refused_because";
/// Rows that are read at a time.
const LOT: u32 = 5_000;

pub fn rejects(app: &App, request: UsageRejectsRequest) -> Result<UsageRejectList, AppError> {
    let (_, limit) = window(0, request.limit);
    app.read(|tx| {
        let import = load(tx, &request.id)?;
        let after = (i64::from(request.after_line), limit);
        let rows = tx.usage_imports().rejects(&import.id, after)?;
        let rows = rows.into_iter().map(|row| RefusedRow {
            line: count(row.line),
            code: row.code,
            field: row.field,
            message: row.reason,
            raw: row.raw,
        });
        Ok(UsageRejectList {
            rows: rows.collect(),
        })
    })
}

/// In the format of the file itself, each row with its reason behind it.
pub fn export(app: &App, request: IdRequest) -> Result<FileDto, AppError> {
    app.read(|tx| {
        let import = load(tx, &request.id)?;
        let mapping = mapping_of(&import)?;
        let mut text = head(&mapping);
        let mut after = 0;
        loop {
            let rows = tx.usage_imports().rejects(&import.id, (after, LOT))?;
            let Some(last) = rows.last() else { break };
            after = last.line;
            for row in &rows {
                text.push_str(&line(&mapping, row));
                text.push('\n');
            }
        }
        Ok(file(&import, &mapping, &text))
    })
}

fn head(mapping: &UsageMapping) -> String {
    if mapping.format == "json_lines" {
        return String::new();
    }
    let mut names: Vec<String> = mapping.header.iter().map(|name| quoted(name)).collect();
    names.push(WHY.to_owned());
    let mut head = names.join(&mapping.delimiter);
    head.push('\n');
    head
}

fn line(mapping: &UsageMapping, row: &RejectedRow) -> String {
    let why = format!("line {}: {}", row.line, row.reason);
    if mapping.format != "json_lines" {
        return format!("{}{}{}", row.raw, mapping.delimiter, quoted(&why));
    }
    match serde_json::from_str(&row.raw) {
        Ok(Value::Object(mut own)) => {
            own.insert(WHY.to_owned(), why.into());
            Value::Object(own).to_string()
        }
        _ => json!({WHY: why, "row": row.raw}).to_string(),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', ';', '\t', '|', '"', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

fn file(import: &UsageImport, mapping: &UsageMapping, text: &str) -> FileDto {
    let (ending, mime) = match mapping.format.as_str() {
        "json_lines" => ("jsonl", "application/x-ndjson"),
        _ => ("csv", "text/csv"),
    };
    let stem = import
        .name
        .rsplit_once('.')
        .map_or(import.name.as_str(), |(stem, _)| stem);
    FileDto {
        name: format!("{stem}-refused.{ending}"),
        mime: mime.to_owned(),
        base64: BASE64_STANDARD.encode(text),
    }
}
