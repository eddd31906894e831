//! Meters: what is counted of the customers' use.

use billing::usage::Meter;
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 50,
    name: "meters",
    sql: "
        CREATE TABLE meters (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            meter TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            archived INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

/// What the usage tables call a meter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeterKey(pub(crate) i64);

#[derive(Debug)]
pub struct Meters<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct MetersMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn meters(&self) -> Meters<'_> {
        Meters { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn meters_mut(&self) -> MetersMut<'_> {
        MetersMut { tx: self }
    }
}

impl Meters<'_> {
    /// The meter that events, prices and limits call so.
    pub fn get(&self, meter: &str) -> Result<Option<Meter>, StoreError> {
        Ok(self.find(meter)?.map(|(_, meter)| meter))
    }

    /// The same with what the usage tables call it.
    pub fn find(&self, meter: &str) -> Result<Option<(MeterKey, Meter)>, StoreError> {
        let row: Option<(i64, String)> = self
            .tx
            .conn
            .prepare_cached("SELECT key, body FROM meters WHERE meter = ?1")?
            .query_row([meter], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        row.map(|(key, body)| Ok((MeterKey(key), from_json("meter", meter, &body)?)))
            .transpose()
    }

    /// By name; those put away only when asked for.
    pub fn list(&self, with_archived: bool) -> Result<Vec<Meter>, StoreError> {
        let all = self.list_with_keys(with_archived)?;
        Ok(all.into_iter().map(|(_, meter)| meter).collect())
    }

    /// The same with what the usage tables call them.
    pub fn list_with_keys(&self, archived: bool) -> Result<Vec<(MeterKey, Meter)>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT key, meter, body FROM meters WHERE archived = 0 OR ?1 ORDER BY name, key",
        )?;
        let rows = statement.query_map([archived], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        rows.map(|row| {
            let (key, meter, body): (i64, String, String) = row?;
            Ok((MeterKey(key), from_json("meter", &meter, &body)?))
        })
        .collect()
    }

    /// Whether any event was ever counted by it or waits for it.
    pub fn is_used(&self, meter: &str) -> Result<bool, StoreError> {
        let used: bool = self
            .tx
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM meters m WHERE m.meter = ?1
                     AND (EXISTS (SELECT 1 FROM usage_months u WHERE u.meter_key = m.key)
                         OR EXISTS (SELECT 1 FROM usage_events e
                             WHERE e.flags <> 0 AND e.meter_key = m.key)))",
            )?
            .query_row([meter], |row| row.get(0))?;
        Ok(used)
    }
}

impl MetersMut<'_> {
    /// Adds the meter, or replaces the one of the same key.
    pub fn put(&self, meter: &Meter) -> Result<(), StoreError> {
        let before = self.tx.meters().get(&meter.key)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO meters(id, meter, name, archived, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT(meter) DO UPDATE SET
                     name = excluded.name, archived = excluded.archived, body = excluded.body",
            )?
            .execute((
                meter.id.as_str(),
                &meter.key,
                &meter.name,
                meter.archived,
                to_json("meter", &meter.key, meter)?,
            ))?;
        self.tx.changed("meters");
        self.tx
            .audit_values("meter", meter.id.as_str(), before.as_ref(), Some(meter))
    }

    /// Removes a meter that counted nothing; others are archived.
    pub fn delete(&self, meter: &Meter) -> Result<(), StoreError> {
        if self.tx.meters().is_used(&meter.key)? {
            return Err(StoreError::RuleBroken {
                rule: "a meter with events is archived, not deleted",
                detail: meter.key.clone(),
            });
        }
        self.tx
            .conn
            .execute("DELETE FROM meters WHERE meter = ?1", [&meter.key])?;
        self.tx.changed("meters");
        self.tx
            .audit_values("meter", meter.id.as_str(), Some(meter), None)
    }
}
