//! What each customer used of a meter by month, and under which plan: from the kept months.

use std::collections::{BTreeMap, HashMap};

use billing::ids::{CustomerId, PlanId};
use chrono::NaiveDate;

use super::adoption::month_of;
use super::calendar;
use crate::error::StoreError;
use crate::instant::date_from_text;
use crate::table::meters::MeterKey;
use crate::table::usage_events::UsageEvents;
use crate::table::window;

/// What a customer used in a month, and under which plan as they hold it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMonth {
    pub customer_id: CustomerId,
    /// None where no subscription of theirs ran in it that has the meter.
    pub plan: Option<(PlanId, u32)>,
    pub on: NaiveDate,
    pub sum: i64,
    pub count: i64,
    pub uniques: i64,
    pub max: i64,
    pub last: i64,
}

/// Customer, month and the place of the subscription among the customer's own.
type MonthPlace = (i64, i64, Option<usize>);

/// A month of a meter, of one subscription or of several.
#[derive(Debug, Clone, Copy)]
struct MonthSums {
    sum: i64,
    count: i64,
    uniques: i64,
    max: i64,
    last: i64,
    last_ms: i64,
}

impl Default for MonthSums {
    fn default() -> Self {
        Self {
            sum: 0,
            count: 0,
            uniques: 0,
            max: i64::MIN,
            last: 0,
            last_ms: i64::MIN,
        }
    }
}

impl MonthSums {
    /// Both together; the level is that of the one that was used last.
    fn with(&self, other: &Self) -> Self {
        let last = if other.last_ms >= self.last_ms {
            other
        } else {
            self
        };
        Self {
            sum: self.sum.saturating_add(other.sum),
            count: self.count.saturating_add(other.count),
            uniques: self.uniques.saturating_add(other.uniques),
            max: self.max.max(other.max),
            last: last.last,
            last_ms: last.last_ms,
        }
    }
}

/// A subscription as months are told apart by it.
struct Holder {
    subscription: i64,
    plan: (PlanId, u32),
    started_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

impl Holder {
    fn runs_in(&self, month: i64) -> bool {
        let first = calendar::date_of(calendar::first_day(month));
        let next = calendar::date_of(calendar::first_day(month + 1));
        self.started_on < next && self.ends_on.is_none_or(|ends| ends > first)
    }
}

impl UsageEvents<'_> {
    /// What each customer used in each of the months of the days, by the plan of theirs that runs
    /// in it and has the meter: the one that the usage names, or else the first started.
    pub fn months_by_plan(
        &self,
        meter: MeterKey,
        (from, through): (NaiveDate, NaiveDate),
        has: &dyn Fn(&(PlanId, u32)) -> bool,
    ) -> Result<Vec<PlanMonth>, StoreError> {
        let holders = self.holders()?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT customer_key, month, subscription_key, sum, count, uniques, max, last, last_ms
             FROM usage_months
             WHERE meter_key = ?1 AND month >= ?2 AND month <= ?3 AND customer_key <> 0",
        )?;
        let mut rows = statement.query((meter.0, month_of(from), month_of(through)))?;
        let mut months: BTreeMap<MonthPlace, MonthSums> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (customer, month, named): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let own = holders.get(&customer).map_or(&[][..], Vec::as_slice);
            let is_named = |one: &Holder| named != 0 && one.subscription == named;
            let holds = |one: &Holder| one.runs_in(month) && has(&one.plan);
            let holder = own.iter().position(is_named);
            let holder = holder.or_else(|| own.iter().position(holds));
            let sums = MonthSums {
                sum: row.get(3)?,
                count: row.get(4)?,
                uniques: row.get(5)?,
                max: row.get(6)?,
                last: row.get(7)?,
                last_ms: row.get(8)?,
            };
            let kept = months.entry((customer, month, holder)).or_default();
            *kept = kept.with(&sums);
        }
        self.named(months, &holders)
    }

    /// The months with the ids of customers and plans, in the order of the customers.
    fn named(
        &self,
        months: BTreeMap<MonthPlace, MonthSums>,
        holders: &HashMap<i64, Vec<Holder>>,
    ) -> Result<Vec<PlanMonth>, StoreError> {
        let mut customers: HashMap<i64, CustomerId> = HashMap::new();
        let mut named = Vec::with_capacity(months.len());
        for ((customer, month, holder), sums) in months {
            let id = match customers.get(&customer) {
                Some(id) => id.clone(),
                None => {
                    let id = self.customer_id(customer)?;
                    customers.insert(customer, id.clone());
                    id
                }
            };
            let own = holders.get(&customer);
            let holder = own.zip(holder).and_then(|(own, at)| own.get(at));
            named.push(PlanMonth {
                customer_id: id,
                plan: holder.map(|one| one.plan.clone()),
                on: calendar::date_of(calendar::first_day(month)),
                sum: sums.sum,
                count: sums.count,
                uniques: sums.uniques,
                max: sums.max,
                last: sums.last,
            });
        }
        Ok(named)
    }

    fn customer_id(&self, key: i64) -> Result<CustomerId, StoreError> {
        let id: String = self
            .tx
            .conn
            .prepare_cached("SELECT id FROM customers WHERE key = ?1")?
            .query_row([key], |row| row.get(0))?;
        window::id("customer", &id, CustomerId::parse)
    }

    /// Every subscription by its customer, the first started first.
    fn holders(&self) -> Result<HashMap<i64, Vec<Holder>>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT s.customer_key, s.key, p.id, i.version, s.started_on, s.ends_on
             FROM subscription_items i CROSS JOIN subscriptions s ON s.key = i.subscription_key
             CROSS JOIN plans p ON p.key = s.plan_key
             WHERE i.plan_key = s.plan_key ORDER BY s.started_on, s.id",
        )?;
        let mut rows = statement.query([])?;
        let mut holders: HashMap<i64, Vec<Holder>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let plan: String = row.get(2)?;
            let ends_on: Option<String> = row.get(5)?;
            holders.entry(row.get(0)?).or_default().push(Holder {
                subscription: row.get(1)?,
                plan: (window::id("plan", &plan, PlanId::parse)?, row.get(3)?),
                started_on: date_from_text("subscription", &row.get::<_, String>(4)?)?,
                ends_on: ends_on
                    .map(|ends| date_from_text("subscription", &ends))
                    .transpose()?,
            });
        }
        Ok(holders)
    }
}
