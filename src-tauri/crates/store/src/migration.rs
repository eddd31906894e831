//! Brings a ledger file to the schema this build knows; each table's file lists its own steps.

use rusqlite::{Connection, OptionalExtension};

use crate::table;

/// One step of the schema, numbered over all tables and never changed once released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Steps run in this order, whichever table they belong to.
    pub id: i64,
    pub name: &'static str,
    pub sql: &'static str,
    /// Whether a build that does not know this step may still open the file.
    pub older_build_may_open: bool,
}

/// Every step of every table, in the order they run.
#[must_use]
pub fn all() -> Vec<Migration> {
    let mut steps: Vec<Migration> = table::ALL_MIGRATIONS.concat();
    steps.sort_by_key(|step| step.id);
    steps
}

/// The newest schema this build knows.
#[must_use]
pub fn newest_known(steps: &[Migration]) -> i64 {
    steps.iter().map(|step| step.id).max().unwrap_or(0)
}

/// How a file's schema stands to this build's; decided by reading only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    Current,
    /// Steps are missing and will be applied.
    Older {
        found: i64,
    },
    /// A later build added only what this one may ignore.
    NewerButReadable,
    Newer {
        found: i64,
        known: i64,
    },
}

pub(crate) fn state_of(conn: &Connection, steps: &[Migration]) -> rusqlite::Result<SchemaState> {
    let found = version_of(conn)?;
    let known = newest_known(steps);
    if found < known {
        return Ok(SchemaState::Older { found });
    }
    if found == known {
        return Ok(SchemaState::Current);
    }
    let forbidding: Option<i64> = conn
        .query_row(
            "SELECT id FROM schema_steps WHERE id > ?1 AND older_build_may_open = 0 LIMIT 1",
            [known],
            |row| row.get(0),
        )
        .optional()?;
    let listed: i64 = conn.query_row("SELECT max(id) FROM schema_steps", [], |row| row.get(0))?;
    if forbidding.is_none() && listed == found {
        return Ok(SchemaState::NewerButReadable);
    }
    Ok(SchemaState::Newer { found, known })
}

pub(crate) fn version_of(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Applies what is missing, all or nothing.
pub(crate) fn apply_pending(
    conn: &mut Connection,
    steps: &[Migration],
    now: &str,
) -> rusqlite::Result<()> {
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found = version_of(&transaction)?;
    for step in steps.iter().filter(|step| step.id > found) {
        transaction.execute_batch(step.sql)?;
        transaction.execute(
            "INSERT INTO schema_steps(id, name, older_build_may_open, applied_at)
             VALUES (?1, ?2, ?3, ?4)",
            (step.id, step.name, step.older_build_may_open, now),
        )?;
    }
    transaction.pragma_update(None, "user_version", newest_known(steps).max(found))?;
    transaction.commit()
}
