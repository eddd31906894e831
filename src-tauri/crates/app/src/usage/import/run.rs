//! Takes a file in, lot by lot: each lot's events, and how far the file is read, in one database
//! transaction, so that a stopped or killed import goes on where it was.

use std::path::Path;

use billing::ids::UsageImportId;
use store::WriteTx;
use store::table::usage_imports::{ImportCounts, RejectedRow, UsageImport};
use store::usage::Incoming;

use super::fingerprint::fingerprint;
use super::guess::head;
use super::list::{file_name, to_dto};
use super::mapping::Ready;
use super::row::event;
use super::rows::{RawRow, Rows, unusable};
use crate::context::App;
use crate::dto::usage_imports::{UsageImportRequest, UsageImportRow, UsageMapping};
use crate::error::AppError;
use crate::jobs::Job;
use crate::usage::gate::{self, Touched, touch};
use crate::usage::intake::{Intake, Refusal};

/// Rows of one database transaction: some tenths of a second, and a fair share of each index page.
const LOT: usize = 20_000;

/// Begins an import, or goes on with one of the same file that was stopped.
pub fn run(app: &App, request: UsageImportRequest) -> Result<UsageImportRow, AppError> {
    let path = Path::new(&request.path);
    let fingerprint = fingerprint(path)?;
    let import = match begun(app, &fingerprint)? {
        Some(begun) => UsageImport {
            path: request.path.clone(),
            state: "running".to_owned(),
            ended_at: None,
            ..begun
        },
        None => fresh(app, path, fingerprint, request.mapping)?,
    };
    let mapping = mapping_of(&import)?;
    let business = app.business()?;
    let ready = Ready::of(&mapping, &business.timezone)?;
    let title = format!("Importing {}", import.name);
    let import = app
        .jobs()
        .run(&title, 1, |job| take_all(app, job, import, &ready))?;
    Ok(to_dto(app, import))
}

/// A stopped import of the file; a finished one is an error.
fn begun(app: &App, fingerprint: &str) -> Result<Option<UsageImport>, AppError> {
    let known = app.read(|tx| Ok(tx.usage_imports().of_fingerprint(fingerprint)?))?;
    let Some(import) = known.into_iter().find(|import| import.state != "undone") else {
        return Ok(None);
    };
    match import.state.as_str() {
        "done" => Err(AppError::new(
            "file_imported_already",
            format!(
                "{} was imported already on {}; nothing was counted twice.",
                import.name,
                import.started_at.date_naive()
            ),
            "Undo that import first if it is to be read otherwise.",
        )
        .at("path")),
        "undoing" => Err(AppError::new(
            "import_being_undone",
            format!(
                "The import of {} is being undone; nothing was changed.",
                import.name
            ),
            "Finish undoing it, then import the file again.",
        )
        .at("path")),
        _ => Ok(Some(import)),
    }
}

fn fresh(
    app: &App,
    path: &Path,
    fingerprint: String,
    mapping: Option<UsageMapping>,
) -> Result<UsageImport, AppError> {
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => head(path)?.mapping,
    };
    let bytes = std::fs::metadata(path)
        .map_err(|error| unusable(path, &error))?
        .len();
    Ok(UsageImport {
        id: UsageImportId::from_ulid(app.new_ulid()),
        name: file_name(path),
        path: path.display().to_string(),
        fingerprint,
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        mapping: serde_json::to_value(&mapping).unwrap_or_default(),
        state: "running".to_owned(),
        started_at: app.now(),
        ended_at: None,
        offset: 0,
        line: 0,
        counts: ImportCounts::default(),
    })
}

pub(super) fn mapping_of(import: &UsageImport) -> Result<UsageMapping, AppError> {
    serde_json::from_value(import.mapping.clone())
        .map_err(|error| AppError::invalid_request("usage.import", &error))
}

fn take_all(
    app: &App,
    job: &Job,
    mut import: UsageImport,
    ready: &Ready,
) -> Result<UsageImport, AppError> {
    let path = import.path.clone();
    let path = Path::new(&path);
    let place = (
        u64::try_from(import.offset).unwrap_or_default(),
        import.line,
    );
    let mut rows = Rows::open(path, ready.delimiter_byte(), place)?;
    if place.0 == 0 && ready.delimiter.is_some() {
        rows.next().map_err(|error| unusable(path, &error))?;
    }
    let mut touched = Touched::new();
    loop {
        let lot = lot(&mut rows, path)?;
        let is_last = lot.len() < LOT;
        let before = import.offset;
        import.offset = i64::try_from(rows.offset).unwrap_or(i64::MAX);
        import.line = rows.line;
        if is_last {
            import.state = "done".to_owned();
            import.ended_at = Some(app.now());
        } else if job.is_cancelled() {
            return stop(app, job, import, before);
        }
        import = app.write("usage.import", |tx| {
            take_lot(app, tx, (import, before), ready, (&lot, &mut touched))
        })?;
        tell(job, &import);
        if is_last {
            gate::tell_after(app, &touched)?;
            return Ok(import);
        }
    }
}

