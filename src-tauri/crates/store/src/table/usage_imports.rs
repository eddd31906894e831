//! Imports of usage files: how far each came, what it refused, and which events are its own.

use billing::ids::UsageImportId;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde_json::{Value, json};

use super::usage_events::instant;
use super::window;
use crate::error::{StoreError, from_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 58,
    name: "usage imports",
    sql: "
        CREATE TABLE usage_imports (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            mapping TEXT NOT NULL,
            state TEXT NOT NULL,
            started_ms INTEGER NOT NULL,
            ended_ms INTEGER,
            offset INTEGER NOT NULL,
            line INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            counted INTEGER NOT NULL,
            duplicates INTEGER NOT NULL,
            unmatched INTEGER NOT NULL,
            refused INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX usage_imports_by_fingerprint ON usage_imports(fingerprint);
        CREATE TABLE usage_import_events (
            import_key INTEGER NOT NULL REFERENCES usage_imports(key),
            first_event INTEGER NOT NULL,
            last_event INTEGER NOT NULL,
            PRIMARY KEY (import_key, first_event)
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX usage_import_events_by_event ON usage_import_events(first_event);
        CREATE TABLE usage_import_rejects (
            import_key INTEGER NOT NULL REFERENCES usage_imports(key),
            line INTEGER NOT NULL,
            code TEXT NOT NULL,
            field TEXT NOT NULL,
            reason TEXT NOT NULL,
            raw TEXT NOT NULL,
            PRIMARY KEY (import_key, line)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// What became of the rows of a file so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub rows: i64,
    pub counted: i64,
    pub duplicates: i64,
    pub unmatched: i64,
    pub refused: i64,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageImport {
    pub id: UsageImportId,
    /// The file's name without its folder.
    pub name: String,
    pub path: String,
    /// SHA-256 of the file.
    pub fingerprint: String,
    pub bytes: i64,
    /// The door's own words for how columns are read.
    pub mapping: Value,
    /// running, done, cancelled, undoing, undone.
    pub state: String,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Bytes of the file that are taken in.
    pub offset: i64,
    /// Lines of the file that are taken in.
    pub line: i64,
    pub counts: ImportCounts,
}

/// A row that could not be read as an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    pub line: i64,
    pub code: String,
    /// The event's field that is wrong; empty where the row as a whole is.
    pub field: String,
    pub reason: String,
    /// The row as it is in the file.
    pub raw: String,
}

#[derive(Debug)]
pub struct UsageImports<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageImportsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_imports(&self) -> UsageImports<'_> {
        UsageImports { tx: self }
    }

    pub(crate) fn usage_import_key(&self, id: &UsageImportId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM usage_imports WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NotFound {
                kind: "usage import",
                id: id.to_string(),
            })
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_imports_mut(&self) -> UsageImportsMut<'_> {
        UsageImportsMut { tx: self }
    }
}

const SELECT: &str = "SELECT id, name, path, fingerprint, bytes, mapping, state, started_ms,
        ended_ms, offset, line, rows, counted, duplicates, unmatched, refused
    FROM usage_imports";

fn from_row(row: &Row<'_>) -> Result<UsageImport, StoreError> {
    let (id, mapping): (String, String) = (row.get(0)?, row.get(5)?);
    Ok(UsageImport {
        mapping: from_json("usage import", &id, &mapping)?,
        id: window::id("usage import", &id, UsageImportId::parse)?,
        name: row.get(1)?,
        path: row.get(2)?,
        fingerprint: row.get(3)?,
        bytes: row.get(4)?,
        state: row.get(6)?,
        started_at: instant(row.get(7)?),
        ended_at: row.get::<_, Option<i64>>(8)?.map(instant),
        offset: row.get(9)?,
        line: row.get(10)?,
        counts: ImportCounts {
            rows: row.get(11)?,
            counted: row.get(12)?,
            duplicates: row.get(13)?,
            unmatched: row.get(14)?,
            refused: row.get(15)?,
        },
    })
}

