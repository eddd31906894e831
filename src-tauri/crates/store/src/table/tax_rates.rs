//! Tax rates that a person keeps to put on lines.

use billing::ids::TaxRateId;
use billing::tax::TaxRate;
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 6,
    name: "tax rates",
    sql: "
        CREATE TABLE tax_rates (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            archived INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct TaxRates<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct TaxRatesMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn tax_rates(&self) -> TaxRates<'_> {
        TaxRates { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn tax_rates_mut(&self) -> TaxRatesMut<'_> {
        TaxRatesMut { tx: self }
    }
}

impl TaxRates<'_> {
    pub fn get(&self, id: &TaxRateId) -> Result<Option<TaxRate>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM tax_rates WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("tax rate", id.as_str(), &body))
            .transpose()
    }

    /// By name; those put away only when asked for.
    pub fn list(&self, with_archived: bool) -> Result<Vec<TaxRate>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, body FROM tax_rates WHERE archived = 0 OR ?1 ORDER BY name, key",
        )?;
        let rows = statement.query_map([with_archived], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("tax rate", &id, &body)
        })
        .collect()
    }
}

impl TaxRatesMut<'_> {
    /// Adds the rate, or replaces the one of the same id. Issued invoices carry their own copy.
    pub fn put(&self, rate: &TaxRate) -> Result<(), StoreError> {
        let before = self.tx.tax_rates().get(&rate.id)?;
        let body = to_json("tax rate", rate.id.as_str(), rate)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO tax_rates(id, name, archived, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT(id) DO UPDATE SET
                     name = excluded.name, archived = excluded.archived, body = excluded.body",
            )?
            .execute((
                rate.id.as_str(),
                &rate.name,
                rate.archived_at.is_some(),
                body,
            ))?;
        self.tx.changed("tax_rates");
        self.tx
            .audit_values("tax rate", rate.id.as_str(), before.as_ref(), Some(rate))
    }
}
