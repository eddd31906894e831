//! The list of subscriptions: windows of rows with what they come to a month.

use billing::calendar::Interval;
use billing::catalog::Recurrence;
use billing::ids::{CustomerId, PlanId, SubscriptionId};
use billing::money::{Currency, Money};
use billing::subscription::SubscriptionState;
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::subscriptions::Subscriptions;
use super::window::{self, Conditions, CurrencyTotals, ListQuery, Page, order_by, word};
use crate::error::StoreError;
use crate::instant;
use crate::search;

/// Which subscriptions to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubscriptionFilter {
    /// Empty shows all.
    pub statuses: Vec<SubscriptionState>,
    pub customer: Option<CustomerId>,
    /// The plan, not its add-ons.
    pub plan_ids: Vec<PlanId>,
    pub currencies: Vec<Currency>,
    pub intervals: Vec<Interval>,
    pub least_monthly_minor: Option<i64>,
    pub most_monthly_minor: Option<i64>,
    pub renews_from: Option<NaiveDate>,
    pub renews_to: Option<NaiveDate>,
    pub started_from: Option<NaiveDate>,
    pub started_to: Option<NaiveDate>,
    pub ends_from: Option<NaiveDate>,
    pub ends_to: Option<NaiveDate>,
    /// Whether an end is planned for what is not over yet.
    pub ending: Option<bool>,
    /// Whether changes are planned.
    pub scheduled: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionColumn {
    CustomerName,
    PlanName,
    Status,
    Currency,
    Monthly,
    Quantity,
    /// The shortest first.
    Interval,
    RenewsOn,
    StartedOn,
    EndsOn,
    CreatedAt,
}

impl SubscriptionColumn {
    fn to_sql(self) -> &'static str {
        match self {
            Self::CustomerName => "s.customer_name",
            Self::PlanName => "s.plan_name",
            Self::Status => "s.status",
            Self::Currency => "s.currency",
            Self::Monthly => "s.monthly_minor",
            Self::Quantity => "CAST(s.quantity AS REAL)",
            Self::Interval => {
                "s.interval_count * CASE s.interval WHEN 'day' THEN 1 WHEN 'week' THEN 7
                     WHEN 'month' THEN 30 WHEN 'quarter' THEN 91 ELSE 365 END"
            }
            Self::RenewsOn => "s.renews_on",
            Self::StartedOn => "s.started_on",
            Self::EndsOn => "s.ends_on",
            Self::CreatedAt => "s.created_at",
        }
    }
}

pub type SubscriptionQuery = ListQuery<SubscriptionFilter, SubscriptionColumn>;

/// A subscription in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionListRow {
    pub id: SubscriptionId,
    pub customer_id: CustomerId,
    pub customer_name: String,
    pub plan_id: PlanId,
    pub plan_name: String,
    pub status: SubscriptionState,
    pub monthly: Money,
    /// Of the plan, as decimal text.
    pub quantity: String,
    pub recurrence: Recurrence,
    pub renews_on: Option<NaiveDate>,
    pub started_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    /// How many changes are planned.
    pub scheduled: u32,
    pub revision: u32,
}

const COLUMNS: &str = "s.id, c.id, s.customer_name, p.id, s.plan_name, s.status, s.currency,
    s.monthly_minor, s.quantity, s.interval, s.interval_count, s.renews_on, s.started_on,
    s.ends_on, s.scheduled, s.revision";

impl SubscriptionListRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let text = |column: usize| row.get::<_, String>(column);
        let day = |column: usize| -> Result<Option<NaiveDate>, StoreError> {
            let text: Option<String> = row.get(column)?;
            text.map(|text| instant::date_from_text("subscription", &text))
                .transpose()
        };
        let currency = window::currency(&text(6)?)?;
        Ok(Self {
            id: window::id("subscription", &text(0)?, SubscriptionId::parse)?,
            customer_id: window::id("customer", &text(1)?, CustomerId::parse)?,
            customer_name: text(2)?,
            plan_id: window::id("plan", &text(3)?, PlanId::parse)?,
            plan_name: text(4)?,
            status: window::word_from_row("subscription", &text(5)?)?,
            monthly: Money::new(row.get(7)?, currency),
            quantity: text(8)?,
            recurrence: Recurrence {
                interval: window::word_from_row("interval", &text(9)?)?,
                count: row.get(10)?,
            },
            renews_on: day(11)?,
            started_on: instant::date_from_text("subscription", &text(12)?)?,
            ends_on: day(13)?,
            scheduled: row.get(14)?,
            revision: row.get(15)?,
        })
    }
}

