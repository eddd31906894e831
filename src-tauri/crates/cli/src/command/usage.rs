//! `billfold usage`: tracks a use, and imports files of them with progress on standard error.

use std::collections::BTreeMap;
use std::path::PathBuf;

use app::dto::lists::IdRequest;
use app::dto::usage::{CorrectionDto, TrackedUsage, UsageEventInput};
use app::dto::usage_imports::{
    UsageImportPreview, UsageImportRequest, UsageImportRow, UsageMapping, UsageReason,
};
use clap::{Args, Subcommand};

use super::usage_limits::{Check, Limits};
use super::usage_statement::Statement;
use crate::door::Door;
use crate::failure::Failure;
use crate::output::showing_progress;
use crate::table::facts;

/// What customers use.
#[derive(Debug, Subcommand)]
pub enum Usage {
    /// Track one use of a meter
    Track(Track),
    /// Import a file of uses: CSV or JSON Lines
    Import(Import),
    /// Take an import back, as long as nothing of it was billed
    Undo(Undo),
    /// Say whether a use would fit, and at which price
    Check(Check),
    /// Show how every limit of a customer stands
    Limits(Limits),
    /// Show what a customer's month comes to, line by line
    Statement(Statement),
}

/// One use.
#[derive(Debug, Args)]
pub struct Track {
    /// Key of the meter
    #[arg(long)]
    meter: String,
    /// Id of the customer or subscription, an assigned name, or an e-mail address
    #[arg(long)]
    subject: String,
    /// How much
    #[arg(long, default_value = "1")]
    quantity: String,
    /// Your own key: the same key twice is one event
    #[arg(long, default_value = "")]
    key: String,
    /// When, like 2026-11-20T09:00:00Z; else now
    #[arg(long, default_value = "")]
    at: String,
    /// What a unique count counts
    #[arg(long, default_value = "")]
    value: String,
    /// The team member
    #[arg(long, default_value = "")]
    user: String,
    /// What was done
    #[arg(long, default_value = "")]
    operation: String,
    /// What it cost you
    #[arg(long, default_value = "")]
    cost: String,
    /// A further fact, like region=eu; may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    property: Vec<(String, String)>,
    /// Key of the event that this one replaces
    #[arg(long, value_name = "KEY", conflicts_with = "adjusts")]
    replaces: Option<String>,
    /// Key of the event that this one is added to
    #[arg(long, value_name = "KEY")]
    adjusts: Option<String>,
}

/// A file.
#[derive(Debug, Args)]
#[command(after_help = "\
The file is taken in lot by lot. Stopped or killed, the same command goes on where it was.
Rows that cannot be read are refused one by one; `billfold call usage.export_rejects` has them.")]
pub struct Import {
    /// The file
    file: PathBuf,
    /// Only say what it would do
    #[arg(long)]
    dry_run: bool,
    /// The column that holds a field, like quantity=Amount; else guessed from the names
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = pair)]
    column: Vec<(String, String)>,
    /// What a field is in every row, like meter=api_calls
    #[arg(long, value_name = "FIELD=TEXT", value_parser = pair)]
    constant: Vec<(String, String)>,
    /// Columns to keep as properties
    #[arg(long, value_name = "COLUMN")]
    property: Vec<String>,
    /// rfc3339, unix_s, unix_ms, or a pattern like %d.%m.%Y %H:%M:%S
    #[arg(long, value_name = "FORMAT")]
    time_format: Option<String>,
    /// The zone of times that name none, like Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
}

/// An import.
#[derive(Debug, Args)]
pub struct Undo {
    /// Its id
    id: String,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it like NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl Usage {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        match self {
            Self::Track(track) => track.run(door),
            Self::Import(import) => import.run(door),
            Self::Check(check) => check.run(door),
            Self::Limits(limits) => limits.run(door),
            Self::Statement(statement) => statement.run(door),
            Self::Undo(undo) => {
                let id = undo.id.clone();
                let row =
                    showing_progress(door, || door.ask("usage.import_undo", IdRequest { id }))?;
                door.show(row, |row: &UsageImportRow, _| shown(row))
            }
        }
    }
}

impl Track {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let corrects = |kind: &str, key: &Option<String>| {
            key.clone().map(|key| CorrectionDto {
                kind: kind.to_owned(),
                key,
            })
        };
        let request = UsageEventInput {
            key: self.key.clone(),
            meter: self.meter.clone(),
            subject: self.subject.clone(),
            at: self.at.clone(),
            quantity: self.quantity.clone(),
            value: self.value.clone(),
            user: self.user.clone(),
            operation: self.operation.clone(),
            properties: self.property.iter().cloned().collect(),
            cost: self.cost.clone(),
            corrects: corrects("replace", &self.replaces)
                .or_else(|| corrects("adjust", &self.adjusts)),
        };
        let answer = door.ask("usage.track", request)?;
        door.show(answer, |tracked: &TrackedUsage, _| told(tracked))
    }
}

