//! An open ledger: one writer, readers over snapshots, and what each commit writes beside its rows.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::{Value, json};

use crate::audit::{self, AuditBreak, Unhashed};
use crate::audit_proof;
use crate::change_feed::{ChangeFeed, LedgerChanged};
use crate::durable;
use crate::error::StoreError;
use crate::instant;
use crate::key::Key;
use crate::open::{Encryption, connection, lock_file::LedgerLock};

/// Idle readers kept open; a burst opens more and closes them again.
const IDLE_READERS: usize = 4;

/// Steps of the database between two looks whether a check shall end: well under a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// A log of 4 MB is moved when there is time; before that it costs readers nothing.
const LOG_WORTH_MOVING: u64 = 4 * 1024 * 1024;

/// Who writes, when, from where, and what they call it; goes into the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteMeta {
    pub now: DateTime<Utc>,
    /// The person's or machine's name.
    pub actor: String,
    /// The door: window, command line, api, run, sync, demo.
    pub source: String,
    /// The use case, for instance `invoices.issue`.
    pub action: String,
}

/// An open, locked ledger. Dropping it closes the file and lets another process open it.
#[derive(Debug)]
pub struct Store {
    pub(crate) path: PathBuf,
    pub(crate) encryption: Mutex<Encryption>,
    pub(crate) writer: Mutex<Connection>,
    pub(crate) readers: Mutex<Vec<Connection>>,
    /// Held shared by every read, exclusively while the file itself is replaced.
    pub(crate) gate: RwLock<()>,
    pub(crate) max_bytes: Option<u64>,
    pub(crate) ledger_id: String,
    pub(crate) feed: ChangeFeed,
    pub(crate) _lock: LedgerLock,
}

/// A panic in another thread rolled its transaction back, so what the lock guards is sound.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Stays the same through backups, restores and key rotations.
    #[must_use]
    pub fn ledger_id(&self) -> &str {
        &self.ledger_id
    }

    /// The key to keep in the system's keyring; absent for a plain measurement file.
    #[must_use]
    pub fn key(&self) -> Option<Key> {
        match &*lock(&self.encryption) {
            Encryption::SqlCipher(key) => Some(key.clone()),
            Encryption::PlainForMeasurement => None,
        }
    }

    #[must_use]
    pub fn subscribe(&self) -> Receiver<LedgerChanged> {
        self.feed.subscribe()
    }

    /// Runs `work` in one database transaction. Its rows, the audit entry and the change number
    /// are committed together, or, on an error or a panic, not at all.
    pub fn write<T, E: From<StoreError>>(
        &self,
        meta: &WriteMeta,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let writer = lock(&self.writer);
        let transaction = Transaction::new_unchecked(&writer, TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let mut tx = WriteTx::new(&transaction, meta);
        let done = work(&mut tx)?;
        let change = tx.seal()?;
        drop(tx);
        transaction.commit().map_err(StoreError::from)?;
        if let Some(change) = change {
            self.feed.send(&change);
        }
        Ok(done)
    }

    /// Runs `work` over one consistent snapshot; writers go on meanwhile.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&ReadTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _shared = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let reader = self.take_reader()?;
        let snapshot = snapshot_of(&reader)?;
        let done = work(&ReadTx { conn: &snapshot });
        drop(snapshot);
        self.give_back(reader);
        done
    }

    fn give_back(&self, reader: Connection) {
        let mut idle = lock(&self.readers);
        if idle.len() < IDLE_READERS {
            idle.push(reader);
        }
    }

    fn take_reader(&self) -> Result<Connection, StoreError> {
        if let Some(reader) = lock(&self.readers).pop() {
            return Ok(reader);
        }
        Ok(connection::open_reader(
            &self.path,
            &lock(&self.encryption),
        )?)
    }

    /// Reads every page, the whole audit log, and every issued document against it; a minute or
    /// more on a very large ledger.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.read(verify)
    }

    /// The same in the background: false where it ended early because `stop` was set.
    pub fn verify_until(&self, stop: &Arc<AtomicBool>) -> Result<bool, StoreError> {
        let _shared = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        // A connection of its own: its empty cache makes it read every page from the file.
        let mut reader = connection::open_reader(&self.path, &lock(&self.encryption))?;
        let asked = Arc::clone(stop);
        let is_over = move || asked.load(Ordering::Relaxed);
        reader.progress_handler(STEPS_BETWEEN_LOOKS, Some(is_over))?;
        let outcome = snapshot_of(&reader).and_then(|conn| verify(&ReadTx { conn: &conn }));
        if stop.load(Ordering::Relaxed) {
            return Ok(false);
        }
        outcome.map(|()| true)
    }

    /// Moves the log into the file once it has grown; call it while nobody waits. Reads and
    /// writes go on meanwhile.
    pub fn checkpoint_if_due(&self) -> Result<(), StoreError> {
        let log = std::fs::metadata(durable::beside(&self.path, "-wal"));
        if log.map_or(0, |log| log.len()) < LOG_WORTH_MOVING {
            return Ok(());
        }
        let _shared = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let reader = self.take_reader()?;
        reader.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        self.give_back(reader);
        Ok(())
    }
}

