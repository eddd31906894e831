//! Corrections: which event each one corrects in the end, and what the event counts then.

use std::collections::BTreeMap;

use billing::usage::{Correction, UsageEvent, settle};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

use super::fold::{self, Fact};
use super::group::Group;
use crate::error::StoreError;
use crate::table::usage_events::{correction_from_row, flag, instant};

/// Lets an event count as its corrections say, by the rule of settling.
pub(crate) fn apply(conn: &Connection, fact: &mut Fact) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT e.key, e.corrects, e.at_ms, e.quantity, e.cost, e.value_word
         FROM usage_events e WHERE e.event = ?1 OR e.root = ?1 ORDER BY e.event",
    )?;
    let mut rows = statement.query([fact.event])?;
    let (mut events, mut costs) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let corrects: Option<String> = row.get(1)?;
        let value: i64 = row.get(5)?;
        let event = UsageEvent {
            key: row.get(0)?,
            meter: String::new(),
            subject: String::new(),
            at: instant(row.get(2)?),
            quantity: row.get::<_, i64>(3)?.into(),
            value: if value == 0 {
                String::new()
            } else {
                value.to_string()
            },
            user: String::new(),
            operation: String::new(),
            properties: BTreeMap::new(),
            cost: None,
            corrects: corrects.as_deref().map(correction_from_row),
        };
        costs.push((
            event.at,
            event.key.clone(),
            event.corrects.clone(),
            row.get(4)?,
        ));
        events.push(event);
    }
    let settled = settle(&events).map_err(|_| fold::too_large())?;
    if let Some(counted) = settled.counted.first() {
        fact.quantity = i64::try_from(counted.quantity).map_err(|_| fold::too_large())?;
        fact.value = counted.value.parse().unwrap_or(0);
        fact.count = i64::from(!counted.taken_back);
    }
    fact.cost = cost(fact.cost, costs)?;
    Ok(())
}

type CostRow = (DateTime<Utc>, String, Option<Correction>, Option<i64>);

/// A correction that says a cost replaces or adjusts it, in the order in which quantities are.
fn cost(own: i64, mut rows: Vec<CostRow>) -> Result<i64, StoreError> {
    rows.sort_by(|one, two| (one.0, &one.1).cmp(&(two.0, &two.1)));
    let mut now = own;
    for (_, _, corrects, cost) in rows {
        match (corrects, cost) {
            (Some(Correction::Replace { .. }), Some(cost)) => now = cost,
            (Some(Correction::Adjust { .. }), Some(cost)) => now = fold::add(now, cost)?,
            _ => {}
        }
    }
    Ok(now)
}

/// A correction whose event is to be found.
#[derive(Debug, Clone)]
pub(crate) struct Seeking {
    pub(crate) event: i64,
    pub(crate) customer: i64,
    pub(crate) meter: i64,
    pub(crate) key: String,
    pub(crate) corrects: String,
}

/// Whether any correction waits for its event.
pub(crate) fn any_waiting(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM usage_events
                 WHERE corrects IS NOT NULL AND root IS NULL)",
        )?
        .query_row([], |row| row.get(0))?)
}

/// The corrections that wait for the event of this key.
pub(crate) fn waiting_for(conn: &Connection, key: &str) -> Result<Vec<Seeking>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT event, customer_key, meter_key, key, corrects FROM usage_events
         WHERE corrects IN ('r' || ?1, 'a' || ?1) AND corrects IS NOT NULL AND root IS NULL",
    )?;
    let rows = statement.query_map([key], |row| {
        Ok(Seeking {
            event: row.get(0)?,
            customer: row.get(1)?,
            meter: row.get(2)?,
            key: row.get(3)?,
            corrects: row.get(4)?,
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}

/// Finds the events of corrections, and of those that waited for these corrections in their turn;
/// the groups whose sums change by that.
pub(crate) fn resolve(
    conn: &Connection,
    mut seeking: Vec<Seeking>,
) -> Result<Vec<Group>, StoreError> {
    let mut changed = Vec::new();
    while let Some(one) = seeking.pop() {
        let corrected = correction_from_row(&one.corrects);
        let Some((root, hour)) = root_of(conn, &one, corrected.key())? else {
            continue;
        };
        conn.prepare_cached("UPDATE usage_events SET root = ?2 WHERE event = ?1")?
            .execute([one.event, root])?;
        mark(conn, root, true)?;
        changed.push(Group::of_hour(one.customer, one.meter, hour));
        seeking.extend(waiting_for(conn, &one.key)?);
    }
    Ok(changed)
}

/// Place and hour of the event that a key leads to in the end, of the same customer and meter.
fn root_of(conn: &Connection, one: &Seeking, key: &str) -> Result<Option<(i64, i64)>, StoreError> {
    let found: Option<(i64, i64, i64, i64, Option<i64>, i64)> = conn
        .prepare_cached(
            "SELECT e.event, e.customer_key, e.meter_key, e.flags, e.root,
                 coalesce(r.hour, e.hour)
             FROM usage_keys k JOIN usage_events e ON e.event = k.event
             LEFT JOIN usage_events r ON r.event = e.root WHERE k.key = ?1",
        )?
        .query_row([key], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })
        .optional()?;
    let Some((event, customer, meter, flags, root, hour)) = found else {
        return Ok(None);
    };
    if (customer, meter) != (one.customer, one.meter) || event == one.event {
        return Ok(None);
    }
    if flags & flag::CORRECTION != 0 {
        return Ok(root.map(|root| (root, hour)));
    }
    Ok(Some((event, hour)))
}

/// Notes on an event whether it is corrected.
pub(crate) fn mark(conn: &Connection, event: i64, corrected: bool) -> Result<(), StoreError> {
    let sql = if corrected {
        "UPDATE usage_events SET flags = flags | ?2 WHERE event = ?1"
    } else {
        "UPDATE usage_events SET flags = flags & ~?2 WHERE event = ?1"
    };
    conn.prepare_cached(sql)?
        .execute([event, flag::CORRECTED])?;
    Ok(())
}
