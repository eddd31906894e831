//! Lists the backups that are found, newest first.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use store::backup::folder_of;

use super::place::{folder, read_name};
use crate::context::App;
use crate::dto::backup::{BackupList, BackupRow};
use crate::dto::lists::Nothing;
use crate::dto::settings::SettingsDto;
use crate::error::AppError;
use crate::events::locked;
use crate::session::current::no_ledger;

/// Those in the person's folder and in the one beside the ledger. Works while it is locked, for
/// that is when a backup may be needed.
pub fn list(app: &App, _request: Nothing) -> Result<BackupList, AppError> {
    let place = locked(app.current()).place.clone().ok_or_else(no_ledger)?;
    let settings = known_settings(app);
    let mut rows = rows(&place.path, &settings);
    rows.sort_by(|one, other| {
        other
            .made_at
            .cmp(&one.made_at)
            .then(other.name.cmp(&one.name))
    });
    Ok(BackupList {
        rows,
        folder: folder(&place.path, &settings).display().to_string(),
        can_undo_restore: place.undo.is_some_and(|undo| undo.is_file()),
    })
}

fn known_settings(app: &App) -> SettingsDto {
    let store = locked(app.current()).store.clone();
    let read = store.and_then(|store| store.read(crate::settings::get::load).ok());
    read.unwrap_or_else(crate::settings::get::standard)
}

fn rows(ledger: &Path, settings: &SettingsDto) -> Vec<BackupRow> {
    let folders = BTreeSet::from([folder(ledger, settings), folder_of(ledger)]);
    let files = folders.iter().flat_map(|folder| files_in(folder));
    files
        .filter(|file| read_name(ledger, file).is_some())
        .map(|file| row_of(ledger, &file, None))
        .collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect()
}

/// `made_at` where the name does not tell it.
pub(crate) fn row_of(ledger: &Path, file: &Path, made_at: Option<DateTime<Utc>>) -> BackupRow {
    let told = read_name(ledger, file);
    let made_at = told
        .as_ref()
        .map(|told| told.made_at)
        .or(made_at)
        .unwrap_or_default();
    BackupRow {
        path: file.display().to_string(),
        name: file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        made_at: made_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        size_bytes: std::fs::metadata(file).map_or(0, |found| found.len()),
        kind: told.map_or("manual", |told| told.kind).to_owned(),
    }
}

/// The instant of the newest backup of the ledger at `path`, which is the current one.
pub(crate) fn newest_at(app: &App, path: &Path) -> Option<String> {
    let rows = rows(path, &known_settings(app));
    let own = rows.into_iter().filter(|row| row.kind != "before_restore");
    own.map(|row| row.made_at).max()
}
