//! Putting a backup in a ledger's place, and taking that back.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{BackupError, folder_of, verify_copy};
use crate::audit;
use crate::durable;
use crate::key::Key;
use crate::key::file::{self as key_file, KeyFile};
use crate::migration::{self, SchemaState};
use crate::open::error::OpenError;
use crate::open::lock_file::LedgerLock;
use crate::open::{Encryption, checks, connection, remove_with_log};

/// What was the ledger before a restore: whole, with its own log and key file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoCopy {
    pub path: PathBuf,
}

/// Verifies the backup whole, moves the present ledger (sound or damaged) to an undo copy, and
/// puts the backup in its place. The ledger must be closed. A ledger whose key the backup shares
/// keeps its key file, and so its present passphrase; otherwise the backup's comes with it.
pub fn restore(
    backup: &Path,
    key: &Key,
    ledger: &Path,
    now: DateTime<Utc>,
) -> Result<Option<UndoCopy>, BackupError> {
    let encryption = Encryption::SqlCipher(key.clone());
    verify_for_restore(backup, &encryption)?;
    let _lock = LedgerLock::take(ledger)?;
    if ledger.is_file() {
        settle_key_file(ledger)?;
    }
    let incoming = durable::beside(ledger, ".incoming");
    durable::copy_durably(backup, &incoming)?;
    verify_copy(&incoming, &encryption)?;
    let key_file_text = key_file_after(backup, key, ledger)?;
    let undo = keep_undo_copy(ledger, now)?;
    put_in_place(&incoming, key_file_text, ledger)?;
    Ok(undo)
}

/// Puts the undo copy back; what was restored becomes an undo copy in its turn.
pub fn undo_restore(
    ledger: &Path,
    undo: &UndoCopy,
    now: DateTime<Utc>,
) -> Result<Option<UndoCopy>, BackupError> {
    if !undo.path.is_file() {
        return Err(OpenError::NotFound {
            path: undo.path.clone(),
        }
        .into());
    }
    let _lock = LedgerLock::take(ledger)?;
    let incoming = durable::beside(ledger, ".incoming");
    durable::copy_durably(&undo.path, &incoming)?;
    let key_file = KeyFile::read(&key_file::path_of(&undo.path)).map_err(OpenError::from)?;
    let redo = keep_undo_copy(ledger, now)?;
    put_in_place(&incoming, key_file, ledger)?;
    let log = durable::beside(&undo.path, "-wal");
    if log.exists() {
        durable::copy_durably(&log, &durable::beside(ledger, "-wal"))?;
    }
    Ok(redo)
}

fn verify_for_restore(backup: &Path, encryption: &Encryption) -> Result<(), BackupError> {
    if !backup.is_file() {
        return Err(OpenError::NotFound {
            path: backup.to_owned(),
        }
        .into());
    }
    let steps = migration::all();
    match checks::inspect(backup, encryption, &steps)? {
        checks::Inspection::Unreadable => {
            let sealed = KeyFile::read(&key_file::path_of(backup)).map_err(OpenError::from)?;
            let Encryption::SqlCipher(key) = encryption else {
                return Err(OpenError::WrongKey.into());
            };
            let fits = sealed.as_ref().is_some_and(|sealed| sealed.has_key(key));
            return Err(checks::why_unreadable(backup, sealed.as_ref(), fits)?.into());
        }
        checks::Inspection::Sound(SchemaState::Newer { found, known }) => {
            return Err(OpenError::NewerSchema { found, known }.into());
        }
        checks::Inspection::Sound(_) => {}
    }
    let conn = connection::open_inspector(backup, encryption)?;
    connection::full_integrity_check(&conn)?;
    match audit::verify_chain(&conn)? {
        None => Ok(()),
        Some(found) => Err(BackupError::NotSound {
            what: format!("audit entry {}: {}", found.seq, found.reason),
        }),
    }
}

fn key_file_after(backup: &Path, key: &Key, ledger: &Path) -> Result<Option<KeyFile>, BackupError> {
    let mut kept = KeyFile::read(&key_file::path_of(backup)).map_err(OpenError::from)?;
    // A damaged key file here is replaced by the backup's.
    if let Ok(Some(present)) = KeyFile::read(&key_file::path_of(ledger))
        && present.has_key(key)
    {
        kept = Some(present);
    }
    if let Some(kept) = &mut kept {
        kept.file_salt = hex::encode(checks::read_header(backup)?);
    }
    Ok(kept)
}

/// Copies, never moves: until the backup is in place the ledger stays where it was.
fn keep_undo_copy(ledger: &Path, now: DateTime<Utc>) -> Result<Option<UndoCopy>, BackupError> {
    if !ledger.is_file() {
        return Ok(None);
    }
    let path = free_undo_path(ledger, now);
    std::fs::create_dir_all(folder_of(ledger))?;
    for suffix in ["-wal", ".key", ""] {
        let from = durable::beside(ledger, suffix);
        if from.exists() {
            durable::copy_durably(&from, &durable::beside(&path, suffix))?;
        }
    }
    Ok(Some(UndoCopy { path }))
}

fn free_undo_path(ledger: &Path, now: DateTime<Utc>) -> PathBuf {
    let first = super::path_for(ledger, "before-restore", now);
    let mut path = first.clone();
    let mut nth = 2;
    while path.exists() {
        path = durable::beside(&first, &format!("-{nth}"));
        nth += 1;
    }
    path
}

/// The old log goes first, for it would be replayed into the new file; its commits are in the
/// undo copy. The key file goes before the ledger, whose salt tells which of the two it fits.
fn put_in_place(
    incoming: &Path,
    key_file: Option<KeyFile>,
    ledger: &Path,
) -> Result<(), BackupError> {
    for suffix in ["-wal", "-shm"] {
        durable::remove_if_there(&durable::beside(ledger, suffix))?;
    }
    let present = key_file::path_of(ledger);
    if let Some(key_file) = key_file {
        if present.exists() {
            durable::copy_durably(&present, &old_key_file(ledger))?;
        }
        key_file.write(&present).map_err(OpenError::from)?;
    }
    durable::rename_durably(incoming, ledger)?;
    durable::remove_if_there(&old_key_file(ledger))?;
    Ok(remove_with_log(incoming)?)
}

/// The key file of before, until the ledger itself has changed places.
fn old_key_file(ledger: &Path) -> PathBuf {
    durable::beside(ledger, ".key.before")
}

/// A restore that was cut short leaves two key files; the one that fits the ledger stays.
pub(crate) fn settle_key_file(ledger: &Path) -> Result<(), OpenError> {
    let (present, old) = (key_file::path_of(ledger), old_key_file(ledger));
    if !old.exists() {
        return Ok(());
    }
    let salt = hex::encode(checks::read_header(ledger)?);
    let fits = |path: &Path| {
        let found = KeyFile::read(path).ok().flatten();
        found.is_some_and(|key_file| key_file.is_of_file(&salt))
    };
    if fits(&present) {
        durable::remove_if_there(&old)?;
    } else if fits(&old) {
        durable::rename_durably(&old, &present)?;
    }
    Ok(())
}
