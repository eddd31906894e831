//! Looks at a file without changing anything: its columns, and what all of its rows would do.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use chrono::{DateTime, Utc};
use store::ReadTx;
use store::usage::Incoming;

use super::fingerprint::fingerprint;
use super::guess::{head, missing};
use super::list::{file_name, state_of};
use super::mapping::Ready;
use super::row::event;
use super::rows::{RawRow, Rows, unusable};
use crate::context::App;
use crate::dto::usage_imports::{
    RefusedRow, UsageDryRun, UsageImportPreview, UsageImportRequest, UsageMapping, UsageReason,
};
use crate::error::AppError;
use crate::jobs::Job;
use crate::listing::count;
use crate::usage::intake::{Intake, Refusal};
use crate::usage::to_dto;

/// Rows that are shown for each reason.
const SHOWN: usize = 5;
/// Keys of a file are remembered up to here, eight bytes each; later repetitions of a key within
/// a longer file are found by the import itself.
const REMEMBERED: usize = 4_000_000;
const ROWS_BETWEEN_LOOKS: u32 = 5_000;

pub fn preview(app: &App, request: UsageImportRequest) -> Result<UsageImportPreview, AppError> {
    let path = Path::new(&request.path);
    let head = head(path)?;
    let mapping = request.mapping.unwrap_or(head.mapping);
    let missing = missing(&mapping);
    let bytes = std::fs::metadata(path)
        .map_err(|error| unusable(path, &error))?
        .len();
    let fingerprint = fingerprint(path)?;
    let known = app.read(|tx| {
        let known = tx.usage_imports().of_fingerprint(&fingerprint)?;
        Ok(known.into_iter().find(|import| import.state != "undone"))
    })?;
    let dry_run = if missing.is_empty() {
        Some(dry_run(app, path, bytes, &mapping)?)
    } else {
        None
    };
    Ok(UsageImportPreview {
        name: file_name(path),
        bytes: bytes.to_string(),
        columns: head.columns,
        missing,
        dry_run,
        import_id: known.as_ref().map(|import| import.id.to_string()),
        import_state: known
            .map(|import| state_of(app, &import))
            .unwrap_or_default(),
        mapping,
    })
}

fn dry_run(
    app: &App,
    path: &Path,
    bytes: u64,
    mapping: &UsageMapping,
) -> Result<UsageDryRun, AppError> {
    let title = format!("Reading {}", file_name(path));
    app.jobs().run(&title, 100, |job| {
        app.read(|tx| {
            let business = crate::business::get::load(tx)?;
            let ready = Ready::of(mapping, &business.timezone)?;
            let mut trial = Trial::begin(tx, app.now())?;
            let mut rows = Rows::open(path, ready.delimiter_byte(), (0, 0))?;
            if ready.delimiter.is_some() {
                rows.next().map_err(|error| unusable(path, &error))?;
            }
            while let Some(row) = rows.next().map_err(|error| unusable(path, &error))? {
                trial.take(tx, &ready, &row)?;
                if trial.found.rows.is_multiple_of(ROWS_BETWEEN_LOOKS) {
                    job.check()?;
                    tell(job, rows.offset, bytes);
                }
            }
            Ok(trial.finish())
        })
    })
}

fn tell(job: &Job, offset: u64, bytes: u64) {
    let percent = offset.saturating_mul(100) / bytes.max(1);
    job.progress(u32::try_from(percent).unwrap_or(100));
}

/// What came of the rows so far.
struct Trial {
    intake: Intake,
    found: UsageDryRun,
    keys: HashSet<u64>,
    refused: BTreeMap<(&'static str, &'static str), UsageReason>,
    unmatched: BTreeMap<(&'static str, &'static str), UsageReason>,
    times: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

impl Trial {
    fn begin(tx: &ReadTx<'_>, now: DateTime<Utc>) -> Result<Self, AppError> {
        Ok(Self {
            intake: Intake::begin(tx, now)?,
            found: UsageDryRun::default(),
            keys: HashSet::new(),
            refused: BTreeMap::new(),
            unmatched: BTreeMap::new(),
            times: None,
        })
    }

    fn take(&mut self, tx: &ReadTx<'_>, ready: &Ready, row: &RawRow) -> Result<(), AppError> {
        self.found.rows += 1;
        let event = match event(ready, row, "row") {
            Ok(event) => event,
            Err(refusal) => {
                self.refuse(row, refusal);
                return Ok(());
            }
        };
        let has_own_key = ready.columns.contains_key("key");
        if has_own_key && self.is_known(tx, &event.key)? {
            self.found.duplicates += 1;
            return Ok(());
        }
        let (at, subject, meter) = (event.at, event.subject.clone(), event.meter.clone());
        match self.intake.take(tx, event)? {
            Ok(Incoming::Event(_)) => {
                self.found.counted += 1;
                let (first, last) = self.times.unwrap_or((at, at));
                self.times = Some((first.min(at), last.max(at)));
            }
            Ok(Incoming::Unmatched(_, reason)) => {
                self.found.unmatched += 1;
                let field = if reason.starts_with("meter") {
                    "meter"
                } else {
                    "subject"
                };
                let what = if field == "meter" { meter } else { subject };
                note(&mut self.unmatched, row, Refusal::new(reason, field, what));
            }
            Err(refusal) => self.refuse(row, refusal),
        }
        Ok(())
    }

    fn is_known(&mut self, tx: &ReadTx<'_>, key: &str) -> Result<bool, AppError> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let hash = hasher.finish();
        if self.keys.contains(&hash) {
            return Ok(true);
        }
        if self.keys.len() < REMEMBERED {
            self.keys.insert(hash);
        }
        Ok(tx.usage_events().has_key(key)?)
    }

    fn refuse(&mut self, row: &RawRow, refusal: Refusal) {
        self.found.refused += 1;
        note(&mut self.refused, row, refusal);
    }

    fn finish(self) -> UsageDryRun {
        let by_count = |reasons: BTreeMap<_, UsageReason>| {
            let mut reasons: Vec<UsageReason> = reasons.into_values().collect();
            reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
            reasons
        };
        let text = |at: Option<DateTime<Utc>>| at.map(to_dto::at).unwrap_or_default();
        UsageDryRun {
            refused_reasons: by_count(self.refused),
            unmatched_reasons: by_count(self.unmatched),
            first_at: text(self.times.map(|(first, _)| first)),
            last_at: text(self.times.map(|(_, last)| last)),
            ..self.found
        }
    }
}

fn note(
    reasons: &mut BTreeMap<(&'static str, &'static str), UsageReason>,
    row: &RawRow,
    refusal: Refusal,
) {
    let place = (refusal.code, refusal.field);
    let reason = reasons.entry(place).or_insert_with(|| UsageReason {
        code: refusal.code.to_owned(),
        field: refusal.field.to_owned(),
        message: refusal.message.clone(),
        count: 0,
        rows: Vec::new(),
    });
    reason.count += 1;
    if reason.rows.len() < SHOWN {
        reason.rows.push(refused(row, &refusal));
    }
}

fn refused(row: &RawRow, refusal: &Refusal) -> RefusedRow {
    RefusedRow {
        line: count(row.line),
        code: refusal.code.to_owned(),
        field: refusal.field.to_owned(),
        message: refusal.message.clone(),
        raw: row.text.as_ref().unwrap_or(&row.raw).clone(),
    }
}
