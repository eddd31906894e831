//! Events that belong to nobody yet: kept with the reason until they are assigned or ignored.

use billing::ids::UsageImportId;
use billing::usage::UsageEvent;
use chrono::{DateTime, Utc};
use rusqlite::Row;
use serde_json::json;

use super::usage_events::instant;
use super::window;
use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

/// `state` is 0 while it waits and 1 once it is ignored; an assigned event leaves the table.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 56,
    name: "unmatched usage",
    sql: "
        CREATE TABLE usage_unmatched (
            key INTEGER PRIMARY KEY,
            state INTEGER NOT NULL,
            reason TEXT NOT NULL,
            subject TEXT NOT NULL,
            meter TEXT NOT NULL,
            received_ms INTEGER NOT NULL,
            import_key INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX usage_unmatched_by_subject
            ON usage_unmatched(state, subject, meter, reason);
        CREATE INDEX usage_unmatched_by_import ON usage_unmatched(import_key)
            WHERE import_key <> 0;",
    older_build_may_open: false,
}];

/// An event of nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmatchedUsage {
    pub number: i64,
    /// subject_unknown, subject_ambiguous, meter_unknown, meter_archived.
    pub reason: String,
    pub is_ignored: bool,
    pub received_at: DateTime<Utc>,
    /// The import that it came with.
    pub import_id: Option<UsageImportId>,
    pub event: UsageEvent,
}

/// Events of one subject and meter that wait for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmatchedGroup {
    pub subject: String,
    pub meter: String,
    pub reason: String,
    pub count: i64,
}

#[derive(Debug)]
pub struct UsageUnmatched<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageUnmatchedMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_unmatched(&self) -> UsageUnmatched<'_> {
        UsageUnmatched { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_unmatched_mut(&self) -> UsageUnmatchedMut<'_> {
        UsageUnmatchedMut { tx: self }
    }
}

fn from_row(row: &Row<'_>) -> Result<UnmatchedUsage, StoreError> {
    let (key, body): (i64, String) = (row.get(0)?, row.get(4)?);
    Ok(UnmatchedUsage {
        number: key,
        reason: row.get(1)?,
        is_ignored: row.get::<_, i64>(2)? == 1,
        received_at: instant(row.get(3)?),
        import_id: row
            .get::<_, Option<String>>(5)?
            .map(|id| window::id("usage import", &id, UsageImportId::parse))
            .transpose()?,
        event: from_json("usage event", &key.to_string(), &body)?,
    })
}

impl UsageUnmatched<'_> {
    /// How many wait (or are ignored).
    pub fn count(&self, ignored: bool) -> Result<i64, StoreError> {
        let count = self
            .tx
            .conn
            .prepare_cached("SELECT count(*) FROM usage_unmatched WHERE state = ?1")?
            .query_row([i64::from(ignored)], |row| row.get(0))?;
        Ok(count)
    }

    /// The most frequent first.
    pub fn groups(&self, ignored: bool, limit: u32) -> Result<Vec<UnmatchedGroup>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT subject, meter, reason, count(*) FROM usage_unmatched WHERE state = ?1
             GROUP BY subject, meter, reason ORDER BY 4 DESC, 1, 2 LIMIT ?2",
        )?;
        let rows = statement.query_map((i64::from(ignored), limit), |row| {
            Ok(UnmatchedGroup {
                subject: row.get(0)?,
                meter: row.get(1)?,
                reason: row.get(2)?,
                count: row.get(3)?,
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// A window of them, the oldest first; only those of a subject where one is given.
    pub fn list(
        &self,
        ignored: bool,
        subject: Option<&str>,
        (offset, limit): (u32, u32),
    ) -> Result<Vec<UnmatchedUsage>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT u.key, reason, u.state, received_ms, body,
                 (SELECT i.id FROM usage_imports i WHERE i.key = u.import_key)
             FROM usage_unmatched u
             WHERE u.state = ?1 AND (?2 IS NULL OR subject = ?2) ORDER BY u.key
             LIMIT ?3 OFFSET ?4",
        )?;
        let mut rows = statement.query((i64::from(ignored), subject, limit, offset))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_row(row)?);
        }
        Ok(found)
    }

    /// Those of a subject after a number, waiting or ignored, for assigning them in lots.
    pub fn of_subject(
        &self,
        subject: &str,
        after: i64,
        limit: u32,
    ) -> Result<Vec<UnmatchedUsage>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT u.key, reason, u.state, received_ms, body,
                 (SELECT i.id FROM usage_imports i WHERE i.key = u.import_key)
             FROM usage_unmatched u
             WHERE subject = ?1 AND u.state = 0 AND u.key > ?2 ORDER BY u.key LIMIT ?3",
        )?;
        let mut rows = statement.query((subject, after, limit))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_row(row)?);
        }
        Ok(found)
    }
}

impl UsageUnmatchedMut<'_> {
    /// Keeps an event whose key was claimed; its number.
    pub(crate) fn keep(
        &self,
        event: &UsageEvent,
        reason: &str,
        import: i64,
    ) -> Result<i64, StoreError> {
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_unmatched(state, reason, subject, meter, received_ms,
                     import_key, body)
                 VALUES (0, ?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                reason,
                &event.subject,
                &event.meter,
                self.tx.meta().now.timestamp_millis(),
                import,
                to_json("usage event", &event.key, event)?,
            ))?;
        self.tx.changed("usage_unmatched");
        Ok(self.tx.conn.last_insert_rowid())
    }

    /// Leaves the events of a subject (of everybody, without one) uncounted, or waiting again.
    pub fn ignore(&self, subject: Option<&str>, ignored: bool) -> Result<i64, StoreError> {
        let changed = self.tx.conn.execute(
            "UPDATE usage_unmatched SET state = ?1
             WHERE state <> ?1 AND (?2 IS NULL OR subject = ?2)",
            (i64::from(ignored), subject),
        )?;
        self.tx.changed("usage_unmatched");
        let count = i64::try_from(changed).unwrap_or(i64::MAX);
        let after = json!({"ignored": ignored, "events": count});
        self.tx.audit(
            "unmatched usage",
            subject.unwrap_or("*"),
            serde_json::Value::Null,
            after,
        );
        Ok(count)
    }

    /// Takes events out, so that they can be kept as somebody's; their keys are free again.
    pub fn take(&self, events: &[UnmatchedUsage]) -> Result<(), StoreError> {
        let conn = self.tx.conn;
        let mut from_list = conn.prepare_cached("DELETE FROM usage_unmatched WHERE key = ?1")?;
        let mut from_keys = conn.prepare_cached("DELETE FROM usage_keys WHERE key = ?1")?;
        for unmatched in events {
            from_list.execute([unmatched.number])?;
            from_keys.execute([&unmatched.event.key])?;
        }
        self.tx.changed("usage_unmatched");
        Ok(())
    }
}