fn told(tracked: &TrackedUsage) -> String {
    let TrackedUsage { key, differs, .. } = tracked;
    match tracked.state.as_str() {
        "duplicate" if differs.is_empty() => format!("{key} was there already."),
        "duplicate" => format!("{key} was there already, with another {differs}; that one holds."),
        "unmatched" => format!("{key} is kept, but belongs to nobody yet: assign it."),
        _ if tracked.late => {
            format!("{key} is counted; its day is billed, so the next invoice takes it.")
        }
        _ => format!("{key} is counted."),
    }
}

impl Import {
    fn run(&self, door: &Door) -> Result<String, Failure> {
        let path = std::path::absolute(&self.file);
        let path = path.map_err(|error| Failure::file(&self.file, &error))?;
        let request = |mapping| UsageImportRequest {
            path: path.display().to_string(),
            mapping,
        };
        if self.dry_run {
            let mut seen: UsageImportPreview = door.get(
                "usage.import_preview",
                request(self.mapping(door, &request)?),
            )?;
            if !door.json() {
                return Ok(previewed(&seen));
            }
            seen.columns.clear();
            return Ok(crate::door::pretty(&serde_json::json!(seen)));
        }
        let mapping = self.mapping(door, &request)?;
        let row = showing_progress(door, || door.ask("usage.import", request(mapping)))?;
        door.show(row, |row: &UsageImportRow, _| shown(row))
    }

    /// The file's own suggestion with what was said on the command line; nothing where nothing was.
    fn mapping(
        &self,
        door: &Door,
        request: &impl Fn(Option<UsageMapping>) -> UsageImportRequest,
    ) -> Result<Option<UsageMapping>, Failure> {
        let is_plain = self.column.is_empty()
            && self.constant.is_empty()
            && self.property.is_empty()
            && self.time_format.is_none()
            && self.timezone.is_none();
        if is_plain {
            return Ok(None);
        }
        let seen: UsageImportPreview = door.get("usage.import_preview", request(None))?;
        let mut mapping = seen.mapping;
        for (field, column) in &self.column {
            mapping.columns.insert(field.clone(), column.clone());
        }
        for (field, text) in &self.constant {
            mapping.columns.remove(field);
            mapping.constants.insert(field.clone(), text.clone());
        }
        mapping.properties.extend(self.property.iter().cloned());
        if let Some(format) = &self.time_format {
            mapping.time_format.clone_from(format);
        }
        if let Some(zone) = &self.timezone {
            mapping.timezone.clone_from(zone);
        }
        Ok(Some(mapping))
    }
}

fn shown(row: &UsageImportRow) -> String {
    facts(&[
        ("Import", row.id.clone()),
        ("File", row.name.clone()),
        ("State", row.state.clone()),
        ("Rows", row.rows.to_string()),
        ("Counted", row.counted.to_string()),
        ("Duplicates", row.duplicates.to_string()),
        ("Of nobody", row.unmatched.to_string()),
        ("Refused", row.refused.to_string()),
    ])
}

fn previewed(seen: &UsageImportPreview) -> String {
    let read: BTreeMap<_, _> = seen.mapping.columns.iter().collect();
    let read: Vec<String> = read
        .iter()
        .map(|(field, column)| format!("{field} = {column}"))
        .collect();
    let mut rows = vec![
        ("File", seen.name.clone()),
        ("Read as", read.join(", ")),
        ("Times", seen.mapping.time_format.clone()),
        ("Not said", seen.missing.join(", ")),
    ];
    let Some(dry) = &seen.dry_run else {
        return facts(&rows);
    };
    rows.extend([
        ("Rows", dry.rows.to_string()),
        ("To be counted", dry.counted.to_string()),
        ("Duplicates", dry.duplicates.to_string()),
        ("Of nobody", dry.unmatched.to_string()),
        ("To be refused", dry.refused.to_string()),
        ("From", dry.first_at.clone()),
        ("Through", dry.last_at.clone()),
    ]);
    let mut text = facts(&rows);
    for reason in dry.refused_reasons.iter().chain(&dry.unmatched_reasons) {
        text.push_str(&format!("\n{}", reason_line(reason)));
    }
    text
}

fn reason_line(reason: &UsageReason) -> String {
    let first = reason.rows.first().map(|row| row.line).unwrap_or_default();
    format!(
        "{} × {}: {} (first in line {first})",
        reason.count, reason.code, reason.message
    )
}
