//! Settings by name, each a JSON value.

use rusqlite::OptionalExtension;
use serde_json::Value;

use crate::error::{StoreError, from_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 14,
    name: "settings",
    sql: "
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct Settings<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct SettingsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        Settings { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn settings_mut(&self) -> SettingsMut<'_> {
        SettingsMut { tx: self }
    }
}

impl Settings<'_> {
    pub fn get(&self, name: &str) -> Result<Option<Value>, StoreError> {
        let text: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        text.map(|text| from_json("setting", name, &text))
            .transpose()
    }

    /// All, by name.
    pub fn all(&self) -> Result<Vec<(String, Value)>, StoreError> {
        let mut statement = self
            .tx
            .conn
            .prepare_cached("SELECT name, value FROM settings ORDER BY name")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (name, text): (String, String) = row?;
            let value = from_json("setting", &name, &text)?;
            Ok((name, value))
        })
        .collect()
    }
}

impl SettingsMut<'_> {
    /// Saves a setting; null removes it.
    pub fn put(&self, name: &str, value: &Value) -> Result<(), StoreError> {
        let before = self.tx.settings().get(name)?.unwrap_or(Value::Null);
        if &before == value {
            return Ok(());
        }
        if value.is_null() {
            self.tx
                .conn
                .execute("DELETE FROM settings WHERE name = ?1", [name])?;
        } else {
            self.tx
                .conn
                .prepare_cached("INSERT OR REPLACE INTO settings(name, value) VALUES (?1, ?2)")?
                .execute((name, value.to_string()))?;
        }
        self.tx.changed("settings");
        self.tx.audit("setting", name, before, value.clone());
        Ok(())
    }
}