impl UsageImports<'_> {
    pub fn get(&self, id: &UsageImportId) -> Result<Option<UsageImport>, StoreError> {
        let found = self.query(&format!("{SELECT} WHERE id = ?1"), id.as_str())?;
        Ok(found.into_iter().next())
    }

    /// Those of a file with this content, the newest first.
    pub fn of_fingerprint(&self, fingerprint: &str) -> Result<Vec<UsageImport>, StoreError> {
        let sql = format!("{SELECT} WHERE fingerprint = ?1 ORDER BY key DESC");
        self.query(&sql, fingerprint)
    }

    /// The newest first.
    pub fn list(&self, limit: u32) -> Result<Vec<UsageImport>, StoreError> {
        self.query(&format!("{SELECT} ORDER BY key DESC LIMIT ?1"), limit)
    }

    fn query(
        &self,
        sql: &str,
        value: impl rusqlite::ToSql,
    ) -> Result<Vec<UsageImport>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let mut rows = statement.query([value])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_row(row)?);
        }
        Ok(found)
    }

    /// A window of the rows that were refused, in the order of the file.
    pub fn rejects(
        &self,
        id: &UsageImportId,
        (after_line, limit): (i64, u32),
    ) -> Result<Vec<RejectedRow>, StoreError> {
        let key = self.tx.usage_import_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT line, code, field, reason, raw FROM usage_import_rejects
             WHERE import_key = ?1 AND line > ?2 ORDER BY line LIMIT ?3",
        )?;
        let rows = statement.query_map((key, after_line, limit), |row| {
            Ok(RejectedRow {
                line: row.get(0)?,
                code: row.get(1)?,
                field: row.get(2)?,
                reason: row.get(3)?,
                raw: row.get(4)?,
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// The import that an event came with.
    pub fn of_event(&self, event: i64) -> Result<Option<UsageImport>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE key = (SELECT import_key FROM usage_import_events
                 WHERE first_event <= ?1 AND last_event >= ?1
                 ORDER BY first_event DESC LIMIT 1)"
        );
        Ok(self.query(&sql, event)?.into_iter().next())
    }

    /// The events of an import as ranges of places in the order of arrival, the last first.
    pub fn events(&self, id: &UsageImportId) -> Result<Vec<(i64, i64)>, StoreError> {
        let key = self.tx.usage_import_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT first_event, last_event FROM usage_import_events
             WHERE import_key = ?1 ORDER BY first_event DESC",
        )?;
        let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| Ok(row?)).collect()
    }
}

impl UsageImportsMut<'_> {
    /// Begins an import, or changes how far one is.
    pub fn put(&self, import: &UsageImport) -> Result<(), StoreError> {
        let counts = import.counts;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_imports(id, name, path, fingerprint, bytes, mapping, state,
                     started_ms, ended_ms, offset, line, rows, counted, duplicates, unmatched,
                     refused)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT(id) DO UPDATE SET
                     state = excluded.state, ended_ms = excluded.ended_ms,
                     path = excluded.path, offset = excluded.offset, line = excluded.line,
                     rows = excluded.rows, counted = excluded.counted,
                     duplicates = excluded.duplicates, unmatched = excluded.unmatched,
                     refused = excluded.refused",
            )?
            .execute(rusqlite::params![
                import.id.as_str(),
                &import.name,
                &import.path,
                &import.fingerprint,
                import.bytes,
                import.mapping.to_string(),
                &import.state,
                import.started_at.timestamp_millis(),
                import.ended_at.map(|at| at.timestamp_millis()),
                import.offset,
                import.line,
                counts.rows,
                counts.counted,
                counts.duplicates,
                counts.unmatched,
                counts.refused,
            ])?;
        self.tx.changed("usage_imports");
        Ok(())
    }

    /// Says in the audit log what an import is at.
    pub fn audit(&self, import: &UsageImport) {
        let counts = import.counts;
        let after = json!({
            "file": import.name, "state": import.state, "rows": counts.rows,
            "counted": counts.counted, "duplicates": counts.duplicates,
            "unmatched": counts.unmatched, "refused": counts.refused,
        });
        self.tx
            .audit("usage import", import.id.as_str(), Value::Null, after);
    }

    pub fn reject(&self, id: &UsageImportId, rows: &[RejectedRow]) -> Result<(), StoreError> {
        let key = self.tx.usage_import_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "INSERT OR REPLACE INTO usage_import_rejects(import_key, line, code, field, reason,
                 raw)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for row in rows {
            let RejectedRow {
                line,
                code,
                field,
                reason,
                raw,
            } = row;
            statement.execute((key, line, code, field, reason, raw))?;
        }
        Ok(())
    }

    /// Says that an import brought these events; lots that follow each other are one range.
    pub(crate) fn own(&self, import: i64, first: i64, last: i64) -> Result<(), StoreError> {
        let joined = self
            .tx
            .conn
            .prepare_cached(
                "UPDATE usage_import_events SET last_event = ?3
                 WHERE import_key = ?1 AND last_event = ?2 - 1",
            )?
            .execute((import, first, last))?;
        if joined == 0 {
            self.tx
                .conn
                .prepare_cached(
                    "INSERT INTO usage_import_events(import_key, first_event, last_event)
                     VALUES (?1, ?2, ?3)",
                )?
                .execute((import, first, last))?;
        }
        Ok(())
    }
}
