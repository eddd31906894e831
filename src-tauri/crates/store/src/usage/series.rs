//! What usage comes to: by hour, day and month, by customer, by user and by operation.

use std::collections::BTreeSet;

use billing::ids::{CustomerId, SubscriptionId};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::calendar::{self, HOURS_A_DAY};
use super::keep::integral_from_row;
use crate::error::StoreError;
use crate::table::meters::MeterKey;
use crate::table::usage_actors::ActorKind;
use crate::table::usage_events::{UsageEvents, instant};
use crate::table::window;

/// Whose use is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach<'a> {
    /// All customers together, each by their own calendar.
    Everybody,
    Customer(&'a CustomerId),
    /// Of a subscription alone, or with what its customer used without naming any.
    Subscription {
        customer: &'a CustomerId,
        subscription: &'a SubscriptionId,
        with_unassigned: bool,
    },
}

/// How fine a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket {
    Hour,
    Day,
    Month,
}

/// One point of a series; quantities in units of the meter's last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesPoint {
    /// The day, or the first day of the month.
    pub on: NaiveDate,
    /// Hour of the day, 0 where the series has no hours.
    pub hour: u32,
    pub sum: i64,
    pub count: i64,
    /// In units of the ninth digit after the point.
    pub cost: i64,
    /// Different values of a unique count.
    pub uniques: i64,
    /// Greatest and latest quantity; 0 of all customers and in hours.
    pub max: i64,
    pub last: i64,
}

/// A day as a reading of any time is made of: see the rules of aggregation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayBucket {
    pub on: NaiveDate,
    pub sum: i64,
    pub count: i64,
    pub max: i64,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
    pub last: i64,
    /// Level times milliseconds between the first and the last event; none where the meter is not
    /// weighted.
    pub integral: Option<i128>,
}

/// What one customer used in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerUse {
    pub customer_id: CustomerId,
    pub customer_name: String,
    pub sum: i64,
    pub count: i64,
    pub cost: i64,
    pub uniques: i64,
    pub max: i64,
    pub last: i64,
}

/// What a user or an operation used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorUse {
    pub actor: String,
    pub sum: i64,
    pub count: i64,
    pub cost: i64,
    pub first_at: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
}

/// The WHERE of a reach.
pub(super) struct Whose {
    pub(super) customer: i64,
    subscriptions: Option<Vec<i64>>,
}

impl Whose {
    pub(super) fn sql(&self) -> String {
        let subscriptions = self.subscriptions.as_ref().map(|keys| {
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            format!(" AND subscription_key IN ({})", keys.join(", "))
        });
        subscriptions.unwrap_or_default()
    }
}

