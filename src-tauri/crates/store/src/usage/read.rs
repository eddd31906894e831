//! Finds kept events: one by its key, windows by customer, meter, day and state, and the newest.

use billing::ids::CustomerId;
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::calendar::{self, HOURS_A_DAY};
use crate::error::StoreError;
use crate::table::usage_events::{self, KeptUsage, SELECT, UsageEvents, flag};
use crate::table::usage_words;
use crate::table::window::{self, Conditions};

/// A window without a customer looks through so many events at a time.
const LOOKED_THROUGH: i64 = 200_000;

/// What an event can be, beside counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageState {
    Future,
    Late,
    Corrected,
    Correction,
}

/// Which events a window shows; all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageFilter {
    pub customer: Option<CustomerId>,
    /// Key of the meter.
    pub meter: Option<String>,
    pub user: Option<String>,
    pub operation: Option<String>,
    /// The first day, in the customers' own calendars.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub through: Option<NaiveDate>,
    pub state: Option<UsageState>,
    /// Where the window before this one ended.
    pub after: Option<(i64, i64)>,
    pub limit: u32,
}

/// A window of events, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsagePage {
    pub rows: Vec<KeptUsage>,
    /// Where the next window begins; none where there is nothing more. A window may be shorter
    /// than its limit and still have a next one.
    pub next: Option<(i64, i64)>,
}

