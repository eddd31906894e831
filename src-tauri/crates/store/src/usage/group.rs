//! One customer's use of one meter in one month: what is built anew from events as a whole.

use std::collections::HashMap;

use billing::usage::Aggregation;
use rusqlite::{Connection, Row};

use super::calendar::{self, HOURS_A_DAY};
use super::corrections;
use super::fold::{ActorTally, Fact, Folded, Folder, Tally};
use super::keep::{self, Everybody, integral_from_row};
use crate::error::StoreError;
use crate::table::usage_events::flag;
use crate::table::window;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Group {
    pub(crate) customer: i64,
    pub(crate) meter: i64,
    pub(crate) month: i64,
}

/// How each meter's events become a quantity, read once a batch.
#[derive(Debug, Default)]
pub(crate) struct Aggregations(HashMap<i64, Aggregation>);

impl Aggregations {
    pub(crate) fn of(&mut self, conn: &Connection, meter: i64) -> Result<Aggregation, StoreError> {
        if let Some(known) = self.0.get(&meter) {
            return Ok(*known);
        }
        let word: String = conn
            .prepare_cached(
                "SELECT json_extract(body, '$.aggregation') FROM meters WHERE key = ?1",
            )?
            .query_row([meter], |row| row.get(0))?;
        let how = window::word_from_row("meter", &word)?;
        self.0.insert(meter, how);
        Ok(how)
    }
}

impl Group {
    pub(crate) fn of_day(customer: i64, meter: i64, day: i64) -> Self {
        Self {
            customer,
            meter,
            month: calendar::month_of_day(day),
        }
    }

    pub(crate) fn of_hour(customer: i64, meter: i64, hour: i64) -> Self {
        Self::of_day(customer, meter, calendar::day_of_hour(hour))
    }

    /// Its first hour, and the first of the next month.
    pub(crate) fn hours(self) -> (i64, i64) {
        let (from, to) = self.days();
        (from * HOURS_A_DAY, to * HOURS_A_DAY)
    }

    fn days(self) -> (i64, i64) {
        let next = calendar::first_day(self.month + 1);
        (calendar::first_day(self.month), next)
    }

    /// What its events come to.
    pub(crate) fn count_events(
        self,
        conn: &Connection,
        how: Aggregation,
    ) -> Result<Folded, StoreError> {
        let (from, to) = self.hours();
        let mut statement = conn.prepare_cached(
            "SELECT customer_key, meter_key, subscription_key, hour, event, at_ms, quantity,
                 coalesce(cost, 0), user_word, operation_word, value_word, flags
             FROM usage_events WHERE customer_key = ?1 AND meter_key = ?2 AND hour >= ?3
                 AND hour < ?4",
        )?;
        let mut rows = statement.query((self.customer, self.meter, from, to))?;
        let mut folder = Folder::default();
        while let Some(row) = rows.next()? {
            let (mut fact, flags) = (fact_from_row(row)?, row.get::<_, i64>(11)?);
            if flags & flag::CORRECTION != 0 {
                continue;
            }
            if flags & flag::CORRECTED != 0 {
                corrections::apply(conn, &mut fact)?;
            }
            folder.take(&fact, how)?;
        }
        folder.fold()
    }

    /// What the tables keep of it.
    pub(crate) fn kept_rows(self, conn: &Connection) -> Result<Folded, StoreError> {
        let mut kept = Folded::default();
        self.read_hours(conn, &mut kept)?;
        self.read_days(conn, &mut kept)?;
        self.read_months(conn, &mut kept)?;
        self.read_values(conn, &mut kept)?;
        self.read_actors(conn, &mut kept)?;
        Ok(kept)
    }

    fn read_hours(self, conn: &Connection, kept: &mut Folded) -> Result<(), StoreError> {
        let (from, to) = self.hours();
        let mut statement = conn.prepare_cached(
            "SELECT h.subscription_key, h.hour, h.sum, h.count FROM usage_hours h
             WHERE h.customer_key = ?1 AND h.meter_key = ?2 AND h.hour >= ?3 AND h.hour < ?4",
        )?;
        let mut rows = statement.query((self.customer, self.meter, from, to))?;
        while let Some(row) = rows.next()? {
            let place = (self.customer, self.meter, row.get(0)?, row.get(1)?);
            kept.hours.insert(place, (row.get(2)?, row.get(3)?));
        }
        Ok(())
    }

    fn read_days(self, conn: &Connection, kept: &mut Folded) -> Result<(), StoreError> {
        let (from, to) = self.days();
        let mut statement = conn.prepare_cached(
            "SELECT subscription_key, day, sum, count, cost, uniques, max, last, last_ms,
                 last_event, first_ms, integral
             FROM usage_days WHERE customer_key = ?1 AND meter_key = ?2 AND day >= ?3
                 AND day < ?4",
        )?;
        let mut rows = statement.query((self.customer, self.meter, from, to))?;
        while let Some(row) = rows.next()? {
            let place = (self.customer, self.meter, row.get(0)?, row.get(1)?);
            let tally = Tally {
                first_ms: row.get(10)?,
                integral: integral_from_row(row.get(11)?),
                ..tally_from_row(row)?
            };
            kept.days.insert(place, tally);
        }
        Ok(())
    }