impl UsageEvents<'_> {
    pub(super) fn whose(&self, reach: Reach<'_>) -> Result<Whose, StoreError> {
        Ok(match reach {
            Reach::Everybody => Whose {
                customer: 0,
                subscriptions: None,
            },
            Reach::Customer(id) => Whose {
                customer: self.tx.customer_key(id)?,
                subscriptions: None,
            },
            Reach::Subscription {
                customer,
                subscription,
                with_unassigned,
            } => {
                let own = self.tx.subscription_key(subscription);
                let mut keys = match own {
                    Ok(key) => vec![key],
                    // One that is only being made has no usage that names it yet.
                    Err(StoreError::NotFound { .. }) => Vec::new(),
                    Err(error) => return Err(error),
                };
                keys.extend(with_unassigned.then_some(0));
                Whose {
                    customer: self.tx.customer_key(customer)?,
                    subscriptions: Some(keys),
                }
            }
        })
    }

    /// The points of the days from the first on, before the last; those without use are left
    /// out. Months count whole where one of their days is in it.
    pub fn series(
        &self,
        meter: MeterKey,
        reach: Reach<'_>,
        bucket: Bucket,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<SeriesPoint>, StoreError> {
        let whose = self.whose(reach)?;
        let (from, to) = (calendar::day_of(from), calendar::day_of(to));
        let (table, number, columns, from, to) = match bucket {
            Bucket::Hour => {
                let columns = "sum(sum), sum(count), 0, 0, 0, 0";
                let (from, to) = (from * HOURS_A_DAY, to * HOURS_A_DAY);
                ("usage_hours", "hour", columns, from, to)
            }
            Bucket::Day => ("usage_days", "day", WIDE, from, to),
            Bucket::Month => {
                let (from, last) = (calendar::month_of_day(from), calendar::month_of_day(to - 1));
                ("usage_months", "month", WIDE, from, last + 1)
            }
        };
        let sql = format!(
            "SELECT {number}, {columns} FROM {table} WHERE meter_key = ?1 AND {number} >= ?2
                 AND {number} < ?3 AND customer_key = ?4{} GROUP BY {number} ORDER BY {number}",
            whose.sql()
        );
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([meter.0, from, to, whose.customer])?;
        let mut points = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let (day, hour) = match bucket {
                Bucket::Hour => (
                    number.div_euclid(HOURS_A_DAY),
                    number.rem_euclid(HOURS_A_DAY),
                ),
                Bucket::Day => (number, 0),
                Bucket::Month => (calendar::first_day(number), 0),
            };
            points.push(SeriesPoint {
                on: calendar::date_of(day),
                hour: u32::try_from(hour).unwrap_or_default(),
                sum: row.get(1)?,
                count: row.get(2)?,
                cost: row.get(3)?,
                uniques: row.get(4)?,
                max: row.get(5)?,
                last: row.get(6)?,
            });
        }
        Ok(points)
    }

    /// The days of a time, one after the other; days of several subscriptions are apart.
    pub fn days(
        &self,
        meter: MeterKey,
        reach: Reach<'_>,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<DayBucket>, StoreError> {
        let whose = self.whose(reach)?;
        let sql = format!(
            "SELECT day, sum, count, max, first_ms, last_ms, last, integral FROM usage_days
             WHERE customer_key = ?1 AND meter_key = ?2 AND day >= ?3 AND day < ?4{}
             ORDER BY day, first_ms",
            whose.sql()
        );
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let (from, to) = (calendar::day_of(from), calendar::day_of(to));
        let mut rows = statement.query([whose.customer, meter.0, from, to])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(DayBucket {
                on: calendar::date_of(row.get(0)?),
                sum: row.get(1)?,
                count: row.get(2)?,
                max: row.get(3)?,
                first_at: instant(row.get(4)?),
                last_at: instant(row.get(5)?),
                last: row.get(6)?,
                integral: integral_from_row(row.get(7)?),
            });
        }
        Ok(days)
    }

    /// The level that was there before a day; none where nothing was counted before it.
    pub fn level_before(
        &self,
        meter: MeterKey,
        reach: Reach<'_>,
        day: NaiveDate,
    ) -> Result<Option<i64>, StoreError> {
        let whose = self.whose(reach)?;
        let sql = format!(
            "SELECT last, last_ms FROM usage_days WHERE customer_key = ?1 AND meter_key = ?2
                 AND day < ?3{} ORDER BY last_ms DESC, last_event DESC LIMIT 1",
            whose.sql()
        );
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let level = statement
            .query_row([whose.customer, meter.0, calendar::day_of(day)], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(level)
    }

    /// Sum and number of everything before a day.
    pub fn total_before(
        &self,
        meter: MeterKey,
        reach: Reach<'_>,
        day: NaiveDate,
    ) -> Result<(i64, i64), StoreError> {
        let whose = self.whose(reach)?;
        let sql = format!(
            "SELECT coalesce(sum(sum), 0), coalesce(sum(count), 0) FROM usage_days
             WHERE customer_key = ?1 AND meter_key = ?2 AND day < ?3{}",
            whose.sql()
        );
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let total = statement
            .query_row([whose.customer, meter.0, calendar::day_of(day)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok(total)
    }

    /// The different values that a unique count saw in a time.
    pub fn values(
        &self,
        meter: MeterKey,
        reach: Reach<'_>,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<BTreeSet<String>, StoreError> {
        let whose = self.whose(reach)?;
        let sql = format!(
            "SELECT DISTINCT w.word FROM usage_values v JOIN usage_words w ON w.key = v.value_word
             WHERE customer_key = ?1 AND meter_key = ?2 AND day >= ?3 AND day < ?4{}",
            whose.sql()
        );
        let (from, to) = (calendar::day_of(from), calendar::day_of(to));
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([whose.customer, meter.0, from, to], |row| row.get(0))?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// What each customer used in the month of a day, most first.
    pub fn month_by_customer(
        &self,
        meter: MeterKey,
        month: NaiveDate,
        limit: u32,
    ) -> Result<Vec<CustomerUse>, StoreError> {
        let sql = format!(
            "SELECT c.id, c.name, {WIDE} FROM usage_months u
             JOIN customers c ON c.key = u.customer_key
             WHERE u.meter_key = ?1 AND u.month = ?2 AND u.customer_key <> 0
             GROUP BY u.customer_key ORDER BY 3 DESC, c.sort_name LIMIT ?3"
        );
        let month = calendar::month_of_day(calendar::day_of(month));
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let mut rows = statement.query((meter.0, month, limit))?;
        let mut uses = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            uses.push(CustomerUse {
                customer_id: window::id("customer", &id, CustomerId::parse)?,
                customer_name: row.get(1)?,
                sum: row.get(2)?,
                count: row.get(3)?,
                cost: row.get(4)?,
                uniques: row.get(5)?,
                max: row.get(6)?,
                last: row.get(7)?,
            });
        }
        Ok(uses)
    }

    /// What each user or operation used in the months of the days, most first. Users are a
    /// customer's own: of all customers together there are only operations.
    pub fn by_actor(
        &self,
        meter: MeterKey,
        customer: Option<&CustomerId>,
        kind: ActorKind,
        (from, through): (NaiveDate, NaiveDate),
    ) -> Result<Vec<ActorUse>, StoreError> {
        let customer = customer.map(|id| self.tx.customer_key(id)).transpose()?;
        let month = |on| calendar::month_of_day(calendar::day_of(on));
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT w.word, sum(a.sum), sum(a.count), sum(a.cost), min(a.first_ms),
                 max(a.last_ms)
             FROM usage_actors a JOIN usage_words w ON w.key = a.actor_word
             WHERE a.customer_key = ?1 AND a.meter_key = ?2 AND a.kind = ?3 AND a.month >= ?4
                 AND a.month <= ?5
             GROUP BY a.actor_word ORDER BY 2 DESC, 1",
        )?;
        let values: [Value; 5] = [
            customer.unwrap_or(0).into(),
            meter.0.into(),
            kind.to_row().into(),
            month(from).into(),
            month(through).into(),
        ];
        let mut rows = statement.query(params_from_iter(values))?;
        let mut uses = Vec::new();
        while let Some(row) = rows.next()? {
            uses.push(ActorUse {
                actor: row.get(0)?,
                sum: row.get(1)?,
                count: row.get(2)?,
                cost: row.get(3)?,
                first_at: instant(row.get(4)?),
                last_at: instant(row.get(5)?),
            });
        }
        Ok(uses)
    }
}

/// Sum, count, cost, distinct values, greatest and latest quantity. Several subscriptions of one
/// customer may have used the same: the latest of the one that used last is told.
const WIDE: &str = "sum(sum), sum(count), sum(cost), sum(uniques), max(max), \
    CAST(substr(max(printf('%020d', last_ms) || last), 21) AS INTEGER)";
