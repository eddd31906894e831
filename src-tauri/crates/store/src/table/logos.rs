//! Logos by their content: kept for good, since issued documents bear the one of their day.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::business::Logo;
use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::ReadTx;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 4,
    name: "logos",
    sql: "
        CREATE TABLE logos (
            hash TEXT PRIMARY KEY,
            media_type TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER logos_never_edited BEFORE UPDATE ON logos
            BEGIN SELECT raise(ABORT, 'logos of issued documents are never edited'); END;
        CREATE TRIGGER logos_never_removed BEFORE DELETE ON logos
            BEGIN SELECT raise(ABORT, 'logos of issued documents are never removed'); END;",
    older_build_may_open: false,
}];

/// The SHA-256 of a picture: its name in the ledger.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Keeps a picture unless it is there already, and gives its hash.
pub(super) fn keep(conn: &Connection, logo: &Logo) -> rusqlite::Result<String> {
    let hash = hash_of(&logo.bytes);
    conn.prepare_cached(
        "INSERT OR IGNORE INTO logos(hash, media_type, bytes) VALUES (?1, ?2, ?3)",
    )?
    .execute((&hash, &logo.media_type, &logo.bytes))?;
    Ok(hash)
}

/// The hash of the logo that the business has now.
pub(super) fn current(conn: &Connection) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT logo FROM business")?
        .query_row([], |row| row.get(0))
}

/// The picture whose hash the query finds for an id.
pub(super) fn of(tx: &ReadTx<'_>, hash_query: &str, id: &str) -> Result<Option<Logo>, StoreError> {
    let hash: Option<Option<String>> = tx
        .conn
        .prepare_cached(hash_query)?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match hash.flatten() {
        Some(hash) => get(tx.conn, &hash).map(Some),
        None => Ok(None),
    }
}

pub(super) fn get(conn: &Connection, hash: &str) -> Result<Logo, StoreError> {
    let logo = conn
        .prepare_cached("SELECT media_type, bytes FROM logos WHERE hash = ?1")?
        .query_row([hash], |row| {
            Ok(Logo {
                media_type: row.get(0)?,
                bytes: row.get(1)?,
            })
        })?;
    Ok(logo)
}
