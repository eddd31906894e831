//! Saved views of lists: which screen, their name, and their filters as the UI wrote them.

use billing::ids::SavedViewId;
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 15,
    name: "saved views",
    sql: "
        CREATE TABLE saved_views (
            id TEXT PRIMARY KEY,
            screen TEXT NOT NULL,
            position INTEGER NOT NULL,
            body TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX saved_views_by_screen ON saved_views(screen, position);",
    older_build_may_open: false,
}];

/// A view as a person named it; `view` is the UI's own and not looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: SavedViewId,
    pub screen: String,
    pub name: String,
    pub position: i64,
    pub view: Value,
}

#[derive(Debug)]
pub struct SavedViews<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct SavedViewsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn saved_views(&self) -> SavedViews<'_> {
        SavedViews { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn saved_views_mut(&self) -> SavedViewsMut<'_> {
        SavedViewsMut { tx: self }
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

impl SavedViews<'_> {
    pub fn get(&self, id: &SavedViewId) -> Result<Option<SavedView>, StoreError> {
        self.tx
            .conn
            .prepare_cached("SELECT id, body FROM saved_views WHERE id = ?1")?
            .query_row([id.as_str()], from_row)
            .optional()?
            .map(|(id, body)| from_json("saved view", &id, &body))
            .transpose()
    }

    /// The views of one screen, in the person's order; of all screens when none is named.
    pub fn list(&self, screen: Option<&str>) -> Result<Vec<SavedView>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, body FROM saved_views WHERE ?1 IS NULL OR screen = ?1
             ORDER BY screen, position, id",
        )?;
        let rows = statement.query_map([screen], from_row)?;
        rows.map(|row| {
            let (id, body) = row?;
            from_json("saved view", &id, &body)
        })
        .collect()
    }
}

impl SavedViewsMut<'_> {
    /// Adds the view, or replaces the one of the same id.
    pub fn put(&self, view: &SavedView) -> Result<(), StoreError> {
        let before = self.tx.saved_views().get(&view.id)?;
        let body = to_json("saved view", view.id.as_str(), view)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT OR REPLACE INTO saved_views(id, screen, position, body)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((view.id.as_str(), &view.screen, view.position, body))?;
        self.record(&view.id, before.as_ref(), Some(view))
    }

    pub fn delete(&self, id: &SavedViewId) -> Result<(), StoreError> {
        let Some(before) = self.tx.saved_views().get(id)? else {
            return Err(StoreError::NotFound {
                kind: "saved view",
                id: id.to_string(),
            });
        };
        self.tx
            .conn
            .execute("DELETE FROM saved_views WHERE id = ?1", [id.as_str()])?;
        self.record(id, Some(&before), None)
    }

    fn record(
        &self,
        id: &SavedViewId,
        before: Option<&SavedView>,
        after: Option<&SavedView>,
    ) -> Result<(), StoreError> {
        self.tx.changed("saved_views");
        self.tx
            .audit_values("saved view", id.as_str(), before, after)
    }
}
