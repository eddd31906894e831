//! Writes what a batch adds into the rollup tables, one signed upsert a row.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension};

use super::calendar;
use super::fold::{self, ActorPlace, Folded, Place, Tally};
use super::group::Group;
use crate::error::StoreError;

/// The row that stands for all customers together.
pub(crate) const EVERYBODY: i64 = 0;

/// Adds everything; names the groups whose rows cannot be merged and must be built anew.
pub(crate) fn keep(conn: &Connection, mut folded: Folded) -> Result<Vec<Group>, StoreError> {
    keep_values(conn, &mut folded)?;
    let mut stale = Vec::new();
    let mut everybody = Everybody::default();
    for (place, tally) in &folded.hours {
        keep_hour(conn, place, *tally)?;
        everybody.hour(place, *tally)?;
    }
    for (place, tally) in &folded.days {
        let mut tally = *tally;
        if tally.integral.is_some() && !continues(conn, place, &mut tally)? {
            stale.push(Group::of_day(place.0, place.1, place.3));
        }
        keep_day(conn, place, &tally)?;
        everybody.day(place, &tally)?;
    }
    for (place, tally) in &folded.months {
        keep_month(conn, place, tally)?;
        everybody.month(place, tally)?;
    }
    for (place, tally) in &folded.actors {
        keep_actor(conn, place, tally)?;
        everybody.actor(place, tally)?;
    }
    everybody.keep(conn)?;
    stale.sort_unstable();
    stale.dedup();
    Ok(stale)
}

/// Counts only the values that their day had not seen, and the month anew.
fn keep_values(conn: &Connection, folded: &mut Folded) -> Result<(), StoreError> {
    if folded.values.is_empty() {
        return Ok(());
    }
    let Folded {
        values,
        days,
        months,
        ..
    } = folded;
    let months_of = |place: &Place| (place.0, place.1, place.2, calendar::month_of_day(place.3));
    let mut before: BTreeMap<Place, i64> = BTreeMap::new();
    for ((place, _), _) in values.iter() {
        days.entry(*place).or_default().uniques = 0;
        let month = months_of(place);
        if let std::collections::btree_map::Entry::Vacant(entry) = before.entry(month) {
            entry.insert(distinct(conn, &month)?);
        }
    }
    for ((place, value), count) in values.iter() {
        if keep_value(conn, place, *value, *count)? {
            days.entry(*place).or_default().uniques += 1;
        }
    }
    for (month, before) in before {
        let now = distinct(conn, &month)?;
        months.entry(month).or_default().uniques = now - before;
    }
    Ok(())
}

/// True where the value is new to its day.
fn keep_value(
    conn: &Connection,
    place: &Place,
    value: i64,
    count: i64,
) -> Result<bool, StoreError> {
    let (customer, meter, subscription, day) = *place;
    let kept: i64 = conn
        .prepare_cached(
            "INSERT INTO usage_values VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET count = count + excluded.count RETURNING count",
        )?
        .query_row((customer, meter, subscription, day, value, count), |row| {
            row.get(0)
        })?;
    Ok(kept == count)
}

/// Different values of a month.
fn distinct(conn: &Connection, place: &Place) -> Result<i64, StoreError> {
    let (customer, meter, subscription, month) = *place;
    let (from, to) = (calendar::first_day(month), calendar::first_day(month + 1));
    Ok(conn
        .prepare_cached(
            "SELECT count(DISTINCT value_word) FROM usage_values WHERE customer_key = ?1
                 AND meter_key = ?2 AND subscription_key = ?3 AND day >= ?4 AND day < ?5",
        )?
        .query_row((customer, meter, subscription, from, to), |row| row.get(0))?)
}

