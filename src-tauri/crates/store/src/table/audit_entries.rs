//! The rows of the audit log and their index by subject; the chain's rules are in `audit`.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::window::Conditions;
use crate::audit::{AuditEntry, COLUMNS, entry_from_row};
use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::ReadTx;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 2,
    name: "audit log",
    sql: "
        CREATE TABLE audit_entries (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            source TEXT NOT NULL,
            action TEXT NOT NULL,
            tables TEXT NOT NULL,
            changes TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        CREATE TABLE audit_subjects (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES audit_entries(seq),
            PRIMARY KEY (kind, id, seq)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE audit_head (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            seq INTEGER NOT NULL,
            hash TEXT NOT NULL,
            subjects_through INTEGER NOT NULL
        ) STRICT;
        INSERT INTO audit_head(one, seq, hash, subjects_through) VALUES
            (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);
        CREATE VIEW subjects_of_entries AS
            SELECT kind, id, seq FROM audit_subjects
            UNION ALL
            SELECT s.value ->> 'kind', s.value ->> 'id', e.seq
            FROM audit_entries e, json_each(e.changes) s
            WHERE e.seq > (SELECT subjects_through FROM audit_head);
        CREATE TRIGGER audit_entries_never_edited BEFORE UPDATE ON audit_entries
            BEGIN SELECT raise(ABORT, 'audit entries are never edited'); END;
        CREATE TRIGGER audit_entries_never_removed BEFORE DELETE ON audit_entries
            BEGIN SELECT raise(ABORT, 'audit entries are never removed'); END;
        CREATE TRIGGER audit_subjects_never_edited BEFORE UPDATE ON audit_subjects
            BEGIN SELECT raise(ABORT, 'audit entries are never edited'); END;
        CREATE TRIGGER audit_subjects_never_removed BEFORE DELETE ON audit_subjects
            BEGIN SELECT raise(ABORT, 'audit entries are never removed'); END;",
    older_build_may_open: false,
}];

/// Which entries to show; newest first unless asked otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Kind and id, for the history of one customer or invoice.
    pub subject: Option<(String, String)>,
    /// Entries about anything of this kind.
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    pub source: Option<String>,
    /// Words that must each occur in actor, action, source or a subject.
    pub words: String,
    pub oldest_first: bool,
    pub actor: Option<String>,
    /// The action's beginning, for instance `invoices.`.
    pub action: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug)]
pub struct AuditEntries<'t> {
    tx: &'t ReadTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn audit_entries(&self) -> AuditEntries<'_> {
        AuditEntries { tx: self }
    }
}

impl AuditQuery {
    fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        let value = |text: &String| Value::from(text.clone());
        if let Some((kind, id)) = &self.subject {
            let sql = "seq IN (SELECT seq FROM subjects_of_entries WHERE kind = ? AND id = ?)";
            conditions.and(sql, [value(kind), value(id)]);
        }
        if let Some(kind) = &self.subject_kind {
            let sql = "seq IN (SELECT seq FROM subjects_of_entries WHERE kind = ?)";
            conditions.and(sql, [value(kind)]);
        }
        if let Some(id) = &self.subject_id {
            let sql = "seq IN (SELECT seq FROM subjects_of_entries WHERE id = ?)";
            conditions.and(sql, [value(id)]);
        }
        if let Some(actor) = &self.actor {
            conditions.and("actor = ?", [value(actor)]);
        }
        if let Some(source) = &self.source {
            conditions.and("source = ?", [value(source)]);
        }
        if let Some(action) = &self.action {
            let sql = "substr(action, 1, length(?)) = ?";
            conditions.and(sql, [value(action), value(action)]);
        }
        for word in self.words.to_lowercase().split_whitespace() {
            let sql = "(instr(lower(actor || ' ' || action || ' ' || source), ?) > 0
                OR seq IN (SELECT seq FROM subjects_of_entries
                    WHERE instr(lower(kind || ' ' || id), ?) > 0))";
            conditions.and(sql, [word.to_owned().into(), word.to_owned().into()]);
        }
        conditions
    }
}

impl AuditEntries<'_> {
    /// The entries of the window, and how many there are in all.
    pub fn list(&self, query: &AuditQuery) -> Result<(Vec<AuditEntry>, i64), StoreError> {
        let conditions = query.conditions();
        let matching = conditions.to_sql();
        let count = self
            .tx
            .conn
            .prepare_cached(&format!(
                "SELECT count(*) FROM audit_entries WHERE {matching}"
            ))?
            .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
        let direction = if query.oldest_first { "ASC" } else { "DESC" };
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM audit_entries WHERE {matching}
             ORDER BY seq {direction} LIMIT ? OFFSET ?"
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let rows = statement.query_map(params_from_iter(values), entry_from_row)?;
        let entries = rows
            .map(|row| row?)
            .collect::<Result<Vec<_>, StoreError>>()?;
        Ok((entries, count))
    }
}
