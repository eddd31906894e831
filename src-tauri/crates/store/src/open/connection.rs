//! Connections to a ledger file and their settings: the writer, the readers, and the inspector.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::Encryption;
use crate::durable;
use crate::error::StoreError;

pub(crate) const PAGE_BYTES: u64 = 4096;

/// Pages are cached as they are touched, so a small ledger never takes this much.
const WRITER_CACHE_KIB: i64 = 128 * 1024;
const READER_CACHE_KIB: i64 = 64 * 1024;

const BUSY_MS: u64 = 5_000;

/// A log of this many pages (64 MB) is moved into the file within a commit; a shorter one waits for
/// `Store::checkpoint_if_due`, so that no commit pays for others.
const MOST_LOG_PAGES: u32 = 16_000;

/// Written into the header of every ledger: "BILF".
pub(crate) const APPLICATION_ID: i32 = 0x4249_4c46;

fn base_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_EXRESCODE
}

fn with_key(conn: Connection, encryption: &Encryption) -> rusqlite::Result<Connection> {
    if let Encryption::SqlCipher(key) = encryption {
        conn.execute_batch(&key.to_pragma())?;
        conn.execute_batch("PRAGMA cipher_page_size = 4096; PRAGMA cipher_log_level = NONE;")?;
    }
    conn.busy_timeout(Duration::from_millis(BUSY_MS))?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;")?;
    Ok(conn)
}

/// Opens a file that exists (an empty one is filled by the first migration).
pub(crate) fn open_writer(
    path: &Path,
    encryption: &Encryption,
    max_bytes: Option<u64>,
) -> rusqlite::Result<Connection> {
    let conn = with_key(Connection::open_with_flags(path, base_flags())?, encryption)?;
    conn.execute_batch(&format!(
        "PRAGMA cache_size = -{WRITER_CACHE_KIB};
         PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = {MOST_LOG_PAGES};
         PRAGMA journal_size_limit = 67108864;"
    ))?;
    if let Some(bytes) = max_bytes {
        let pages = i64::try_from(bytes / PAGE_BYTES).unwrap_or(i64::MAX);
        conn.execute_batch(&format!("PRAGMA max_page_count = {pages};"))?;
    }
    Ok(conn)
}

pub(crate) fn use_wal(conn: &Connection) -> rusqlite::Result<()> {
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
}

pub(crate) fn open_reader(path: &Path, encryption: &Encryption) -> rusqlite::Result<Connection> {
    let conn = with_key(Connection::open_with_flags(path, base_flags())?, encryption)?;
    conn.execute_batch(&format!(
        "PRAGMA cache_size = -{READER_CACHE_KIB}; PRAGMA query_only = ON;"
    ))?;
    Ok(conn)
}

/// Opens a file to look at it, leaving it byte for byte as it is. Only the lock's holder may.
pub(crate) fn open_inspector(path: &Path, encryption: &Encryption) -> rusqlite::Result<Connection> {
    if !has_wal(path) {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let url = format!("{}?immutable=1", file_url(path));
        return with_key(Connection::open_with_flags(url, flags)?, encryption);
    }
    let conn = Connection::open_with_flags(path, base_flags())?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let conn = with_key(conn, encryption)?;
    conn.execute_batch("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;")?;
    Ok(conn)
}

/// Whether commits wait in a write-ahead log, as after a crash.
pub(crate) fn has_wal(path: &Path) -> bool {
    std::fs::metadata(durable::beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0)
}

fn file_url(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = absolute.to_string_lossy().replace('\\', "/");
    let mut url = String::from("file:");
    if !text.starts_with('/') {
        url.push_str("///");
    }
    for ch in text.chars() {
        match ch {
            '%' => url.push_str("%25"),
            '?' => url.push_str("%3f"),
            '#' => url.push_str("%23"),
            other => url.push(other),
        }
    }
    url
}

/// Every page's checksum in the file, then the structure of every tree.
pub(crate) fn full_integrity_check(conn: &Connection) -> Result<(), StoreError> {
    let path = conn.path().unwrap_or_default().to_owned();
    if !has_wal(Path::new(&path)) {
        // With a log waiting, a page torn by a crash in the file is whole in the log.
        first_complaint(conn, "PRAGMA cipher_integrity_check")?;
    }
    first_complaint(conn, "PRAGMA quick_check(1)")
}

fn first_complaint(conn: &Connection, pragma: &str) -> Result<(), StoreError> {
    let mut statement = conn.prepare(pragma)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let what: String = row.get(0)?;
        if what != "ok" {
            return Err(StoreError::Damaged { what });
        }
    }
    Ok(())
}

/// Moves the log into the file and closes it, so that the file alone is the whole ledger.
pub(crate) fn close_whole(conn: Connection) -> Result<(), StoreError> {
    checkpoint(&conn)?;
    conn.close().map_err(|(_, error)| StoreError::from(error))
}

pub(crate) fn checkpoint(conn: &Connection) -> Result<(), StoreError> {
    let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        return Err(StoreError::Busy);
    }
    Ok(())
}
