//! Copies of an open ledger, encrypted with its key, verified, with the key file beside them.

pub mod restore;
pub mod retention;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::audit;
use crate::durable;
use crate::error::StoreError;
use crate::key::file as key_file;
use crate::key::{Key, KeyError};
use crate::open::error::OpenError;
use crate::open::{Encryption, checks, connection, remove_with_log};
use crate::transaction::{Store, lock};

/// Copied between two looks at whether the person cancelled: 4 MiB.
const PAGES_A_STEP: i32 = 1024;

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("The backup was cancelled. The ledger is untouched and no partial copy was kept.")]
    Cancelled,
    #[error("{path} already exists and was not overwritten: choose another name")]
    AlreadyExists { path: PathBuf },
    #[error("The disk is full, so no copy was kept. The ledger is untouched. Free some space.")]
    DiskFull,
    #[error("The copy failed its check ({what}) and was not used. The ledger is untouched.")]
    NotSound { what: String },
    #[error("The backup could not be opened: {0}")]
    Open(#[from] OpenError),
    #[error("The backup failed: {detail}. The ledger is untouched.")]
    Io { detail: String },
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Damaged { what } => Self::NotSound { what },
            other => Self::Io {
                detail: other.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<KeyError> for BackupError {
    fn from(error: KeyError) -> Self {
        Self::Open(error.into())
    }
}

/// How far a copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupProgress {
    pub done_pages: i64,
    pub total_pages: i64,
}

/// Called between steps; `ControlFlow::Break` cancels.
pub type OnProgress<'a> = &'a mut dyn FnMut(BackupProgress) -> ControlFlow<()>;

/// For copies that nobody watches.
pub fn uncancelled(_: BackupProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Where backups of a ledger go unless the person chooses: a folder beside it.
#[must_use]
pub fn folder_of(ledger: &Path) -> PathBuf {
    let stem = ledger
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    ledger.with_file_name(format!("{stem}-backups"))
}

/// `acme-backups/acme-daily-20261120-093000.billfold`
#[must_use]
pub fn path_for(ledger: &Path, kind: &str, now: DateTime<Utc>) -> PathBuf {
    let stem = ledger
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let extension = ledger
        .extension()
        .map_or("billfold".into(), |end| end.to_string_lossy());
    let name = format!("{stem}-{kind}-{}.{extension}", now.format("%Y%m%d-%H%M%S"));
    folder_of(ledger).join(name)
}

impl Store {
    /// Copies the ledger as of now while people go on working, then verifies the copy.
    pub fn backup_to(&self, target: &Path, on_progress: OnProgress<'_>) -> Result<(), BackupError> {
        let _shared = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let encryption = lock(&self.encryption).clone();
        let source = connection::open_reader(&self.path, &encryption)?;
        // Held over the whole copy: otherwise each commit meanwhile would start it again.
        let snapshot = Transaction::new_unchecked(&source, TransactionBehavior::Deferred)?;
        audit::head(&snapshot)?;
        copy_from(&snapshot, &encryption, &self.path, target, on_progress)
    }
}

/// Copies to a temporary name, checks, and only then gives the copy its name.
pub(crate) fn copy_from(
    source: &Connection,
    encryption: &Encryption,
    ledger: &Path,
    target: &Path,
    on_progress: OnProgress<'_>,
) -> Result<(), BackupError> {
    if target.exists() || key_file::path_of(target).exists() {
        return Err(BackupError::AlreadyExists {
            path: target.to_owned(),
        });
    }
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let partial = durable::beside(target, ".part");
    let copied = copy_file(source, encryption, &partial, on_progress)
        .and_then(|()| verify_copy(&partial, encryption))
        .and_then(|()| copy_key_file(ledger, &partial, target))
        .and_then(|()| Ok(durable::rename_durably(&partial, target)?));
    if copied.is_err() {
        remove_with_log(&partial)?;
    }
    copied
}

/// The copy may be under another key than the source; that is how a key is rotated.
pub(crate) fn copy_file(
    source: &Connection,
    encryption: &Encryption,
    target: &Path,
    on_progress: OnProgress<'_>,
) -> Result<(), BackupError> {
    remove_with_log(target)?;
    durable::create_private(target)?;
    let mut copy = connection::open_writer(target, encryption, None)?;
    run_steps(&Backup::new(source, &mut copy)?, on_progress)?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(std::fs::File::open(target)?.sync_all()?)
}

fn run_steps(backup: &Backup<'_, '_>, on_progress: OnProgress<'_>) -> Result<(), BackupError> {
    loop {
        let step = backup.step(PAGES_A_STEP)?;
        let pages = backup.progress();
        let (total, left) = (i64::from(pages.pagecount), i64::from(pages.remaining));
        let progress = BackupProgress {
            done_pages: total - left,
            total_pages: total,
        };
        match step {
            StepResult::Done => {
                let _finished = on_progress(progress);
                return Ok(());
            }
            StepResult::More if on_progress(progress).is_break() => {
                return Err(BackupError::Cancelled);
            }
            StepResult::More => {}
            _ => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    }
}

/// Opens the copy as a stranger would, reads every page, and compares the audit log's head.
pub(crate) fn verify_copy(copy: &Path, encryption: &Encryption) -> Result<(), BackupError> {
    let conn = connection::open_inspector(copy, encryption)?;
    connection::full_integrity_check(&conn)?;
    match audit::verify_head(&conn)? {
        None => Ok(()),
        Some(found) => Err(BackupError::NotSound {
            what: format!("audit entry {}: {}", found.seq, found.reason),
        }),
    }
}

/// The key file's salt is the copy's own, so that the copy opens like any ledger.
fn copy_key_file(ledger: &Path, partial: &Path, target: &Path) -> Result<(), BackupError> {
    let sealed = key_file::KeyFile::read(&key_file::path_of(ledger)).map_err(OpenError::from)?;
    let Some(mut sealed) = sealed else {
        return Ok(());
    };
    sealed.file_salt = hex::encode(checks::read_header(partial)?);
    sealed
        .write(&key_file::path_of(target))
        .map_err(OpenError::from)?;
    Ok(())
}

/// The key of a backup, from its own key file and the passphrase of its day.
pub fn unseal_backup_key(backup: &Path, passphrase: &str) -> Result<Key, BackupError> {
    Ok(crate::open::unseal_key(backup, passphrase)?)
}
