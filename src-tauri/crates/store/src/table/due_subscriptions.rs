//! What a billing run asks of the subscriptions: on which something is to be done, and when.

use billing::ids::{CustomerId, SubscriptionId};
use chrono::NaiveDate;

use super::subscriptions::Subscriptions;
use super::window;
use crate::error::StoreError;
use crate::instant;

/// A subscription on which something is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueSubscription {
    pub id: SubscriptionId,
    pub customer_id: CustomerId,
    pub on: NaiveDate,
    key: i64,
}

impl Subscriptions<'_> {
    /// Those on which something is to be done on or before `through`, by day.
    pub fn due(&self, through: NaiveDate) -> Result<Vec<DueSubscription>, StoreError> {
        self.due_after(through, None, u32::MAX)
    }

    /// The same in parts: at most `limit` of those that come after one that was already seen.
    pub fn due_after(
        &self,
        through: NaiveDate,
        after: Option<&DueSubscription>,
        limit: u32,
    ) -> Result<Vec<DueSubscription>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT s.id, c.id, s.next_due_on, s.key FROM subscriptions s
             JOIN customers c ON c.key = s.customer_key
             WHERE s.next_due_on IS NOT NULL AND s.next_due_on <= ?1
                 AND (s.next_due_on, s.key) > (?2, ?3)
             ORDER BY s.next_due_on, s.key LIMIT ?4",
        )?;
        let (on, key) = after.map_or((String::new(), 0), |seen| {
            (instant::date_to_text(seen.on), seen.key)
        });
        let mut rows = statement.query((instant::date_to_text(through), on, key, limit))?;
        let mut due = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, customer): (String, String) = (row.get(0)?, row.get(1)?);
            due.push(DueSubscription {
                id: window::id("subscription", &id, SubscriptionId::parse)?,
                customer_id: window::id("customer", &customer, CustomerId::parse)?,
                on: instant::date_from_text("subscription", &row.get::<_, String>(2)?)?,
                key: row.get(3)?,
            });
        }
        Ok(due)
    }

    /// Those of some customers alone, in the same order.
    pub fn due_of(
        &self,
        through: NaiveDate,
        customers: &[CustomerId],
    ) -> Result<Vec<DueSubscription>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, next_due_on, key FROM subscriptions
             WHERE customer_key = (SELECT key FROM customers WHERE id = ?1)
                 AND next_due_on <= ?2",
        )?;
        let through = instant::date_to_text(through);
        let mut due = Vec::new();
        for customer_id in customers {
            let mut rows = statement.query((customer_id.as_str(), &through))?;
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                due.push(DueSubscription {
                    id: window::id("subscription", &id, SubscriptionId::parse)?,
                    customer_id: customer_id.clone(),
                    on: instant::date_from_text("subscription", &row.get::<_, String>(1)?)?,
                    key: row.get(2)?,
                });
            }
        }
        due.sort_by_key(|due| (due.on, due.key));
        Ok(due)
    }

    /// The first day on which something is to be done.
    pub fn next_due_on(&self) -> Result<Option<NaiveDate>, StoreError> {
        let on: Option<String> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT min(next_due_on) FROM subscriptions WHERE next_due_on IS NOT NULL",
            )?
            .query_row([], |row| row.get(0))?;
        on.map(|on| instant::date_from_text("subscription", &on))
            .transpose()
    }

    /// Those with an open invoice that was due before `today` which do not say so yet.
    pub fn newly_past_due(&self, today: NaiveDate) -> Result<Vec<SubscriptionId>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT DISTINCT s.id FROM invoices i
             CROSS JOIN billed_periods b ON b.invoice_key = i.key
             CROSS JOIN subscriptions s ON s.key = b.subscription_key
             WHERE i.status = 'open' AND i.due_on < ?1
                 AND s.status NOT IN ('past_due', 'unpaid', 'canceled')
             ORDER BY s.id",
        )?;
        let today = instant::date_to_text(today);
        let ids = statement.query_map([today], |row| row.get::<_, String>(0))?;
        ids.map(|id| window::id("subscription", &id?, SubscriptionId::parse))
            .collect()
    }

    pub fn count_due(&self, through: NaiveDate) -> Result<i64, StoreError> {
        let count = self
            .tx
            .conn
            .prepare_cached(
                "SELECT count(*) FROM subscriptions
                 WHERE next_due_on IS NOT NULL AND next_due_on <= ?1",
            )?
            .query_row([instant::date_to_text(through)], |row| row.get(0))?;
        Ok(count)
    }
}
