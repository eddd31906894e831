//! A folder whose new files are imported by themselves; they are left where they are.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use store::ReadTx;

use super::import::{fingerprint, run};
use crate::context::App;
use crate::dto::lists::Nothing;
use crate::dto::usage_imports::{UsageImportRequest, WatchFolderDto, WatchedFile};
use crate::error::AppError;

const NAME: &str = "usage_folder";
/// A file that was written to just now may not be whole yet.
const AT_REST: Duration = Duration::from_secs(5);
/// Files that are remembered.
const REMEMBERED: usize = 500;

pub fn get(app: &App, _request: Nothing) -> Result<WatchFolderDto, AppError> {
    app.read(load)
}

fn load(tx: &ReadTx<'_>) -> Result<WatchFolderDto, AppError> {
    let stored = tx.settings().get(NAME)?;
    let read = stored.and_then(|value| serde_json::from_value(value).ok());
    Ok(read.unwrap_or_default())
}

/// Saves which folder; what became of its files is kept while the folder stays.
pub fn update(app: &App, request: WatchFolderDto) -> Result<WatchFolderDto, AppError> {
    let folder = request.folder.trim().to_owned();
    if !folder.is_empty() && !Path::new(&folder).is_dir() {
        return Err(AppError::new(
            "folder_not_found",
            format!("There is no folder {folder}. Nothing was changed."),
            "Choose a folder that is there.",
        )
        .at("folder"));
    }
    let before = app.read(load)?;
    let files = if before.folder == folder {
        before.files
    } else {
        Vec::new()
    };
    let after = WatchFolderDto {
        folder,
        pattern: request.pattern.trim().to_owned(),
        files,
        ..request
    };
    save(app, &after)?;
    Ok(after)
}

fn save(app: &App, watched: &WatchFolderDto) -> Result<(), AppError> {
    let value = serde_json::to_value(watched).unwrap_or(Value::Null);
    app.write("usage.watch_folder", |tx| {
        Ok(tx.settings_mut().put(NAME, &value)?)
    })
}

/// Imports what is new in the folder; how many files that was.
pub fn look(app: &App, _request: Nothing) -> Result<WatchFolderDto, AppError> {
    let mut watched = app.read(load)?;
    if watched.folder.is_empty() {
        return Ok(watched);
    }
    let mut changed = false;
    for path in new_files(&watched, app.now().into()) {
        let print = fingerprint(&path)?;
        if watched.files.iter().any(|file| file.fingerprint == print) {
            continue;
        }
        let (state, message) = take(app, &path, &watched)?;
        watched.files.push(WatchedFile {
            name: name_of(&path),
            fingerprint: print,
            state: state.to_owned(),
            message,
        });
        changed = true;
    }
    if changed {
        let over = watched.files.len().saturating_sub(REMEMBERED);
        watched.files.drain(..over);
        save(app, &watched)?;
    }
    Ok(watched)
}

/// A file that cannot be read as usage is told once, and not tried again.
fn take(
    app: &App,
    path: &Path,
    watched: &WatchFolderDto,
) -> Result<(&'static str, String), AppError> {
    let request = UsageImportRequest {
        path: path.display().to_string(),
        mapping: watched.mapping.clone(),
    };
    match run(app, request) {
        Ok(import) => {
            let words = format!(
                "{} events counted, {} refused",
                import.counted, import.refused
            );
            Ok(("imported", words))
        }
        Err(error) if error.code == "file_imported_already" => Ok(("known", error.message)),
        // What has to do with this moment, and not with the file, is tried again.
        Err(error) if is_of_the_moment(&error) => Err(error),
        Err(error) => Ok(("failed", error.message)),
    }
}

fn is_of_the_moment(error: &AppError) -> bool {
    let code = error.code.as_str();
    let codes = [
        "job_cancelled",
        "import_under_way",
        "disk_full",
        "no_ledger",
    ];
    codes.contains(&code) || code.starts_with("ledger_")
}

/// By name, those at rest.
fn new_files(watched: &WatchFolderDto, now: SystemTime) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(&watched.folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| fits(&watched.pattern, &name_of(path)) && is_at_rest(path, now))
        .collect();
    paths.sort();
    paths
}

fn is_at_rest(path: &Path, now: SystemTime) -> bool {
    let Ok(file) = std::fs::metadata(path) else {
        return false;
    };
    let changed = file.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    let age = now.duration_since(changed).unwrap_or_default();
    file.is_file() && age >= AT_REST
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn fits(pattern: &str, name: &str) -> bool {
    if pattern.is_empty() {
        return [".csv", ".jsonl", ".ndjson"]
            .iter()
            .any(|ending| name.ends_with(ending));
    }
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_stand_for_any_letters() {
        let table = [
            ("usage-*.csv", "usage-2026.csv", true),
            ("usage-*.csv", "usage-2026.csv.part", false),
            ("*", "anything", true),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "aXc", false),
            ("exact.csv", "exact.csv", true),
            ("exact.csv", "exact.csv2", false),
            ("", "x.jsonl", true),
            ("", "x.xlsx", false),
        ];
        for (pattern, name, does) in table {
            assert_eq!(fits(pattern, name), does, "{pattern} {name}");
        }
    }
}
