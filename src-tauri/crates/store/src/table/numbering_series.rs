//! Gapless number series per fiscal year: a number exists only with the document that bears it.

use rusqlite::OptionalExtension;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 10,
    name: "numbering series",
    sql: "
        CREATE TABLE numbering_series (
            series TEXT NOT NULL,
            fiscal_year INTEGER NOT NULL,
            next INTEGER NOT NULL CHECK (next >= 1),
            PRIMARY KEY (series, fiscal_year)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct NumberingSeries<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct NumberingSeriesMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn numbering_series(&self) -> NumberingSeries<'_> {
        NumberingSeries { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn numbering_series_mut(&self) -> NumberingSeriesMut<'_> {
        NumberingSeriesMut { tx: self }
    }
}

impl NumberingSeries<'_> {
    /// The number the next document would get; it is not taken by asking.
    pub fn peek(&self, series: &str, fiscal_year: i32) -> Result<u64, StoreError> {
        let next: Option<i64> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT next FROM numbering_series WHERE series = ?1 AND fiscal_year = ?2",
            )?
            .query_row((series, fiscal_year), |row| row.get(0))
            .optional()?;
        Ok(next.and_then(|next| u64::try_from(next).ok()).unwrap_or(1))
    }

    /// Series, fiscal year and next number of all series begun.
    pub fn all(&self) -> Result<Vec<(String, i32, u64)>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT series, fiscal_year, next FROM numbering_series ORDER BY 1, 2",
        )?;
        let rows = statement.query_map([], |row| {
            let next: i64 = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, u64::try_from(next).unwrap_or(1)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl NumberingSeriesMut<'_> {
    /// Takes the next number. If the transaction fails the number is given back.
    pub fn take(&self, series: &str, fiscal_year: i32) -> Result<u64, StoreError> {
        let taken: i64 = self
            .tx
            .conn
            .prepare_cached(
                "INSERT INTO numbering_series(series, fiscal_year, next) VALUES (?1, ?2, 2)
                 ON CONFLICT DO UPDATE SET next = next + 1
                 RETURNING next - 1",
            )?
            .query_row((series, fiscal_year), |row| row.get(0))?;
        self.tx.changed("numbering_series");
        u64::try_from(taken).map_err(|error| StoreError::Unreadable {
            kind: "number series",
            id: series.to_owned(),
            detail: error.to_string(),
        })
    }

    /// Continues a series begun elsewhere. Only forward: a number given out never comes again.
    pub fn start_at(&self, series: &str, fiscal_year: i32, next: u64) -> Result<(), StoreError> {
        let present = self.tx.numbering_series().peek(series, fiscal_year)?;
        if next < present {
            return Err(StoreError::RuleBroken {
                rule: "a number is given out once",
                detail: format!("{series} {fiscal_year} is already at {present}"),
            });
        }
        let next_row = i64::try_from(next).unwrap_or(i64::MAX);
        self.tx.conn.execute(
            "INSERT OR REPLACE INTO numbering_series(series, fiscal_year, next)
             VALUES (?1, ?2, ?3)",
            (series, fiscal_year, next_row),
        )?;
        self.tx.changed("numbering_series");
        let id = format!("{series} {fiscal_year}");
        self.tx
            .audit_values("number series", &id, Some(&present), Some(&next))
    }
}