/// Makes the integral what is to be added to the kept one. False where the new events lie between
/// the kept ones in time, so that they cannot be merged.
fn continues(conn: &Connection, place: &Place, tally: &mut Tally) -> Result<bool, StoreError> {
    let (customer, meter, subscription, day) = *place;
    let kept: Option<(i64, i64, Option<Vec<u8>>)> = conn
        .prepare_cached(
            "SELECT last, last_ms, integral FROM usage_days WHERE customer_key = ?1
                 AND meter_key = ?2 AND subscription_key = ?3 AND day = ?4",
        )?
        .query_row((customer, meter, subscription, day), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((last, last_ms, integral)) = kept else {
        return Ok(true);
    };
    let held = fold::level_time(last, last_ms, tally.first_ms);
    let own = tally.integral.unwrap_or(0);
    tally.integral = Some(integral_from_row(integral).unwrap_or(0) + held + own);
    Ok(tally.first_ms >= last_ms)
}

pub(crate) fn integral_from_row(bytes: Option<Vec<u8>>) -> Option<i128> {
    let bytes: [u8; 16] = bytes?.try_into().ok()?;
    Some(i128::from_be_bytes(bytes))
}

fn keep_hour(conn: &Connection, place: &Place, (sum, count): (i64, i64)) -> Result<(), StoreError> {
    let (customer, meter, subscription, hour) = *place;
    conn.prepare_cached(
        "INSERT INTO usage_hours VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count",
    )?
    .execute((customer, meter, subscription, hour, sum, count))
    .map_err(sum_or_other)?;
    Ok(())
}

/// An integer that overflows becomes a real number, which the table refuses.
fn sum_or_other(error: rusqlite::Error) -> StoreError {
    let datatype = rusqlite::ffi::SQLITE_CONSTRAINT_DATATYPE;
    match error.sqlite_error() {
        Some(found) if found.extended_code == datatype => fold::too_large(),
        _ => error.into(),
    }
}

/// What a tally adds to the one that is kept of its day or month.
const ADDED: &str = "sum = sum + excluded.sum, count = count + excluded.count,
    cost = cost + excluded.cost, uniques = uniques + excluded.uniques,
    max = max(max, excluded.max),
    last = iif((excluded.last_ms, excluded.last_event) > (last_ms, last_event),
        excluded.last, last),
    last_event = iif((excluded.last_ms, excluded.last_event) > (last_ms, last_event),
        excluded.last_event, last_event),
    last_ms = max(last_ms, excluded.last_ms)";

static KEEP_DAY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "INSERT INTO usage_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
             ?14)
         ON CONFLICT DO UPDATE SET {ADDED}, first_ms = min(first_ms, excluded.first_ms),
             integral = excluded.integral"
    )
});

static KEEP_MONTH: LazyLock<String> = LazyLock::new(|| {
    format!(
        "INSERT INTO usage_months VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT DO UPDATE SET {ADDED}"
    )
});

fn keep_day(conn: &Connection, place: &Place, tally: &Tally) -> Result<(), StoreError> {
    let (customer, meter, subscription, day) = *place;
    conn.prepare_cached(&KEEP_DAY)?
        .execute((
            customer,
            meter,
            subscription,
            day,
            tally.sum,
            tally.count,
            tally.cost,
            tally.uniques,
            tally.max,
            tally.last,
            tally.last_ms,
            tally.last_event,
            tally.first_ms,
            tally.integral.map(i128::to_be_bytes),
        ))
        .map_err(sum_or_other)?;
    Ok(())
}

fn keep_month(conn: &Connection, place: &Place, tally: &Tally) -> Result<(), StoreError> {
    let (customer, meter, subscription, month) = *place;
    conn.prepare_cached(&KEEP_MONTH)?
        .execute((
            meter,
            month,
            customer,
            subscription,
            tally.sum,
            tally.count,
            tally.cost,
            tally.uniques,
            tally.max,
            tally.last,
            tally.last_ms,
            tally.last_event,
        ))
        .map_err(sum_or_other)?;
    Ok(())
}

fn keep_actor(
    conn: &Connection,
    place: &ActorPlace,
    tally: &fold::ActorTally,
) -> Result<(), StoreError> {
    let (customer, meter, kind, month, word) = *place;
    conn.prepare_cached(
        "INSERT INTO usage_actors VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT DO UPDATE SET
             sum = sum + excluded.sum, count = count + excluded.count,
             cost = cost + excluded.cost, first_ms = min(first_ms, excluded.first_ms),
             last_ms = max(last_ms, excluded.last_ms)",
    )?
    .execute((
        customer,
        meter,
        kind,
        month,
        word,
        tally.sum,
        tally.count,
        tally.cost,
        tally.first_ms,
        tally.last_ms,
    ))
    .map_err(sum_or_other)?;
    Ok(())
}

/// What all customers together gain or, negative, lose.
#[derive(Debug, Default)]
pub(crate) struct Everybody {
    hours: BTreeMap<Place, (i64, i64)>,
    days: BTreeMap<Place, Tally>,
    months: BTreeMap<Place, Tally>,
    actors: BTreeMap<ActorPlace, fold::ActorTally>,
}

impl Everybody {
    pub(crate) fn hour(&mut self, place: &Place, by: (i64, i64)) -> Result<(), StoreError> {
        let of_all = (EVERYBODY, place.1, 0, place.3);
        let kept = self.hours.entry(of_all).or_default();
        *kept = (fold::add(kept.0, by.0)?, fold::add(kept.1, by.1)?);
        Ok(())
    }

    pub(crate) fn day(&mut self, place: &Place, by: &Tally) -> Result<(), StoreError> {
        let of_all = (EVERYBODY, place.1, 0, place.3);
        shift(self.days.entry(of_all).or_default(), by)
    }

    pub(crate) fn month(&mut self, place: &Place, by: &Tally) -> Result<(), StoreError> {
        let of_all = (EVERYBODY, place.1, 0, place.3);
        shift(self.months.entry(of_all).or_default(), by)
    }