impl UsageEvents<'_> {
    /// The event at a place in the order of arrival.
    pub fn at(&self, event: i64) -> Result<Option<KeptUsage>, StoreError> {
        let found = self.query(&format!("{SELECT} WHERE e.event = ?"), &[event.into()])?;
        Ok(found.into_iter().next())
    }

    /// The event's place; negative for one that is unmatched.
    pub(crate) fn place_of(&self, key: &str) -> Result<Option<i64>, StoreError> {
        Ok(self
            .tx
            .conn
            .prepare_cached("SELECT event FROM usage_keys WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Whether a key is taken: by an event, or by one that is unmatched.
    pub fn has_key(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.place_of(key)?.is_some())
    }

    pub fn of_key(&self, key: &str) -> Result<Option<KeptUsage>, StoreError> {
        match self.place_of(key)? {
            Some(place) => self.at(place),
            None => Ok(None),
        }
    }

    /// What corrects an event, in the order in which it counts.
    pub fn corrections_of(&self, event: i64) -> Result<Vec<KeptUsage>, StoreError> {
        let sql = format!("{SELECT} WHERE e.root = ? ORDER BY e.at_ms, e.key");
        self.query(&sql, &[event.into()])
    }

    /// Place of the newest event; 0 where there is none.
    pub fn last_event(&self) -> Result<i64, StoreError> {
        usage_events::last_event(self.tx)
    }

    /// What arrived after a place, in the order of arrival; at most the newest `limit`.
    pub fn newest(&self, after: i64, limit: u32) -> Result<Vec<KeptUsage>, StoreError> {
        let sql = format!("{SELECT} WHERE e.event > ? ORDER BY e.event DESC LIMIT ?");
        let mut found = self.query(&sql, &[after.into(), i64::from(limit).into()])?;
        found.reverse();
        Ok(found)
    }

    pub fn page(&self, filter: &UsageFilter) -> Result<UsagePage, StoreError> {
        let Some(conditions) = self.conditions(filter)? else {
            return Ok(UsagePage {
                rows: Vec::new(),
                next: None,
            });
        };
        match (&filter.customer, filter.state) {
            (_, Some(state)) => self.page_by_state(filter, conditions, state),
            (Some(customer), None) => self.page_by_customer(filter, &conditions, customer),
            (None, None) => self.page_by_arrival(filter, conditions),
        }
    }

    /// What the columns must be; none where a word of the filter was never used.
    fn conditions(&self, filter: &UsageFilter) -> Result<Option<Conditions>, StoreError> {
        let conn = self.tx.conn;
        let mut conditions = Conditions::default();
        for (column, word) in [
            ("e.user_word", &filter.user),
            ("e.operation_word", &filter.operation),
        ] {
            let Some(word) = word else { continue };
            let Some(number) = usage_words::find(conn, word)? else {
                return Ok(None);
            };
            conditions.and(&format!("{column} = ?"), [number.into()]);
        }
        let from = filter.from.map(|on| calendar::day_of(on) * HOURS_A_DAY);
        let through = filter.through.map(|on| {
            let next = calendar::day_of(on) + 1;
            next * HOURS_A_DAY - 1
        });
        conditions.and_range("e.hour", from, through);
        Ok(Some(conditions))
    }

    fn meter_condition(&self, filter: &UsageFilter, conditions: &mut Conditions) {
        if let Some(meter) = &filter.meter {
            let sql = "e.meter_key = (SELECT key FROM meters WHERE meter = ?)";
            conditions.and(sql, [meter.clone().into()]);
        }
    }

    /// Few events have a state: all that have it are looked through (the plus keeps the order of
    /// arrival from being looked through instead).
    fn page_by_state(
        &self,
        filter: &UsageFilter,
        mut conditions: Conditions,
        state: UsageState,
    ) -> Result<UsagePage, StoreError> {
        let bit = match state {
            UsageState::Future => flag::FUTURE,
            UsageState::Late => flag::LATE,
            UsageState::Corrected => flag::CORRECTED,
            UsageState::Correction => flag::CORRECTION,
        };
        conditions.and("e.flags <> 0 AND e.flags & ? <> 0", [bit.into()]);
        self.meter_condition(filter, &mut conditions);
        if let Some(customer) = &filter.customer {
            let key = self.tx.customer_key(customer)?;
            conditions.and("e.customer_key = ?", [key.into()]);
        }
        if let Some((_, event)) = filter.after {
            conditions.and("e.event < ?", [event.into()]);
        }
        let sql = format!(
            "{SELECT} WHERE {} ORDER BY +e.event DESC LIMIT ? OFFSET ?",
            conditions.to_sql()
        );
        let rows = self.query(&sql, &conditions.with_window(0, filter.limit))?;
        Ok(full(rows, filter.limit))
    }

    fn page_by_arrival(
        &self,
        filter: &UsageFilter,
        mut conditions: Conditions,
    ) -> Result<UsagePage, StoreError> {
        self.meter_condition(filter, &mut conditions);
        let before = match filter.after {
            Some((_, event)) => event,
            None => self.last_event()? + 1,
        };
        let least = before - LOOKED_THROUGH;
        conditions.and(
            "e.event < ? AND e.event >= ?",
            [before.into(), least.into()],
        );
        let sql = format!(
            "{SELECT} WHERE {} ORDER BY e.event DESC LIMIT ? OFFSET ?",
            conditions.to_sql()
        );
        let rows = self.query(&sql, &conditions.with_window(0, filter.limit))?;
        let mut page = full(rows, filter.limit);
        if page.next.is_none() && least > 1 {
            page.next = Some((0, least));
        }
        Ok(page)
    }

    /// By hour of the customer's calendar, then by arrival: each meter's events are in this
    /// order in the index.
    fn page_by_customer(
        &self,
        filter: &UsageFilter,
        conditions: &Conditions,
        customer: &CustomerId,
    ) -> Result<UsagePage, StoreError> {
        let key = self.tx.customer_key(customer)?;
        let mut rows = Vec::new();
        for (meter, of_meter) in self.tx.meters().list_with_keys(true)? {
            if filter
                .meter
                .as_ref()
                .is_some_and(|key| *key != of_meter.key)
            {
                continue;
            }
            let mut values: Vec<Value> = vec![key.into(), meter.0.into()];
            let mut sql = format!("{SELECT} WHERE e.customer_key = ? AND e.meter_key = ?");
            if let Some((hour, event)) = filter.after {
                sql.push_str(" AND e.hour <= ? AND (e.hour, e.event) < (?, ?)");
                values.extend([hour.into(), hour.into(), event.into()]);
            }
            values.extend(conditions.with_window(0, filter.limit));
            let sql = format!(
                "{sql} AND {} ORDER BY e.hour DESC, e.event DESC LIMIT ? OFFSET ?",
                conditions.to_sql()
            );
            rows.extend(self.query(&sql, &values)?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.hour, row.event)));
        rows.truncate(filter.limit as usize);
        Ok(full(rows, filter.limit))
    }

    fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<KeptUsage>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(usage_events::from_row(row)?);
        }
        Ok(found)
    }
}

/// A full window has a next one.
fn full(rows: Vec<KeptUsage>, limit: u32) -> UsagePage {
    let is_full = rows.len() >= limit as usize;
    let next = rows.last().filter(|_| is_full);
    let next = next.map(|row| (row.hour, row.event));
    UsagePage { rows, next }
}

impl UsageEvents<'_> {
    /// Whether a customer has any event.
    pub fn any_of(&self, customer: &CustomerId) -> Result<bool, StoreError> {
        let key = self.tx.customer_key(customer)?;
        let mut statement = self
            .tx
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM usage_events WHERE customer_key = ?1)")?;
        Ok(statement.query_row([key], |row| row.get(0))?)
    }

    /// Every customer who has events.
    pub fn customers(&self) -> Result<Vec<CustomerId>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT c.id FROM customers c WHERE EXISTS (SELECT 1 FROM usage_events e
                 WHERE e.customer_key = c.key) ORDER BY c.key",
        )?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        ids.map(|id| window::id("customer", &id?, CustomerId::parse))
            .collect()
    }
}
