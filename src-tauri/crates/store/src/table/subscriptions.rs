//! Subscriptions: what each customer holds, and what lists and billing runs ask of it.

use std::collections::BTreeSet;

use billing::ids::{CustomerId, SubscriptionId};
use billing::money::Money;
use billing::subscription::{Subscription, SubscriptionState};
use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use serde_json::Value;

pub use super::due_subscriptions::DueSubscription;
pub use super::subscribers::{CustomerSubscriptions, SubscriberCount};
use super::window::word;
use crate::error::{StoreError, from_json};
use crate::instant;
use crate::migration::Migration;
use crate::search;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 24,
    name: "subscriptions",
    sql: "
        CREATE TABLE subscriptions (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            customer_name TEXT NOT NULL,
            plan_key INTEGER NOT NULL REFERENCES plans(key),
            plan_name TEXT NOT NULL,
            status TEXT NOT NULL,
            currency TEXT NOT NULL,
            monthly_minor INTEGER NOT NULL,
            quantity TEXT NOT NULL,
            interval TEXT NOT NULL,
            interval_count INTEGER NOT NULL,
            started_on TEXT NOT NULL,
            renews_on TEXT,
            next_due_on TEXT,
            ends_on TEXT,
            scheduled INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX subscriptions_by_customer ON subscriptions(customer_key);
        CREATE INDEX subscriptions_by_due_day ON subscriptions(next_due_on, key)
            WHERE next_due_on IS NOT NULL;
        CREATE TABLE subscription_bodies (
            subscription_key INTEGER PRIMARY KEY REFERENCES subscriptions(key),
            body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE subscription_items (
            plan_key INTEGER NOT NULL REFERENCES plans(key),
            version INTEGER NOT NULL,
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            PRIMARY KEY (plan_key, version, subscription_key)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// What the engine says of a subscription, kept beside it for lists and runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionFacts {
    pub plan_name: String,
    /// Recurring amount a month, net of discounts, without tax.
    pub monthly: Money,
    /// The day of the next bill.
    pub renews_on: Option<NaiveDate>,
    /// The first day on which there is something to do; none where nothing comes by itself.
    pub next_due_on: Option<NaiveDate>,
    /// The first day without it, planned or past.
    pub ends_on: Option<NaiveDate>,
}

#[derive(Debug)]
pub struct Subscriptions<'t> {
    pub(super) tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct SubscriptionsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn subscriptions(&self) -> Subscriptions<'_> {
        Subscriptions { tx: self }
    }

    pub(crate) fn subscription_key(&self, id: &SubscriptionId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM subscriptions WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NotFound {
                kind: "subscription",
                id: id.to_string(),
            })
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn subscriptions_mut(&self) -> SubscriptionsMut<'_> {
        SubscriptionsMut { tx: self }
    }
}

impl Subscriptions<'_> {
    pub fn get(&self, id: &SubscriptionId) -> Result<Option<Subscription>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT b.body FROM subscriptions s
                 JOIN subscription_bodies b ON b.subscription_key = s.key WHERE s.id = ?1",
            )?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("subscription", id.as_str(), &body))
            .transpose()
    }

    /// The newest first, those that are over included.
    pub fn of_customer(&self, id: &CustomerId) -> Result<Vec<Subscription>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT s.id, b.body FROM subscriptions s
             JOIN subscription_bodies b ON b.subscription_key = s.key
             WHERE s.customer_key = ?1 ORDER BY s.key DESC",
        )?;
        let key = self.tx.customer_key(id)?;
        let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("subscription", &id, &body)
        })
        .collect()
    }
}

/// What the write handle needs to know of a subscription before it replaces it.
struct Standing {
    revision: i64,
    words: [String; 2],
    body: Value,
    items: BTreeSet<(i64, u32)>,
}

