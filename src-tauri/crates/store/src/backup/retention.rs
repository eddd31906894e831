//! Daily backups and which of them are kept: 7 days, 4 weeks, 12 months.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

use super::{BackupError, OnProgress, folder_of, path_for};
use crate::durable;
use crate::key::file as key_file;
use crate::transaction::Store;

const DAYS_KEPT: usize = 7;
const WEEKS_KEPT: usize = 4;
const MONTHS_KEPT: usize = 12;

/// One daily backup found in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DailyBackup {
    pub taken_at: NaiveDateTime,
    pub path: PathBuf,
}

/// Which backups may go: all but the newest of each of the last 7 days, 4 weeks and 12 months
/// that have one. One dated after `today` stays, for then the clock is wrong, not the backup.
#[must_use]
pub fn to_delete(backups: &[DailyBackup], today: NaiveDate) -> Vec<PathBuf> {
    let mut newest_first: Vec<&DailyBackup> = backups.iter().collect();
    newest_first.sort_by(|one, other| other.cmp(one));
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut deleted = Vec::new();
    for backup in newest_first {
        let on = backup.taken_at.date();
        if on > today {
            continue;
        }
        let week = (on.iso_week().year(), on.iso_week().week());
        let kept = [
            days.len() < DAYS_KEPT && days.insert(on),
            weeks.len() < WEEKS_KEPT && weeks.insert(week),
            months.len() < MONTHS_KEPT && months.insert((on.year(), on.month())),
        ];
        if !kept.contains(&true) {
            deleted.push(backup.path.clone());
        }
    }
    deleted
}

/// The daily backups of `ledger` that lie in `folder`.
pub fn daily_backups(ledger: &Path, folder: &Path) -> std::io::Result<Vec<DailyBackup>> {
    let stem = ledger
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut found = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if let Some(taken_at) = daily_instant(&path, &stem) {
            found.push(DailyBackup { taken_at, path });
        }
    }
    found.sort();
    Ok(found)
}

fn daily_instant(path: &Path, stem: &str) -> Option<NaiveDateTime> {
    if matches!(path.extension()?.to_str()?, "key" | "part" | "lock" | "tmp") {
        return None;
    }
    let name = path.file_stem()?.to_str()?;
    let stamp = name.strip_prefix(stem)?.strip_prefix("-daily-")?;
    NaiveDateTime::parse_from_str(stamp, "%Y%m%d-%H%M%S").ok()
}

impl Store {
    /// Makes today's backup unless there is one, then removes those that retention lets go.
    pub fn daily_backup(
        &self,
        now: DateTime<Utc>,
        on_progress: OnProgress<'_>,
    ) -> Result<Option<PathBuf>, BackupError> {
        let folder = folder_of(&self.path);
        let today = now.date_naive();
        let there = daily_backups(&self.path, &folder)?;
        if there.iter().any(|backup| backup.taken_at.date() == today) {
            return Ok(None);
        }
        let target = path_for(&self.path, "daily", now);
        self.backup_to(&target, on_progress)?;
        for path in to_delete(&daily_backups(&self.path, &folder)?, today) {
            durable::remove_if_there(&path)?;
            durable::remove_if_there(&key_file::path_of(&path))?;
        }
        Ok(Some(target))
    }
}
