//! Rates that a person put into the tax tables, beside those that come with the product.

use billing::tax::{DatedRate, RateSchedule};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::window;
use crate::error::StoreError;
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 40,
    name: "tax overrides",
    sql: "
        CREATE TABLE tax_overrides (
            jurisdiction TEXT NOT NULL,
            tax TEXT NOT NULL,
            category TEXT NOT NULL,
            from_on TEXT NOT NULL,
            rate_pct TEXT NOT NULL,
            PRIMARY KEY (jurisdiction, tax, category, from_on)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct TaxOverrides<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct TaxOverridesMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn tax_overrides(&self) -> TaxOverrides<'_> {
        TaxOverrides { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn tax_overrides_mut(&self) -> TaxOverridesMut<'_> {
        TaxOverridesMut { tx: self }
    }
}

impl TaxOverrides<'_> {
    /// One schedule for each rate, by place, tax, category and day.
    pub fn list(&self) -> Result<Vec<RateSchedule>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT jurisdiction, tax, category, from_on, rate_pct FROM tax_overrides
             ORDER BY jurisdiction, tax, category, from_on",
        )?;
        let rows = statement.query_map([], |row| {
            let schedule = RateSchedule {
                jurisdiction: row.get(0)?,
                tax: row.get(1)?,
                category: row.get(2)?,
                note: String::new(),
                history: Vec::new(),
            };
            Ok((schedule, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
        })?;
        rows.map(|row| {
            let (schedule, from, rate_pct) = row?;
            from_row(schedule, &from, &rate_pct)
        })
        .collect()
    }

    fn rate(&self, schedule: &RateSchedule, from: NaiveDate) -> Result<Value, StoreError> {
        let of = |other: &RateSchedule| id_of(other) == id_of(schedule);
        let found = self
            .list()?
            .into_iter()
            .find(|other| of(other) && other.history.iter().any(|dated| dated.from == from));
        let rate = found.and_then(|found| found.history.first().map(|dated| dated.rate_pct));
        Ok(rate.map_or(Value::Null, |rate_pct| json!({"rate_pct": rate_pct})))
    }
}

impl TaxOverridesMut<'_> {
    /// Adds the rates of a schedule, or replaces those of the same days.
    pub fn put(&self, schedule: &RateSchedule) -> Result<(), StoreError> {
        for dated in &schedule.history {
            let before = self.tx.tax_overrides().rate(schedule, dated.from)?;
            self.tx
                .conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO tax_overrides(
                         jurisdiction, tax, category, from_on, rate_pct)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((
                    &schedule.jurisdiction,
                    &schedule.tax,
                    &schedule.category,
                    dated.from.to_string(),
                    dated.rate_pct.to_string(),
                ))?;
            let after = json!({"rate_pct": dated.rate_pct});
            self.changed(schedule, dated.from, before, after);
        }
        Ok(())
    }

    /// Takes a rate out again; false where a person put none there.
    pub fn remove(&self, schedule: &RateSchedule, from: NaiveDate) -> Result<bool, StoreError> {
        let before = self.tx.tax_overrides().rate(schedule, from)?;
        let removed = self.tx.conn.execute(
            "DELETE FROM tax_overrides
             WHERE jurisdiction = ?1 AND tax = ?2 AND category = ?3 AND from_on = ?4",
            (
                &schedule.jurisdiction,
                &schedule.tax,
                &schedule.category,
                from.to_string(),
            ),
        )?;
        if removed > 0 {
            self.changed(schedule, from, before, Value::Null);
        }
        Ok(removed > 0)
    }

    fn changed(&self, schedule: &RateSchedule, from: NaiveDate, before: Value, after: Value) {
        self.tx.changed("tax_overrides");
        let id = format!("{} {from}", id_of(schedule));
        self.tx.audit("tax override", &id, before, after);
    }
}

fn id_of(schedule: &RateSchedule) -> String {
    let RateSchedule {
        jurisdiction,
        tax,
        category,
        ..
    } = schedule;
    format!("{jurisdiction} {tax} {category}")
}

fn from_row(
    mut schedule: RateSchedule,
    from: &str,
    rate_pct: &str,
) -> Result<RateSchedule, StoreError> {
    let dated = DatedRate {
        from: instant::date_from_text("tax override", from)?,
        rate_pct: window::word_from_row("tax override", rate_pct)?,
    };
    schedule.history.push(dated);
    Ok(schedule)
}
