//! The audit log: one entry per commit, append-only, each chained to the one before by SHA-256.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::error::{StoreError, from_json};
use crate::instant;

/// One subject as it was before and after; of an edited one only the fields that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeOfSubject {
    pub kind: String,
    pub id: String,
    pub before: Value,
    pub after: Value,
}

/// Who did what, when and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub source: String,
    pub action: String,
    pub changes: Vec<ChangeOfSubject>,
    pub previous_hash: String,
    pub hash: String,
}

/// The first entry that does not fit the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditBreak {
    pub seq: i64,
    pub reason: String,
}

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

pub(crate) struct Unhashed<'a> {
    pub(crate) seq: i64,
    pub(crate) at: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) source: &'a str,
    pub(crate) action: &'a str,
    /// Canonical JSON, hashed as it is stored.
    pub(crate) changes: &'a str,
    pub(crate) previous_hash: &'a str,
}

impl Unhashed<'_> {
    /// SHA-256 over the entry as canonical JSON: keys sorted, no spaces.
    pub(crate) fn hash(&self) -> String {
        let text = |value: &str| Value::String(value.to_owned()).to_string();
        let mut hasher = Sha256::new();
        hasher.update(format!(
            "{{\"action\":{},\"actor\":{},\"at\":{},\"changes\":",
            text(self.action),
            text(self.actor),
            text(self.at)
        ));
        hasher.update(self.changes);
        hasher.update(format!(
            ",\"previous_hash\":{},\"seq\":{},\"source\":{}}}",
            text(self.previous_hash),
            self.seq,
            text(self.source)
        ));
        hex::encode(hasher.finalize())
    }
}

/// Keys sorted at every depth, so that equal values have equal text.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort();
            let fields: Vec<String> = keys
                .into_iter()
                .map(|key| {
                    let field = map.get(key).map_or_else(String::new, canonical);
                    format!("{}:{field}", Value::String(key.clone()))
                })
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// Leaves out the fields that did not change, so that a saved draft does not copy itself twice.
pub(crate) fn only_differences(before: Value, after: Value) -> (Value, Value) {
    let (Value::Object(before), Value::Object(after)) = (&before, &after) else {
        return (before, after);
    };
    let differing = |one: &Map<String, Value>, other: &Map<String, Value>| {
        one.iter()
            .filter(|(key, value)| other.get(*key) != Some(value))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect::<Map<String, Value>>()
    };
    (
        Value::Object(differing(before, after)),
        Value::Object(differing(after, before)),
    )
}

struct StoredEntry {
    seq: i64,
    at: String,
    actor: String,
    source: String,
    action: String,
    changes: String,
    previous_hash: String,
    hash: String,
}

pub(crate) const COLUMNS: &str = "seq, at, actor, source, action, changes, previous_hash, hash";

impl StoredEntry {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            at: row.get(1)?,
            actor: row.get(2)?,
            source: row.get(3)?,
            action: row.get(4)?,
            changes: row.get(5)?,
            previous_hash: row.get(6)?,
            hash: row.get(7)?,
        })
    }

    fn recomputed_hash(&self) -> String {
        Unhashed {
            seq: self.seq,
            at: &self.at,
            actor: &self.actor,
            source: &self.source,
            action: &self.action,
            changes: &self.changes,
            previous_hash: &self.previous_hash,
        }
        .hash()
    }

    fn break_after(&self, previous: &(i64, String)) -> Option<AuditBreak> {
        let reason = if self.seq != previous.0 + 1 {
            format!("entry {} is missing", previous.0 + 1)
        } else if self.previous_hash != previous.1 {
            "it does not follow from the entry before it".to_owned()
        } else if self.hash != self.recomputed_hash() {
            "its content was changed after it was written".to_owned()
        } else {
            return None;
        };
        Some(AuditBreak {
            seq: self.seq,
            reason,
        })
    }
}

pub(crate) fn entry_from_row(row: &Row<'_>) -> rusqlite::Result<Result<AuditEntry, StoreError>> {
    let stored = StoredEntry::from_row(row)?;
    Ok(stored.try_into())
}

impl TryFrom<StoredEntry> for AuditEntry {
    type Error = StoreError;

