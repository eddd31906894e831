//! Proves the rollups by their events, and builds them anew from these.

use std::collections::BTreeMap;

use billing::ids::CustomerId;
use rusqlite::Connection;

use super::calendar::HOURS_A_DAY;
use super::fold::Folded;
use super::group::{Aggregations, Group};
use super::keep::Everybody;
use crate::error::StoreError;
use crate::table::usage_events::{UsageEvents, UsageEventsMut};

/// An event and its new hour.
type Moved = (i64, i64);

impl UsageEvents<'_> {
    /// None where every rollup row is what its events come to, and no other row is there; else
    /// the first difference.
    pub fn first_false_rollup(&self) -> Result<Option<String>, StoreError> {
        let conn = self.tx.conn;
        let mut aggregations = Aggregations::default();
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        let mut everybody = Everybody::default();
        for group in groups(conn, None)? {
            let events = group.count_events(conn, aggregations.of(conn, group.meter)?)?;
            if events != group.kept_rows(conn)? {
                return Ok(Some(format!("{group:?} differs from its events")));
            }
            for (table, count) in sizes(&events) {
                *rows.entry(table).or_default() += count;
            }
            everybody.gain(&events)?;
        }
        if let Some(difference) = everybody.first_false(conn)? {
            return Ok(Some(difference));
        }
        for (table, expected) in rows {
            let sql = format!("SELECT count(*) FROM {table} WHERE customer_key <> 0");
            let found: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
            if found != super::fold::count(expected) {
                return Ok(Some(format!("{table} has {found} rows, not {expected}")));
            }
        }
        Ok(None)
    }
}

fn sizes(folded: &Folded) -> [(&'static str, usize); 5] {
    [
        ("usage_hours", folded.hours.len()),
        ("usage_days", folded.days.len()),
        ("usage_months", folded.months.len()),
        ("usage_actors", folded.actors.len()),
        ("usage_values", folded.values.len()),
    ]
}

/// Every group that has events, of one customer or of all.
fn groups(conn: &Connection, customer: Option<i64>) -> Result<Vec<Group>, StoreError> {
    let whose = customer.map_or(String::new(), |key| format!("WHERE customer_key = {key}"));
    let mut statement = conn.prepare(&format!(
        "SELECT DISTINCT customer_key, meter_key, hour / ?1 FROM usage_events {whose}
         ORDER BY 1, 2, 3"
    ))?;
    let mut rows = statement.query([HOURS_A_DAY])?;
    let mut groups = Vec::new();
    while let Some(row) = rows.next()? {
        groups.push(Group::of_day(row.get(0)?, row.get(1)?, row.get(2)?));
    }
    groups.dedup();
    Ok(groups)
}

impl UsageEventsMut<'_> {
    /// Builds all rollups of a customer anew. `hour_of` says in which hour of the customer's
    /// calendar an instant (in milliseconds) is: that changes with the customer's zone.
    pub fn rebuild(
        &self,
        customer: &CustomerId,
        hour_of: &dyn Fn(i64) -> i64,
    ) -> Result<(), StoreError> {
        let conn = self.tx.conn;
        let customer = self.tx.customer_key(customer)?;
        let mut stale = groups(conn, Some(customer))?;
        for (event, hour) in moved(conn, customer, hour_of)? {
            conn.prepare_cached("UPDATE usage_events SET hour = ?2 WHERE event = ?1")?
                .execute([event, hour])?;
        }
        stale.extend(groups(conn, Some(customer))?);
        stale.sort_unstable();
        stale.dedup();
        let mut aggregations = Aggregations::default();
        for group in stale {
            group.rebuild(conn, aggregations.of(conn, group.meter)?)?;
        }
        self.tx.changed("usage_events");
        Ok(())
    }
}

fn moved(
    conn: &Connection,
    customer: i64,
    hour_of: &dyn Fn(i64) -> i64,
) -> Result<Vec<Moved>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT event, at_ms, hour FROM usage_events WHERE customer_key = ?1")?;
    let mut rows = statement.query([customer])?;
    let mut moved = Vec::new();
    while let Some(row) = rows.next()? {
        let (event, at_ms, hour): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let new = hour_of(at_ms);
        if new != hour {
            moved.push((event, new));
        }
    }
    Ok(moved)
}