impl SubscriptionsMut<'_> {
    /// Adds the subscription, or replaces the one of the same id. `replaces` is the revision that
    /// the change began with; another one in the ledger is a `StaleRevision`.
    pub fn put(
        &self,
        subscription: &Subscription,
        facts: &SubscriptionFacts,
        replaces: Option<u32>,
    ) -> Result<(), StoreError> {
        let id = subscription.id.as_str();
        let before = self.standing(&subscription.id)?;
        if let Some(before) = &before {
            refuse_stale(&subscription.id, before.revision, replaces)?;
        }
        let (key, customer_name) = self.write_row(subscription, facts)?;
        let after = serde_json::to_value(subscription).map_err(|error| unreadable(id, &error))?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO subscription_bodies(subscription_key, body) VALUES (?1, ?2)
                 ON CONFLICT DO UPDATE SET body = excluded.body",
            )?
            .execute((key, after.to_string()))?;
        let items = self.items_of(subscription)?;
        let (words, none) = ([customer_name, facts.plan_name.clone()], BTreeSet::new());
        self.write_items(key, before.as_ref().map_or(&none, |b| &b.items), &items)?;
        // Words change seldom, and indexing them is the dearest part of a save.
        if before.as_ref().is_none_or(|before| before.words != words) {
            let words = words.each_ref().map(String::as_str);
            search::index(self.tx.conn, "subscriptions_search", key, &words)?;
        }
        self.tx.changed("subscriptions");
        let before = before.map_or(Value::Null, |before| before.body);
        self.tx.audit("subscription", id, before, after);
        Ok(())
    }

    fn standing(&self, id: &SubscriptionId) -> Result<Option<Standing>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT s.revision, s.customer_name, s.plan_name, b.body FROM subscriptions s
             JOIN subscription_bodies b ON b.subscription_key = s.key WHERE s.id = ?1",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let body: String = row.get(3)?;
        let body: Value = from_json("subscription", id.as_str(), &body)?;
        let subscription: Subscription = serde_json::from_value(body.clone())
            .map_err(|error| unreadable(id.as_str(), &error))?;
        Ok(Some(Standing {
            revision: row.get(0)?,
            words: [row.get(1)?, row.get(2)?],
            items: self.items_of(&subscription)?,
            body,
        }))
    }

    fn write_row(
        &self,
        subscription: &Subscription,
        facts: &SubscriptionFacts,
    ) -> Result<(i64, String), StoreError> {
        let customer_key = self.tx.customer_key(&subscription.customer_id)?;
        let id = subscription.id.as_str();
        let main = subscription.items.first();
        let main = main.ok_or_else(|| StoreError::RuleBroken {
            rule: "a subscription has a plan",
            detail: format!("{id} has none"),
        })?;
        let terms = &subscription.terms;
        let text = |on: Option<NaiveDate>| on.map(instant::date_to_text);
        let written = self
            .tx
            .conn
            .prepare_cached(
                "INSERT INTO subscriptions(id, customer_key, customer_name, plan_key, plan_name,
                     status, currency, monthly_minor, quantity, interval, interval_count,
                     started_on, renews_on, next_due_on, ends_on, scheduled, created_at, revision)
                 VALUES (?1, ?2, (SELECT name FROM customers WHERE key = ?2), ?3, ?4, ?5, ?6, ?7,
                     ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
                 ON CONFLICT(id) DO UPDATE SET
                     customer_key = excluded.customer_key,
                     customer_name = excluded.customer_name, plan_key = excluded.plan_key,
                     plan_name = excluded.plan_name, status = excluded.status,
                     currency = excluded.currency, monthly_minor = excluded.monthly_minor,
                     quantity = excluded.quantity, interval = excluded.interval,
                     interval_count = excluded.interval_count,
                     started_on = excluded.started_on, renews_on = excluded.renews_on,
                     next_due_on = excluded.next_due_on, ends_on = excluded.ends_on,
                     scheduled = excluded.scheduled, revision = excluded.revision
                 RETURNING key, customer_name",
            )?
            .query_row(
                rusqlite::params![
                    id,
                    customer_key,
                    self.tx.plan_key(&main.plan_id)?,
                    &facts.plan_name,
                    word("subscription", &subscription.state)?,
                    terms.currency.code(),
                    facts.monthly.minor(),
                    main.quantity.normalize().to_string(),
                    word("interval", &terms.recurrence.interval)?,
                    terms.recurrence.count,
                    instant::date_to_text(subscription.started_on),
                    text(facts.renews_on),
                    text(facts.next_due_on),
                    text(facts.ends_on),
                    i64::try_from(subscription.schedule.len()).unwrap_or(i64::MAX),
                    instant::to_text(subscription.created_at),
                    subscription.revision,
                ],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
        Ok(written)
    }

    /// What it holds; nothing once it is over.
    fn items_of(&self, subscription: &Subscription) -> Result<BTreeSet<(i64, u32)>, StoreError> {
        if subscription.state == SubscriptionState::Canceled {
            return Ok(BTreeSet::new());
        }
        let items = subscription.items.iter();
        items
            .map(|item| Ok((self.tx.plan_key(&item.plan_id)?, item.version)))
            .collect()
    }

    fn write_items(
        &self,
        key: i64,
        before: &BTreeSet<(i64, u32)>,
        after: &BTreeSet<(i64, u32)>,
    ) -> Result<(), StoreError> {
        for (plan_key, version) in before.difference(after) {
            self.tx
                .conn
                .prepare_cached(
                    "DELETE FROM subscription_items
                     WHERE plan_key = ?1 AND version = ?2 AND subscription_key = ?3",
                )?
                .execute((plan_key, version, key))?;
        }
        for (plan_key, version) in after.difference(before) {
            self.tx
                .conn
                .prepare_cached(
                    "INSERT INTO subscription_items(plan_key, version, subscription_key)
                     VALUES (?1, ?2, ?3)",
                )?
                .execute((plan_key, version, key))?;
        }
        Ok(())
    }

    pub(super) fn rename_customer(&self, key: i64, name: &str) -> Result<(), StoreError> {
        self.rename(
            "UPDATE subscriptions SET customer_name = ?2 WHERE customer_key = ?1
             RETURNING key, customer_name, plan_name",
            key,
            name,
        )
    }

    pub(super) fn rename_plan(&self, key: i64, name: &str) -> Result<(), StoreError> {
        self.rename(
            "UPDATE subscriptions SET plan_name = ?2 WHERE plan_key = ?1
             RETURNING key, customer_name, plan_name",
            key,
            name,
        )
    }

    fn rename(&self, sql: &str, key: i64, name: &str) -> Result<(), StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let renamed = statement
            .query_map((key, name), |row| {
                Ok((row.get(0)?, [row.get(1)?, row.get(2)?]))
            })?
            .collect::<Result<Vec<(i64, [String; 2])>, _>>()?;
        for (key, words) in &renamed {
            let words = words.each_ref().map(String::as_str);
            search::index(self.tx.conn, "subscriptions_search", *key, &words)?;
        }
        if !renamed.is_empty() {
            self.tx.changed("subscriptions");
        }
        Ok(())
    }
}

fn unreadable(id: &str, error: &serde_json::Error) -> StoreError {
    StoreError::Unreadable {
        kind: "subscription",
        id: id.to_owned(),
        detail: error.to_string(),
    }
}

fn refuse_stale(id: &SubscriptionId, found: i64, replaces: Option<u32>) -> Result<(), StoreError> {
    match replaces.map(i64::from) {
        Some(expected) if expected != found => Err(StoreError::StaleRevision {
            kind: "Subscription",
            id: id.to_string(),
            found,
            expected,
        }),
        _ => Ok(()),
    }
}
