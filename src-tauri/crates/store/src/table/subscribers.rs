//! Who holds what: subscribers counted by plan and version, and each customer's plans.

use std::collections::BTreeMap;

use billing::ids::{CustomerId, PlanId, SubscriptionId};
use billing::money::Money;
use chrono::NaiveDate;

use super::subscriptions::Subscriptions;
use super::window;
use crate::error::StoreError;
use crate::instant;

/// How many hold a version of a plan or an add-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriberCount {
    pub plan_id: PlanId,
    pub version: u32,
    pub count: i64,
    /// What these subscriptions come to a month, everything they hold, by currency.
    pub monthly: Vec<Money>,
}

/// A customer's subscriptions in a few words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerSubscriptions {
    pub plan_names: Vec<String>,
    /// By currency.
    pub monthly: Vec<Money>,
    /// The day of the next bill.
    pub renews_on: Option<NaiveDate>,
}

impl Subscriptions<'_> {
    /// Those that hold a version of a plan or an add-on and are not over.
    pub fn with_version(
        &self,
        plan_id: &PlanId,
        version: u32,
    ) -> Result<Vec<SubscriptionId>, StoreError> {
        let key = self.tx.plan_key(plan_id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT s.id FROM subscription_items i
             JOIN subscriptions s ON s.key = i.subscription_key
             WHERE i.plan_key = ?1 AND i.version = ?2 ORDER BY i.subscription_key",
        )?;
        let ids = statement.query_map((key, version), |row| row.get::<_, String>(0))?;
        ids.map(|id| window::id("subscription", &id?, SubscriptionId::parse))
            .collect()
    }

    /// How many hold a plan or an add-on, in any version, and are not over.
    pub fn count_of_plan(&self, plan_id: &PlanId) -> Result<i64, StoreError> {
        let key = self.tx.plan_key(plan_id)?;
        let count = self
            .tx
            .conn
            .prepare_cached("SELECT count(*) FROM subscription_items WHERE plan_key = ?1")?
            .query_row([key], |row| row.get(0))?;
        Ok(count)
    }

    /// Of every version that somebody holds; what is over does not count.
    pub fn subscriber_counts(&self) -> Result<Vec<SubscriberCount>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT p.id, i.version, s.currency, count(*), sum(s.monthly_minor)
             FROM subscription_items i JOIN plans p ON p.key = i.plan_key
             JOIN subscriptions s ON s.key = i.subscription_key
             GROUP BY i.plan_key, i.version, s.currency
             ORDER BY i.plan_key, i.version, s.currency",
        )?;
        let mut rows = statement.query([])?;
        let mut counts: Vec<SubscriberCount> = Vec::new();
        while let Some(row) = rows.next()? {
            let plan_id = window::id("plan", &row.get::<_, String>(0)?, PlanId::parse)?;
            let version: u32 = row.get(1)?;
            let count: i64 = row.get(3)?;
            let currency = window::currency(&row.get::<_, String>(2)?)?;
            let monthly = Money::new(row.get(4)?, currency);
            match counts.last_mut() {
                Some(last) if last.plan_id == plan_id && last.version == version => {
                    last.count = last.count.saturating_add(count);
                    last.monthly.push(monthly);
                }
                _ => counts.push(SubscriberCount {
                    plan_id,
                    version,
                    count,
                    monthly: vec![monthly],
                }),
            }
        }
        Ok(counts)
    }

    /// What these customers hold; who holds nothing is left out.
    pub fn summary_of_customers(
        &self,
        ids: &[CustomerId],
    ) -> Result<BTreeMap<CustomerId, CustomerSubscriptions>, StoreError> {
        let mut summaries = BTreeMap::new();
        for id in ids {
            let summary = self.summary_of(id)?;
            if !summary.plan_names.is_empty() {
                summaries.insert(id.clone(), summary);
            }
        }
        Ok(summaries)
    }

    fn summary_of(&self, id: &CustomerId) -> Result<CustomerSubscriptions, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT plan_name, currency, monthly_minor, renews_on FROM subscriptions
             WHERE customer_key = (SELECT key FROM customers WHERE id = ?1)
                 AND status <> 'canceled' ORDER BY key",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let mut summary = CustomerSubscriptions::default();
        let (mut sums, mut first) = (BTreeMap::<String, i64>::new(), None::<String>);
        while let Some(row) = rows.next()? {
            summary.plan_names.push(row.get(0)?);
            let sum = sums.entry(row.get(1)?).or_default();
            *sum = sum.saturating_add(row.get(2)?);
            let on: Option<String> = row.get(3)?;
            first = first.into_iter().chain(on).min();
        }
        for (code, minor) in sums {
            let currency = window::currency(&code)?;
            summary.monthly.push(Money::new(minor, currency));
        }
        summary.renews_on = first
            .map(|on| instant::date_from_text("subscription", &on))
            .transpose()?;
        Ok(summary)
    }
}
