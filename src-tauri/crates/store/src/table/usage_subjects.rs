//! Whose usage an event is: by id, by a name that a person assigned, or by e-mail address.

use billing::ids::{CustomerId, SubscriptionId};
use rusqlite::OptionalExtension;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 55,
    name: "usage subjects",
    sql: "
        CREATE TABLE usage_subjects (
            subject TEXT PRIMARY KEY,
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            subscription_key INTEGER NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX customers_by_email ON customers(lower(email)) WHERE email <> '';",
    older_build_may_open: false,
}];

/// What the usage tables call a customer and, where it is known, the subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsageSubject {
    pub(crate) customer: i64,
    /// 0 where it is not known.
    pub(crate) subscription: i64,
}

/// A customer who was found, with the zone of their days where they have their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSubject {
    pub subject: UsageSubject,
    pub timezone: Option<String>,
}

/// What looking for a subject gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectSearch {
    Found(FoundSubject),
    Unknown,
    /// Several customers have this e-mail address.
    Ambiguous,
}

#[derive(Debug)]
pub struct UsageSubjects<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageSubjectsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_subjects(&self) -> UsageSubjects<'_> {
        UsageSubjects { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_subjects_mut(&self) -> UsageSubjectsMut<'_> {
        UsageSubjectsMut { tx: self }
    }
}

/// Customer key, subscription key, and the body of the customer for its zone.
const BY_SUBSCRIPTION: &str = "
    SELECT c.key, s.key, json_extract(c.body, '$.timezone')
    FROM subscriptions s JOIN customers c ON c.key = s.customer_key WHERE s.id = ?1";
const BY_CUSTOMER: &str = "
    SELECT key, 0, json_extract(body, '$.timezone') FROM customers WHERE id = ?1";
const BY_ASSIGNED_NAME: &str = "
    SELECT c.key, u.subscription_key, json_extract(c.body, '$.timezone')
    FROM usage_subjects u JOIN customers c ON c.key = u.customer_key WHERE u.subject = ?1";
const BY_EMAIL: &str = "
    SELECT key, 0, json_extract(body, '$.timezone') FROM customers
    WHERE lower(email) = lower(?1) AND email <> '' LIMIT 2";

impl UsageSubjects<'_> {
    pub fn find(&self, subject: &str) -> Result<SubjectSearch, StoreError> {
        let queries: &[&str] = if subject.starts_with("sub_") {
            &[BY_SUBSCRIPTION, BY_ASSIGNED_NAME]
        } else if subject.starts_with("cus_") {
            &[BY_CUSTOMER, BY_ASSIGNED_NAME]
        } else if subject.contains('@') {
            &[BY_ASSIGNED_NAME, BY_EMAIL]
        } else {
            &[BY_ASSIGNED_NAME]
        };
        for query in queries {
            let mut found = self.by(query, subject)?;
            match (found.pop(), found.pop()) {
                (Some(found), None) => return Ok(SubjectSearch::Found(found)),
                (Some(_), Some(_)) => return Ok(SubjectSearch::Ambiguous),
                (None, _) => {}
            }
        }
        Ok(SubjectSearch::Unknown)
    }

    fn by(&self, query: &str, subject: &str) -> Result<Vec<FoundSubject>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(query)?;
        let rows = statement.query_map([subject], |row| {
            Ok(FoundSubject {
                subject: UsageSubject {
                    customer: row.get(0)?,
                    subscription: row.get(1)?,
                },
                timezone: row.get(2)?,
            })
        })?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// What the usage tables call a customer, with or without one subscription.
    pub fn of(
        &self,
        customer: &CustomerId,
        subscription: Option<&SubscriptionId>,
    ) -> Result<UsageSubject, StoreError> {
        let subscription = subscription.map(|id| self.tx.subscription_key(id));
        Ok(UsageSubject {
            customer: self.tx.customer_key(customer)?,
            subscription: subscription.transpose()?.unwrap_or(0),
        })
    }

    /// The customer and, where it is known, the subscription of a subject.
    pub fn ids(
        &self,
        subject: UsageSubject,
    ) -> Result<(CustomerId, Option<SubscriptionId>), StoreError> {
        let (customer, subscription): (String, Option<String>) = self
            .tx
            .conn
            .prepare_cached(
                "SELECT c.id, (SELECT id FROM subscriptions WHERE key = ?2) FROM customers c
                 WHERE c.key = ?1",
            )?
            .query_row((subject.customer, subject.subscription), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let subscription =
            subscription.map(|id| super::window::id("subscription", &id, SubscriptionId::parse));
        Ok((
            super::window::id("customer", &customer, CustomerId::parse)?,
            subscription.transpose()?,
        ))
    }

    /// Whose subject an assigned name stands for.
    pub fn assigned(&self, subject: &str) -> Result<Option<UsageSubject>, StoreError> {
        let found = self
            .tx
            .conn
            .prepare_cached(
                "SELECT customer_key, subscription_key FROM usage_subjects WHERE subject = ?1",
            )?
            .query_row([subject], |row| {
                Ok(UsageSubject {
                    customer: row.get(0)?,
                    subscription: row.get(1)?,
                })
            })
            .optional()?;
        Ok(found)
    }
}

impl UsageSubjectsMut<'_> {
    /// From now on the name stands for this customer.
    pub fn assign(&self, name: &str, subject: UsageSubject) -> Result<(), StoreError> {
        self.tx
            .conn
            .prepare_cached(
                "INSERT OR REPLACE INTO usage_subjects(subject, customer_key, subscription_key)
                 VALUES (?1, ?2, ?3)",
            )?
            .execute((name, subject.customer, subject.subscription))?;
        self.tx.changed("usage_subjects");
        Ok(())
    }
}