fn lot(rows: &mut Rows, path: &Path) -> Result<Vec<RawRow>, AppError> {
    let mut lot = Vec::with_capacity(LOT);
    while lot.len() < LOT {
        match rows.next().map_err(|error| unusable(path, &error))? {
            Some(row) => lot.push(row),
            None => break,
        }
    }
    Ok(lot)
}

/// What was taken in stays; the file can be gone on with, or undone.
fn stop(
    app: &App,
    job: &Job,
    mut import: UsageImport,
    before: i64,
) -> Result<UsageImport, AppError> {
    app.write("usage.import", |tx| {
        if let Some(kept) = tx.usage_imports().get(&import.id)?
            && kept.offset == before
        {
            import = kept;
            import.state = "cancelled".to_owned();
            import.ended_at = Some(app.now());
            tx.usage_imports_mut().put(&import)?;
            tx.usage_imports_mut().audit(&import);
        }
        Ok(())
    })?;
    let counts = import.counts;
    Err(AppError {
        message: format!(
            "The import of {} was stopped as asked; {} rows of it are taken in.",
            import.name, counts.rows
        ),
        fix: "Import the file again to go on, or undo what was taken in.".to_owned(),
        ..job.cancelled_error()
    })
}

fn take_lot(
    app: &App,
    tx: &WriteTx<'_>,
    (mut import, before): (UsageImport, i64),
    ready: &Ready,
    (lot, touched): (&[RawRow], &mut Touched),
) -> Result<UsageImport, AppError> {
    refuse_two_at_once(tx, &import, before)?;
    if before == 0 {
        tx.usage_imports_mut().put(&import)?;
    }
    let prefix = import.fingerprint.get(..16).unwrap_or_default().to_owned();
    let mut intake = Intake::begin(tx, app.now())?;
    let (mut batch, mut rejects) = (Vec::with_capacity(lot.len()), Vec::new());
    for row in lot {
        let taken: Result<Incoming, Refusal> = match event(ready, row, &prefix) {
            Ok(event) => intake.take(tx, event)?,
            Err(refusal) => Err(refusal),
        };
        match taken {
            Ok(incoming) => {
                touch(touched, &incoming);
                batch.push(incoming);
            }
            Err(refusal) => rejects.push(rejected(row, refusal)),
        }
    }
    let counted = tx.usage_events_mut().append(&batch, Some(&import.id))?;
    let sum = |one: i64, more: usize| one.saturating_add(i64::try_from(more).unwrap_or(i64::MAX));
    let counts = &mut import.counts;
    counts.rows = sum(counts.rows, lot.len());
    counts.counted += counted.counted;
    counts.duplicates += counted.duplicates;
    counts.unmatched += counted.unmatched;
    counts.refused = sum(counts.refused, rejects.len());
    let imports = tx.usage_imports_mut();
    imports.reject(&import.id, &rejects)?;
    imports.put(&import)?;
    if import.state == "done" {
        imports.audit(&import);
    }
    Ok(import)
}

/// Two of the same file would take its rows in twice (and find only duplicates).
fn refuse_two_at_once(tx: &WriteTx<'_>, import: &UsageImport, before: i64) -> Result<(), AppError> {
    let kept = tx.usage_imports().get(&import.id)?.map(|kept| kept.offset);
    let others = tx.usage_imports().of_fingerprint(&import.fingerprint)?;
    let other = others
        .iter()
        .any(|other| other.id != import.id && other.state != "undone");
    if kept.unwrap_or(0) == before && !other {
        return Ok(());
    }
    Err(AppError::new(
        "import_under_way",
        format!(
            "{} is being imported already; nothing was counted twice.",
            import.name
        ),
        "Wait for that import, or stop it.",
    ))
}

fn rejected(row: &RawRow, refusal: Refusal) -> RejectedRow {
    RejectedRow {
        line: row.line,
        code: refusal.code.to_owned(),
        field: refusal.field.to_owned(),
        reason: refusal.message,
        raw: row.text.as_ref().unwrap_or(&row.raw).clone(),
    }
}

/// How many rows a file has is known by how many the part had that was read.
fn tell(job: &Job, import: &UsageImport) {
    let (rows, bytes) = (i128::from(import.counts.rows), i128::from(import.bytes));
    let total = rows * bytes / i128::from(import.offset.max(1));
    let small = |rows: i128| u32::try_from(rows).unwrap_or(u32::MAX);
    job.progress_of(small(rows), small(total.max(rows)));
}