    /// Users are each customer's own; operations are everybody's.
    pub(crate) fn actor(
        &mut self,
        place: &ActorPlace,
        by: &fold::ActorTally,
    ) -> Result<(), StoreError> {
        if place.2 == 0 {
            return Ok(());
        }
        let of_all = (EVERYBODY, place.1, place.2, place.3, place.4);
        match self.actors.get_mut(&of_all) {
            Some(there) => there.merge(by),
            None => {
                self.actors.insert(of_all, *by);
                Ok(())
            }
        }
    }

    pub(crate) fn keep(&self, conn: &Connection) -> Result<(), StoreError> {
        for (place, tally) in &self.hours {
            keep_hour(conn, place, *tally)?;
        }
        for (place, tally) in &self.days {
            keep_day(conn, place, tally)?;
        }
        for (place, tally) in &self.months {
            keep_month(conn, place, tally)?;
        }
        for (place, tally) in &self.actors {
            keep_actor(conn, place, tally)?;
        }
        Ok(())
    }

    /// Takes the rows away that have come to nothing.
    pub(crate) fn clear_empty(&self, conn: &Connection) -> Result<(), StoreError> {
        for (table, number, places) in [
            ("usage_hours", "hour", self.hours.keys().collect::<Vec<_>>()),
            ("usage_days", "day", self.days.keys().collect()),
            ("usage_months", "month", self.months.keys().collect()),
        ] {
            let sql = format!(
                "DELETE FROM {table} WHERE customer_key = 0 AND meter_key = ?1
                     AND subscription_key = 0 AND {number} = ?2 AND count = 0"
            );
            let mut statement = conn.prepare_cached(&sql)?;
            for place in places {
                statement.execute([place.1, place.3])?;
            }
        }
        let mut statement = conn.prepare_cached(
            "DELETE FROM usage_actors WHERE customer_key = 0 AND meter_key = ?1 AND kind = ?2
                 AND month = ?3 AND actor_word = ?4 AND count = 0",
        )?;
        for (_, meter, kind, month, word) in self.actors.keys() {
            statement.execute([meter, kind, month, word])?;
        }
        Ok(())
    }
}

impl Everybody {
    /// Adds a group's rows.
    pub(crate) fn gain(&mut self, folded: &Folded) -> Result<(), StoreError> {
        for (place, tally) in &folded.hours {
            self.hour(place, *tally)?;
        }
        for (place, tally) in &folded.days {
            self.day(place, tally)?;
        }
        for (place, tally) in &folded.months {
            self.month(place, tally)?;
        }
        for (place, tally) in &folded.actors {
            self.actor(place, tally)?;
        }
        Ok(())
    }

    /// The first of the kept rows of all customers that is not this, in words.
    pub(crate) fn first_false(&self, conn: &Connection) -> Result<Option<String>, StoreError> {
        let hours = self.hours.iter().map(|(place, (sum, count))| {
            let values = [*sum, *count];
            ((place.1, place.3), values.to_vec())
        });
        let wide = |(place, tally): (&Place, &Tally)| {
            let values = vec![tally.sum, tally.count, tally.cost, tally.uniques];
            ((place.1, place.3), values)
        };
        let checks: [(&str, &str, &str, OfAll); 3] = [
            ("usage_hours", "hour", "sum, count", hours.collect()),
            (
                "usage_days",
                "day",
                "sum, count, cost, uniques",
                self.days.iter().map(wide).collect(),
            ),
            (
                "usage_months",
                "month",
                "sum, count, cost, uniques",
                self.months.iter().map(wide).collect(),
            ),
        ];
        for (table, number, columns, mut expected) in checks {
            expected.retain(|_, values| values.get(1) != Some(&0));
            if rows_of_all(conn, table, number, columns)? != expected {
                return Ok(Some(format!("{table} of all customers differs")));
            }
        }
        Ok(None)
    }
}

type OfAll = BTreeMap<(i64, i64), Vec<i64>>;

fn rows_of_all(
    conn: &Connection,
    table: &str,
    number: &str,
    columns: &str,
) -> Result<OfAll, StoreError> {
    let sql = format!(
        "SELECT meter_key, {number}, {columns} FROM {table} WHERE customer_key = 0
             AND count <> 0 ORDER BY meter_key, {number}"
    );
    let mut statement = conn.prepare(&sql)?;
    let wide = statement.column_count();
    let mut rows = statement.query([])?;
    let mut found = OfAll::new();
    while let Some(row) = rows.next()? {
        let values = (2..wide).map(|at| row.get(at));
        let values = values.collect::<Result<Vec<i64>, _>>()?;
        found.insert((row.get(0)?, row.get(1)?), values);
    }
    Ok(found)
}

/// Greatest and latest quantities have no sense over all customers and stay zero.
fn shift(tally: &mut Tally, by: &Tally) -> Result<(), StoreError> {
    tally.sum = fold::add(tally.sum, by.sum)?;
    tally.count = fold::add(tally.count, by.count)?;
    tally.cost = fold::add(tally.cost, by.cost)?;
    tally.uniques = fold::add(tally.uniques, by.uniques)?;
    Ok(())
}
