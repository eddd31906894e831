//! Events that came again under a key that was taken: how many, and the last of them.

use chrono::{DateTime, Utc};

use super::usage_events::instant;
use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 57,
    name: "usage duplicates",
    sql: "
        CREATE TABLE usage_duplicates (
            number INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            field TEXT NOT NULL,
            kept TEXT NOT NULL,
            came TEXT NOT NULL,
            received_ms INTEGER NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

/// So many of the last ones are listed.
const LISTED: i64 = 1_000;

/// An event that came again; the first one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageDuplicate {
    pub key: String,
    /// The field in which it differs from the first; empty where it is the same event.
    pub field: String,
    pub kept: String,
    pub came: String,
    pub received_at: DateTime<Utc>,
}

#[derive(Debug)]
pub struct UsageDuplicates<'t> {
    tx: &'t ReadTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_duplicates(&self) -> UsageDuplicates<'_> {
        UsageDuplicates { tx: self }
    }
}

impl UsageDuplicates<'_> {
    /// How many ever came.
    pub fn count(&self) -> Result<i64, StoreError> {
        let count = self
            .tx
            .conn
            .prepare_cached("SELECT coalesce(max(number), 0) FROM usage_duplicates")?
            .query_row([], |row| row.get(0))?;
        Ok(count)
    }

    /// The last ones, the newest first; only those that differ where that is asked.
    pub fn list(&self, differing: bool, limit: u32) -> Result<Vec<UsageDuplicate>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT key, field, kept, came, received_ms FROM usage_duplicates
             WHERE field <> '' OR NOT ?1 ORDER BY number DESC LIMIT ?2",
        )?;
        let rows = statement.query_map((differing, limit), |row| {
            Ok(UsageDuplicate {
                key: row.get(0)?,
                field: row.get(1)?,
                kept: row.get(2)?,
                came: row.get(3)?,
                received_at: instant(row.get(4)?),
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }
}

/// Writes them down; the number of the last one is how many there were.
pub(crate) fn note(tx: &WriteTx<'_>, duplicates: &[UsageDuplicate]) -> Result<(), StoreError> {
    let Some(count) = i64::try_from(duplicates.len()).ok().filter(|n| *n > 0) else {
        return Ok(());
    };
    let last = tx.usage_duplicates().count()? + count;
    let mut statement = tx.conn.prepare_cached(
        "INSERT INTO usage_duplicates(number, key, field, kept, came, received_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (number, duplicate) in (last - count + 1..).zip(duplicates) {
        if number <= last - LISTED {
            continue;
        }
        statement.execute((
            number,
            &duplicate.key,
            &duplicate.field,
            &duplicate.kept,
            &duplicate.came,
            duplicate.received_at.timestamp_millis(),
        ))?;
    }
    tx.conn
        .prepare_cached("DELETE FROM usage_duplicates WHERE number <= ?1")?
        .execute([last - LISTED])?;
    tx.changed("usage_duplicates");
    Ok(())
}