    fn read_months(self, conn: &Connection, kept: &mut Folded) -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(
            "SELECT subscription_key, month, sum, count, cost, uniques, max, last, last_ms,
                 last_event
             FROM usage_months WHERE meter_key = ?1 AND month = ?2 AND customer_key = ?3",
        )?;
        let mut rows = statement.query((self.meter, self.month, self.customer))?;
        while let Some(row) = rows.next()? {
            let place = (self.customer, self.meter, row.get(0)?, row.get(1)?);
            kept.months.insert(place, tally_from_row(row)?);
        }
        Ok(())
    }

    fn read_values(self, conn: &Connection, kept: &mut Folded) -> Result<(), StoreError> {
        let (from, to) = self.days();
        let mut statement = conn.prepare_cached(
            "SELECT subscription_key, day, value_word, count FROM usage_values
             WHERE customer_key = ?1 AND meter_key = ?2 AND day >= ?3 AND day < ?4",
        )?;
        let mut rows = statement.query((self.customer, self.meter, from, to))?;
        while let Some(row) = rows.next()? {
            let place = (self.customer, self.meter, row.get(0)?, row.get(1)?);
            kept.values.insert((place, row.get(2)?), row.get(3)?);
        }
        Ok(())
    }

    fn read_actors(self, conn: &Connection, kept: &mut Folded) -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(
            "SELECT kind, actor_word, sum, count, cost, first_ms, last_ms FROM usage_actors
             WHERE customer_key = ?1 AND meter_key = ?2 AND kind IN (0, 1) AND month = ?3",
        )?;
        let mut rows = statement.query((self.customer, self.meter, self.month))?;
        while let Some(row) = rows.next()? {
            let (kind, word) = (row.get(0)?, row.get(1)?);
            let place = (self.customer, self.meter, kind, self.month, word);
            let tally = ActorTally {
                sum: row.get(2)?,
                count: row.get(3)?,
                cost: row.get(4)?,
                first_ms: row.get(5)?,
                last_ms: row.get(6)?,
            };
            kept.actors.insert(place, tally);
        }
        Ok(())
    }

    /// Puts what its events come to in the place of what was kept.
    pub(crate) fn rebuild(self, conn: &Connection, how: Aggregation) -> Result<(), StoreError> {
        let mut everybody = Everybody::default();
        self.lose(&self.kept_rows(conn)?, &mut everybody)?;
        everybody.keep(conn)?;
        self.clear(conn)?;
        keep::keep(conn, self.count_events(conn, how)?)?;
        everybody.clear_empty(conn)
    }

    fn lose(self, kept: &Folded, everybody: &mut Everybody) -> Result<(), StoreError> {
        for (place, (sum, count)) in &kept.hours {
            everybody.hour(place, (-sum, -count))?;
        }
        for (place, tally) in &kept.days {
            everybody.day(place, &negative(tally))?;
        }
        for (place, tally) in &kept.months {
            everybody.month(place, &negative(tally))?;
        }
        for (place, tally) in &kept.actors {
            let less = ActorTally {
                sum: -tally.sum,
                count: -tally.count,
                cost: -tally.cost,
                ..*tally
            };
            everybody.actor(place, &less)?;
        }
        Ok(())
    }

    fn clear(self, conn: &Connection) -> Result<(), StoreError> {
        let (days, hours) = (self.days(), self.hours());
        for (table, number, (from, to)) in [
            ("usage_hours", "hour", hours),
            ("usage_days", "day", days),
            ("usage_values", "day", days),
            ("usage_months", "month", (self.month, self.month + 1)),
        ] {
            let sql = format!(
                "DELETE FROM {table} WHERE customer_key = ?1 AND meter_key = ?2
                     AND {number} >= ?3 AND {number} < ?4"
            );
            conn.prepare_cached(&sql)?
                .execute((self.customer, self.meter, from, to))?;
        }
        conn.prepare_cached(
            "DELETE FROM usage_actors WHERE customer_key = ?1 AND meter_key = ?2
                 AND kind IN (0, 1) AND month = ?3",
        )?
        .execute((self.customer, self.meter, self.month))?;
        Ok(())
    }
}

fn negative(tally: &Tally) -> Tally {
    Tally {
        sum: -tally.sum,
        count: -tally.count,
        cost: -tally.cost,
        uniques: -tally.uniques,
        ..*tally
    }
}

/// Columns from the third on, in the order of the tables.
fn tally_from_row(row: &Row<'_>) -> rusqlite::Result<Tally> {
    Ok(Tally {
        sum: row.get(2)?,
        count: row.get(3)?,
        cost: row.get(4)?,
        uniques: row.get(5)?,
        max: row.get(6)?,
        last: row.get(7)?,
        last_ms: row.get(8)?,
        last_event: row.get(9)?,
        first_ms: 0,
        integral: None,
    })
}

fn fact_from_row(row: &Row<'_>) -> rusqlite::Result<Fact> {
    Ok(Fact {
        customer: row.get(0)?,
        meter: row.get(1)?,
        subscription: row.get(2)?,
        hour: row.get(3)?,
        event: row.get(4)?,
        at_ms: row.get(5)?,
        quantity: row.get(6)?,
        cost: row.get(7)?,
        user: row.get(8)?,
        operation: row.get(9)?,
        value: row.get(10)?,
        count: 1,
    })
}