    fn try_from(stored: StoredEntry) -> Result<Self, StoreError> {
        Ok(Self {
            changes: from_json("audit entry", &stored.seq.to_string(), &stored.changes)?,
            at: instant::from_text("audit entry", &stored.at)?,
            seq: stored.seq,
            actor: stored.actor,
            source: stored.source,
            action: stored.action,
            previous_hash: stored.previous_hash,
            hash: stored.hash,
        })
    }
}

/// Walks the whole chain, one entry in memory at a time.
pub(crate) fn verify_chain(conn: &Connection) -> Result<Option<AuditBreak>, StoreError> {
    let mut statement =
        conn.prepare(&format!("SELECT {COLUMNS} FROM audit_entries ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    let mut previous = (0, GENESIS.to_owned());
    while let Some(row) = rows.next()? {
        let entry = StoredEntry::from_row(row)?;
        if let Some(found) = entry.break_after(&previous) {
            return Ok(Some(found));
        }
        previous = (entry.seq, entry.hash);
    }
    Ok(head_break(conn, &previous)?)
}

/// Looks at the last entry alone: quick enough for every opening.
pub(crate) fn verify_head(conn: &Connection) -> Result<Option<AuditBreak>, StoreError> {
    let last = conn
        .query_row(
            &format!("SELECT {COLUMNS} FROM audit_entries ORDER BY seq DESC LIMIT 1"),
            [],
            StoredEntry::from_row,
        )
        .optional()?;
    let Some(last) = last else {
        return Ok(head_break(conn, &(0, GENESIS.to_owned()))?);
    };
    if last.hash != last.recomputed_hash() {
        let reason = "its content was changed after it was written".to_owned();
        return Ok(Some(AuditBreak {
            seq: last.seq,
            reason,
        }));
    }
    Ok(head_break(conn, &(last.seq, last.hash))?)
}

/// Entries cut off the end leave a chain that fits itself, but not the head kept apart.
fn head_break(conn: &Connection, last: &(i64, String)) -> rusqlite::Result<Option<AuditBreak>> {
    let (seq, hash) = head(conn)?;
    if (seq, &hash) == (last.0, &last.1) {
        return Ok(None);
    }
    let reason = "the end of the log is missing".to_owned();
    Ok(Some(AuditBreak {
        seq: last.0 + 1,
        reason,
    }))
}

/// The number and hash of the newest entry.
pub(crate) fn head(conn: &Connection) -> rusqlite::Result<(i64, String)> {
    conn.prepare_cached("SELECT seq, hash FROM audit_head")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// `tables` tells listeners what to read again; it proves nothing, so it is not hashed.
pub(crate) fn append(
    conn: &Connection,
    entry: &Unhashed<'_>,
    tables: &str,
) -> rusqlite::Result<()> {
    let hash = entry.hash();
    conn.prepare_cached(&format!(
        "INSERT INTO audit_entries({COLUMNS}, tables)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    ))?
    .execute((
        entry.seq,
        entry.at,
        entry.actor,
        entry.source,
        entry.action,
        entry.changes,
        entry.previous_hash,
        &hash,
        tables,
    ))?;
    conn.prepare_cached("UPDATE audit_head SET seq = ?1, hash = ?2")?
        .execute((entry.seq, &hash))?;
    Ok(())
}

/// Entries wait for the index of their subjects until there are so many of them: a subject added
/// alone costs a page of that index.
const MOST_WAITING: i64 = 64;

/// An entry of more subjects waits not: reading it again and again would take too long.
const MOST_SUBJECTS_WAITING: usize = 16;

/// Brings the index of subjects up to entry `seq`, which is the newest, when it is due. Until
/// then the view `subjects_of_entries` reads the subjects of the waiting entries from their text.
pub(crate) fn index_subjects(conn: &Connection, seq: i64, subjects: usize) -> rusqlite::Result<()> {
    let through: i64 = conn
        .prepare_cached("SELECT subjects_through FROM audit_head")?
        .query_row([], |row| row.get(0))?;
    if seq - through < MOST_WAITING && subjects <= MOST_SUBJECTS_WAITING {
        return Ok(());
    }
    conn.prepare_cached(
        "INSERT OR IGNORE INTO audit_subjects(kind, id, seq)
         SELECT s.value ->> 'kind', s.value ->> 'id', e.seq
         FROM audit_entries e, json_each(e.changes) s WHERE e.seq > ?1 ORDER BY 1, 2",
    )?
    .execute([through])?;
    conn.prepare_cached("UPDATE audit_head SET subjects_through = ?1")?
        .execute([seq])?;
    Ok(())
}
