//! Lists the imports, and shows one.

use std::path::Path;

use billing::ids::UsageImportId;
use store::ReadTx;
use store::table::usage_imports::UsageImport;

use super::run::mapping_of;
use crate::context::App;
use crate::dto::lists::{IdRequest, Nothing};
use crate::dto::usage_imports::{UsageImportList, UsageImportRow};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::count;

/// More than anybody looks at.
const LISTED: u32 = 200;

pub fn list(app: &App, _request: Nothing) -> Result<UsageImportList, AppError> {
    let imports = app.read(|tx| Ok(tx.usage_imports().list(LISTED)?))?;
    let rows = imports.into_iter().map(|import| to_dto(app, import));
    Ok(UsageImportList {
        rows: rows.collect(),
    })
}

pub fn get(app: &App, request: IdRequest) -> Result<UsageImportRow, AppError> {
    let import = app.read(|tx| load(tx, &request.id))?;
    Ok(to_dto(app, import))
}

pub(super) fn load(tx: &ReadTx<'_>, id: &str) -> Result<UsageImport, AppError> {
    let parsed = UsageImportId::parse(id).map_err(|_| not_found("usage import", id))?;
    let found = tx.usage_imports().get(&parsed)?;
    found.ok_or_else(|| not_found("usage import", id))
}

pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// What is written down as running while nothing runs was interrupted.
pub(super) fn state_of(app: &App, import: &UsageImport) -> String {
    let is_at_work = matches!(import.state.as_str(), "running" | "undoing");
    if is_at_work && !app.jobs().any_running() {
        return "interrupted".to_owned();
    }
    import.state.clone()
}

pub(super) fn to_dto(app: &App, import: UsageImport) -> UsageImportRow {
    let state = state_of(app, &import);
    let actions: &[&str] = match (state.as_str(), import.state.as_str()) {
        ("interrupted", "undoing") | ("done", _) => &["undo"],
        ("interrupted" | "cancelled", _) => &["resume", "undo"],
        _ => &[],
    };
    let percent = import.offset.saturating_mul(100) / import.bytes.max(1);
    let counts = import.counts;
    UsageImportRow {
        id: import.id.to_string(),
        bytes: import.bytes.to_string(),
        state,
        started_at: crate::usage::to_dto::at(import.started_at),
        ended_at: import.ended_at.map(crate::usage::to_dto::at),
        rows: count(counts.rows),
        counted: count(counts.counted),
        duplicates: count(counts.duplicates),
        unmatched: count(counts.unmatched),
        refused: count(counts.refused),
        percent: u8::try_from(percent).unwrap_or(100),
        actions: actions.iter().map(|word| (*word).to_owned()).collect(),
        mapping: mapping_of(&import).unwrap_or_default(),
        name: import.name,
        path: import.path,
    }
}
