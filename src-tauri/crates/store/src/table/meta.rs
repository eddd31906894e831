//! What the file says of itself: its id, its birth, the schema steps it has taken.

use rusqlite::Connection;

use crate::migration::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 1,
    name: "meta",
    sql: "
        CREATE TABLE schema_steps (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            older_build_may_open INTEGER NOT NULL,
            applied_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE meta (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            ledger_id TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

pub(crate) fn insert_first(
    conn: &Connection,
    ledger_id: &str,
    created_at: &str,
) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT INTO meta(one, ledger_id, created_at) VALUES (1, ?1, ?2)",
        [ledger_id, created_at],
    )?;
    Ok(())
}

pub(crate) fn ledger_id(conn: &Connection) -> rusqlite::Result<String> {
    conn.query_row("SELECT ledger_id FROM meta", [], |row| row.get(0))
}
