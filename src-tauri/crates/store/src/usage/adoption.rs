//! Who uses which meter, since when and how often: from the kept days and months.

use std::collections::{BTreeSet, HashMap};

use billing::ids::CustomerId;
use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::calendar;
use crate::error::StoreError;
use crate::table::meters::MeterKey;
use crate::table::usage_events::UsageEvents;
use crate::table::window;

/// How many customers used a meter in a time, and when anybody did first and last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterUse {
    pub customers: i64,
    pub count: i64,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
}

/// A customer with how many meters they used in a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerReach {
    pub customer_id: CustomerId,
    pub customer_name: String,
    pub meters: i64,
    pub count: i64,
}

/// A window of the customers who used anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    pub rows: Vec<CustomerReach>,
    /// How many they are in all.
    pub using: i64,
    /// How many have a subscription that runs, and used nothing.
    pub idle: i64,
}

/// One meter of one customer: first and last day with use, and the days with use in a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysOfUse {
    /// Key of the meter.
    pub meter: String,
    pub name: String,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub days: Vec<NaiveDate>,
}

pub(super) fn month_of(on: NaiveDate) -> i64 {
    calendar::month_of_day(calendar::day_of(on))
}

impl UsageEvents<'_> {
    /// How a meter is used in the months of the days; none where nobody did.
    pub fn meter_use(
        &self,
        meter: MeterKey,
        (from, through): (NaiveDate, NaiveDate),
    ) -> Result<Option<MeterUse>, StoreError> {
        let conn = self.tx.conn;
        let (customers, count): (i64, i64) = conn
            .prepare_cached(
                "SELECT count(DISTINCT customer_key), coalesce(sum(count), 0) FROM usage_months
                 WHERE meter_key = ?1 AND month >= ?2 AND month <= ?3 AND customer_key <> 0
                     AND count <> 0",
            )?
            .query_row((meter.0, month_of(from), month_of(through)), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let ends: (Option<i64>, Option<i64>) = conn
            .prepare_cached(
                "SELECT min(day), max(day) FROM usage_days
                 WHERE customer_key = 0 AND meter_key = ?1 AND subscription_key = 0
                     AND count <> 0",
            )?
            .query_row([meter.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (Some(first), Some(last)) = ends else {
            return Ok(None);
        };
        Ok(Some(MeterUse {
            customers,
            count,
            first_on: calendar::date_of(first),
            last_on: calendar::date_of(last),
        }))
    }

    /// Customers who used anything in the months of the days, those with most meters first.
    pub fn customers_by_reach(
        &self,
        (from, through): (NaiveDate, NaiveDate),
        (offset, limit): (u32, u32),
    ) -> Result<Reached, StoreError> {
        let mut used: HashMap<i64, (i64, i64)> = HashMap::new();
        for (meter, _) in self.tx.meters().list_with_keys(true)? {
            let mut statement = self.tx.conn.prepare_cached(
                "SELECT customer_key, sum(count) FROM usage_months
                 WHERE meter_key = ?1 AND month >= ?2 AND month <= ?3 AND customer_key <> 0
                     AND count <> 0 GROUP BY customer_key",
            )?;
            let mut rows = statement.query((meter.0, month_of(from), month_of(through)))?;
            while let Some(row) = rows.next()? {
                let (meters, count) = used.entry(row.get(0)?).or_default();
                *meters += 1;
                *count += row.get::<_, i64>(1)?;
            }
        }
        let using = i64::try_from(used.len()).unwrap_or(i64::MAX);
        let live = self.live_customers()?.into_iter();
        let idle = live.filter(|key| !used.contains_key(key)).count();
        let mut ranked: Vec<(i64, (i64, i64))> = used.into_iter().collect();
        ranked.sort_by_key(|(key, (meters, count))| std::cmp::Reverse((*meters, *count, -key)));
        let shown = ranked
            .into_iter()
            .skip(offset as usize)
            .take(limit as usize);
        let mut rows = Vec::new();
        for (key, (meters, count)) in shown {
            let named: Option<(String, String)> = self
                .tx
                .conn
                .prepare_cached("SELECT id, name FROM customers WHERE key = ?1")?
                .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((id, customer_name)) = named else {
                continue;
            };
            rows.push(CustomerReach {
                customer_id: window::id("customer", &id, CustomerId::parse)?,
                customer_name,
                meters,
                count,
            });
        }
        Ok(Reached {
            rows,
            using,
            idle: i64::try_from(idle).unwrap_or(i64::MAX),
        })
    }

    /// Customers with a subscription that runs.
    fn live_customers(&self) -> Result<BTreeSet<i64>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT DISTINCT customer_key FROM subscriptions
             WHERE status IN ('active', 'trialing', 'past_due')",
        )?;
        let keys = statement.query_map([], |row| row.get(0))?;
        keys.map(|key| Ok(key?)).collect()
    }

    /// The meters that a customer ever used, with the days with use from the first day on, before
    /// the last.
    pub fn days_of_use(
        &self,
        customer: &CustomerId,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<DaysOfUse>, StoreError> {
        let key = self.tx.customer_key(customer)?;
        let subscriptions = self.subscriptions_of(key)?;
        let (from, to) = (calendar::day_of(from), calendar::day_of(to));
        let mut used = Vec::new();
        for (meter, told) in self.tx.meters().list_with_keys(true)? {
            let mut ends: Option<(i64, i64)> = None;
            let mut days: BTreeSet<i64> = BTreeSet::new();
            for subscription in &subscriptions {
                let place = (key, meter.0, *subscription);
                let (first, last) = (self.end(place, "ASC")?, self.end(place, "DESC")?);
                let Some((first, last)) = first.zip(last) else {
                    continue;
                };
                ends = Some(ends.map_or((first, last), |(a, b)| (first.min(a), last.max(b))));
                days.extend(self.days_at(place, (from, to))?);
            }
            let Some((first, last)) = ends else {
                continue;
            };
            used.push(DaysOfUse {
                meter: told.key,
                name: told.name,
                first_on: calendar::date_of(first),
                last_on: calendar::date_of(last),
                days: days.into_iter().map(calendar::date_of).collect(),
            });
        }
        Ok(used)
    }

    /// What days of a customer are kept under: none, and each of the subscriptions.
    fn subscriptions_of(&self, customer: i64) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT 0 UNION ALL SELECT key FROM subscriptions WHERE customer_key = ?1",
        )?;
        let keys = statement.query_map([customer], |row| row.get(0))?;
        keys.map(|key| Ok(key?)).collect()
    }

    /// The first day with use, or the last.
    fn end(&self, place: (i64, i64, i64), order: &str) -> Result<Option<i64>, StoreError> {
        let sql = format!(
            "SELECT day FROM usage_days WHERE customer_key = ?1 AND meter_key = ?2
                 AND subscription_key = ?3 AND count <> 0 ORDER BY day {order} LIMIT 1"
        );
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        Ok(statement.query_row(place, |row| row.get(0)).optional()?)
    }

    fn days_at(
        &self,
        (customer, meter, subscription): (i64, i64, i64),
        (from, to): (i64, i64),
    ) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT day FROM usage_days WHERE customer_key = ?1 AND meter_key = ?2
                 AND subscription_key = ?3 AND day >= ?4 AND day < ?5 AND count <> 0",
        )?;
        let values = [customer, meter, subscription, from, to];
        let days = statement.query_map(values, |row| row.get(0))?;
        days.map(|day| Ok(day?)).collect()
    }
}
