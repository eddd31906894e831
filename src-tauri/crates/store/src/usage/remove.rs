//! Takes the events of an import back, group by group, so that it can be stopped and gone on with.

use std::collections::BTreeSet;

use billing::ids::UsageImportId;
use rusqlite::Connection;

use super::corrections;
use super::group::{Aggregations, Group};
use crate::error::StoreError;
use crate::table::usage_events::{self, UsageEventsMut, flag};

/// What one step took back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    pub events: i64,
    /// Whether nothing of the import is left.
    pub is_done: bool,
}

/// An event of an import, with what its going changes.
struct Going {
    event: i64,
    group: Group,
    flags: i64,
    root: Option<i64>,
    key: String,
}

impl UsageEventsMut<'_> {
    /// Takes back some of an import's events (whole groups, at least `least` of them) and what
    /// waits unmatched of it. To be called until it is done.
    pub fn remove_import(&self, id: &UsageImportId, least: i64) -> Result<Removed, StoreError> {
        let conn = self.tx.conn;
        let import = self.tx.usage_import_key(id)?;
        usage_events::remember_last_event(self.tx)?;
        self.remove_unmatched(import)?;
        let mut aggregations = Aggregations::default();
        let mut events = 0;
        while events < least {
            let Some(group) = next_group(conn, import)? else {
                conn.execute(
                    "DELETE FROM usage_import_events WHERE import_key = ?1",
                    [import],
                )?;
                self.tx.changed("usage_events");
                return Ok(Removed {
                    events,
                    is_done: true,
                });
            };
            let going = events_of(conn, import, group)?;
            let mut stale = BTreeSet::from([group]);
            for event in &going {
                remove(conn, event, &mut stale)?;
            }
            for group in stale {
                group.rebuild(conn, aggregations.of(conn, group.meter)?)?;
            }
            events += super::fold::count(going.len());
        }
        self.tx.changed("usage_events");
        Ok(Removed {
            events,
            is_done: false,
        })
    }

    fn remove_unmatched(&self, import: i64) -> Result<(), StoreError> {
        let conn = self.tx.conn;
        let keys = "SELECT json_extract(body, '$.key') FROM usage_unmatched
            WHERE import_key = ?1 AND import_key <> 0";
        conn.execute(
            &format!("DELETE FROM usage_keys WHERE key IN ({keys}) AND event <= 0"),
            [import],
        )?;
        conn.execute(
            "DELETE FROM usage_unmatched WHERE import_key = ?1 AND import_key <> 0",
            [import],
        )?;
        self.tx.changed("usage_unmatched");
        Ok(())
    }
}

/// The group of the first event that an import still has.
fn next_group(conn: &Connection, import: i64) -> Result<Option<Group>, StoreError> {
    let mut ranges = conn.prepare_cached(
        "SELECT first_event, last_event FROM usage_import_events WHERE import_key = ?1
         ORDER BY first_event",
    )?;
    let mut first = conn.prepare_cached(
        "SELECT event, customer_key, meter_key, hour FROM usage_events
         WHERE event BETWEEN ?1 AND ?2 ORDER BY event LIMIT 1",
    )?;
    let ranges: Vec<(i64, i64)> = ranges
        .query_map([import], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (from, to) in ranges {
        let mut rows = first.query([from, to])?;
        if let Some(row) = rows.next()? {
            return Ok(Some(Group::of_hour(row.get(1)?, row.get(2)?, row.get(3)?)));
        }
    }
    Ok(None)
}

fn events_of(conn: &Connection, import: i64, group: Group) -> Result<Vec<Going>, StoreError> {
    let (from, to) = group.hours();
    let mut statement = conn.prepare_cached(
        "SELECT e.event, e.hour, e.flags, e.root, e.key FROM usage_events e
         JOIN usage_import_events r ON r.import_key = ?5
             AND e.event BETWEEN r.first_event AND r.last_event
         WHERE e.customer_key = ?1 AND e.meter_key = ?2 AND e.hour >= ?3 AND e.hour < ?4",
    )?;
    let mut rows = statement.query((group.customer, group.meter, from, to, import))?;
    let mut going = Vec::new();
    while let Some(row) = rows.next()? {
        going.push(Going {
            event: row.get(0)?,
            group,
            flags: row.get(2)?,
            root: row.get(3)?,
            key: row.get(4)?,
        });
    }
    Ok(going)
}

fn remove(conn: &Connection, going: &Going, stale: &mut BTreeSet<Group>) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM usage_keys WHERE key = ?1")?
        .execute([&going.key])?;
    conn.prepare_cached("DELETE FROM usage_events WHERE event = ?1")?
        .execute([going.event])?;
    if going.flags & flag::LATE != 0 {
        conn.prepare_cached("DELETE FROM usage_late WHERE event = ?1")?
            .execute([going.event])?;
    }
    if going.flags & flag::CORRECTED != 0 {
        conn.prepare_cached("UPDATE usage_events SET root = NULL WHERE root = ?1")?
            .execute([going.event])?;
    }
    let Some(root) = going.root else {
        return Ok(());
    };
    // What corrected this correction waits for it again.
    conn.prepare_cached(
        "UPDATE usage_events SET root = NULL WHERE root = ?1
             AND corrects IN ('r' || ?2, 'a' || ?2)",
    )?
    .execute((root, &going.key))?;
    let (hour, left): (Option<i64>, i64) = conn
        .prepare_cached(
            "SELECT (SELECT hour FROM usage_events WHERE event = ?1),
                 (SELECT count(*) FROM usage_events WHERE root = ?1)",
        )?
        .query_row([root], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if left == 0 {
        corrections::mark(conn, root, false)?;
    }
    if let Some(hour) = hour {
        let Group {
            customer, meter, ..
        } = going.group;
        stale.insert(Group::of_hour(customer, meter, hour));
    }
    Ok(())
}