/// Every page, then the audit log's chain, then every issued document against the log.
fn verify(r: &ReadTx<'_>) -> Result<(), StoreError> {
    connection::full_integrity_check(r.conn)?;
    let what = match r.verify_audit_chain()? {
        Some(found) => Some(format!("audit entry {}: {}", found.seq, found.reason)),
        None => audit_proof::first_mismatch(r)?,
    };
    what.map_or(Ok(()), |what| Err(StoreError::Damaged { what }))
}

/// A snapshot begins with its first read, so that read is done here.
fn snapshot_of(reader: &Connection) -> Result<Transaction<'_>, StoreError> {
    let snapshot = Transaction::new_unchecked(reader, TransactionBehavior::Deferred)?;
    audit::head(&snapshot)?;
    Ok(snapshot)
}

/// One consistent view of the ledger; its tables are reached by their nouns.
#[derive(Debug, Clone, Copy)]
pub struct ReadTx<'c> {
    pub(crate) conn: &'c Connection,
}

impl ReadTx<'_> {
    /// The number of the newest commit seen here.
    pub fn change_seq(&self) -> Result<i64, StoreError> {
        Ok(audit::head(self.conn)?.0)
    }

    pub fn verify_audit_chain(&self) -> Result<Option<AuditBreak>, StoreError> {
        audit::verify_chain(self.conn)
    }
}

/// The one open write; reads through it see what it wrote.
#[derive(Debug)]
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
    meta: &'c WriteMeta,
    tables: RefCell<BTreeSet<&'static str>>,
    subjects: RefCell<Vec<Value>>,
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}

impl<'c> WriteTx<'c> {
    fn new(conn: &'c Connection, meta: &'c WriteMeta) -> Self {
        let (tables, subjects) = (RefCell::default(), RefCell::default());
        Self {
            read: ReadTx { conn },
            meta,
            tables,
            subjects,
        }
    }

    #[must_use]
    pub fn meta(&self) -> &WriteMeta {
        self.meta
    }

    pub(crate) fn now_text(&self) -> String {
        instant::to_text(self.meta.now)
    }

    /// Names a table whose rows changed; every write handle does this for its own.
    pub(crate) fn changed(&self, table: &'static str) {
        self.tables.borrow_mut().insert(table);
    }

    /// Adds a subject to this commit's audit entry. Absent values are `Value::Null`; of two
    /// objects only the fields that differ are kept.
    pub fn audit(&self, kind: &str, id: &str, before: Value, after: Value) {
        let (before, after) = audit::only_differences(before, after);
        self.subjects.borrow_mut().push(json!({
            "kind": kind, "id": id, "before": before, "after": after,
        }));
    }

    /// The same for values that are stored as JSON.
    pub(crate) fn audit_values<T: serde::Serialize>(
        &self,
        kind: &'static str,
        id: &str,
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<(), StoreError> {
        let value = |value: Option<&T>| match value {
            None => Ok(Value::Null),
            Some(value) => serde_json::to_value(value).map_err(|error| StoreError::Unreadable {
                kind,
                id: id.to_owned(),
                detail: error.to_string(),
            }),
        };
        self.audit(kind, id, value(before)?, value(after)?);
        Ok(())
    }

    /// Writes the change and its audit entry; a transaction that changed nothing leaves none.
    fn seal(&mut self) -> Result<Option<LedgerChanged>, StoreError> {
        let tables = std::mem::take(&mut *self.tables.borrow_mut());
        let subjects = std::mem::take(&mut *self.subjects.borrow_mut());
        if tables.is_empty() && subjects.is_empty() {
            return Ok(None);
        }
        let tables: Vec<String> = tables.into_iter().map(str::to_owned).collect();
        let (last, previous_hash) = audit::head(self.conn)?;
        let seq = last + 1;
        let at = self.now_text();
        let subjects = Value::Array(subjects);
        let changes = audit::canonical(&subjects);
        audit::append(
            self.conn,
            &Unhashed {
                seq,
                at: &at,
                actor: &self.meta.actor,
                source: &self.meta.source,
                action: &self.meta.action,
                changes: &changes,
                previous_hash: &previous_hash,
            },
            &tables.join(","),
        )?;
        let subjects = subjects.as_array().map_or(0, Vec::len);
        audit::index_subjects(self.conn, seq, subjects)?;
        Ok(Some(LedgerChanged { tables, seq }))
    }
}