fn conditions(conn: &Connection, query: &SubscriptionQuery) -> Result<Conditions, StoreError> {
    let mut conditions = Conditions::default();
    let filter = &query.filter;
    let states = filter.statuses.iter();
    let states = states.map(|state| Ok(word("subscription", state)?.into()));
    conditions.and_one_of("s.status", states.collect::<Result<_, StoreError>>()?);
    if let Some(customer) = &filter.customer {
        let sql = "s.customer_key = (SELECT key FROM customers WHERE id = ?)";
        conditions.and(sql, [customer.as_str().to_owned().into()]);
    }
    if !filter.plan_ids.is_empty() {
        let places = vec!["?"; filter.plan_ids.len()].join(", ");
        let ids = filter.plan_ids.iter();
        conditions.and(
            &format!("s.plan_key IN (SELECT key FROM plans WHERE id IN ({places}))"),
            ids.map(|id| Value::from(id.as_str().to_owned())),
        );
    }
    let codes = filter.currencies.iter();
    let codes = codes.map(|currency| currency.code().to_owned().into());
    conditions.and_one_of("s.currency", codes.collect());
    let intervals = filter.intervals.iter();
    let intervals = intervals.map(|interval| Ok(word("interval", interval)?.into()));
    conditions.and_one_of("s.interval", intervals.collect::<Result<_, StoreError>>()?);
    add_ranges(&mut conditions, filter);
    if let Some(ending) = filter.ending {
        let sql = "(s.ends_on IS NOT NULL AND s.status <> 'canceled') = ?";
        conditions.and(sql, [ending.into()]);
    }
    if let Some(scheduled) = filter.scheduled {
        conditions.and("(s.scheduled > 0) = ?", [scheduled.into()]);
    }
    if let Some(found) = search::matching(conn, "subscriptions_search", &query.search)? {
        let values = found.values.map(Value::from);
        conditions.and(&format!("s.key IN {}", found.sql), values);
    }
    Ok(conditions)
}

fn add_ranges(conditions: &mut Conditions, filter: &SubscriptionFilter) {
    let (least, most) = (filter.least_monthly_minor, filter.most_monthly_minor);
    conditions.and_range("s.monthly_minor", least, most);
    for (column, from, to) in [
        ("s.renews_on", filter.renews_from, filter.renews_to),
        ("s.started_on", filter.started_from, filter.started_to),
        ("s.ends_on", filter.ends_from, filter.ends_to),
    ] {
        let text = |on: Option<NaiveDate>| on.map(instant::date_to_text);
        conditions.and_range(column, text(from), text(to));
    }
}

impl Subscriptions<'_> {
    /// By customer unless sorted. `totals` has what all that match come to a month.
    pub fn list(&self, query: &SubscriptionQuery) -> Result<Page<SubscriptionListRow>, StoreError> {
        let conditions = conditions(self.tx.conn, query)?;
        let totals = self.list_totals(&conditions)?;
        let order = order_by(
            &query.sort,
            SubscriptionColumn::to_sql,
            "s.customer_name",
            "s.key",
        );
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM subscriptions s JOIN customers c ON c.key = s.customer_key
             JOIN plans p ON p.key = s.plan_key
             WHERE {} ORDER BY {order} LIMIT ? OFFSET ?",
            conditions.to_sql()
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(SubscriptionListRow::from_row(row)?);
        }
        Ok(Page::new(rows, totals))
    }

    fn list_totals(&self, conditions: &Conditions) -> Result<Vec<CurrencyTotals>, StoreError> {
        let sql = format!(
            "SELECT s.currency, count(*), sum(s.monthly_minor), 0 FROM subscriptions s
             WHERE {} GROUP BY s.currency ORDER BY s.currency",
            conditions.to_sql()
        );
        window::totals(self.tx.conn, &sql, conditions)
    }
}
