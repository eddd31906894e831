//! Advice as it was computed last for each subscription, kept so that Home need not compute it.

use std::collections::BTreeMap;

use billing::ids::{CustomerId, SubscriptionId};
use rusqlite::Row;
use serde_json::Value;

use super::advice_answers::{KeptAnswer, answer_from_row};
use super::window;
use crate::error::{StoreError, from_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 62,
    name: "advice",
    sql: "
        CREATE TABLE advice (
            key TEXT PRIMARY KEY,
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            urgency INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            body TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX advice_by_urgency ON advice(urgency, rank, key);
        CREATE INDEX advice_by_subscription ON advice(subscription_key);
        CREATE TABLE advice_stamps (
            subscription_key INTEGER PRIMARY KEY REFERENCES subscriptions(key),
            stamp TEXT NOT NULL
        ) STRICT;
        CREATE TABLE advice_answers (
            key TEXT PRIMARY KEY,
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            body TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX advice_answers_by_subscription ON advice_answers(subscription_key);",
    older_build_may_open: false,
}];

/// A piece of advice; what it says is not looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAdvice {
    pub key: String,
    /// 0 for now; the higher, the later.
    pub urgency: u8,
    /// Its place among those of the same urgency, the lowest first.
    pub rank: i64,
    pub body: Value,
}

/// A piece of advice with what was said to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredAdvice {
    pub advice: KeptAdvice,
    pub answer: Option<KeptAnswer>,
}

/// A subscription, and from what its advice was computed last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdvisedSubscription {
    pub customer_id: CustomerId,
    pub subscription_id: SubscriptionId,
    /// active, past_due, canceled, …
    pub status: String,
    pub revision: i64,
    /// Whether anything that its customer used was counted.
    pub is_counted: bool,
    /// None where it was never looked at.
    pub stamp: Option<String>,
}

#[derive(Debug)]
pub struct KeptAdvices<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct KeptAdvicesMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn advice(&self) -> KeptAdvices<'_> {
        KeptAdvices { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn advice_mut(&self) -> KeptAdvicesMut<'_> {
        KeptAdvicesMut { tx: self }
    }
}

fn from_row(row: &Row<'_>) -> Result<KeptAdvice, StoreError> {
    let key: String = row.get(0)?;
    let body: String = row.get(3)?;
    Ok(KeptAdvice {
        urgency: row.get(1)?,
        rank: row.get(2)?,
        body: from_json("advice", &key, &body)?,
        key,
    })
}

impl KeptAdvices<'_> {
    /// Every piece with its answer, the most urgent first, up to an urgency; `see` is given one
    /// after the other until it has seen enough.
    pub fn each(
        &self,
        through: u8,
        see: impl FnMut(AnsweredAdvice) -> bool,
    ) -> Result<(), StoreError> {
        let all = "LEFT JOIN advice_answers w ON w.key = a.key WHERE a.urgency <= ?1";
        self.joined(all, through, see)
    }

    /// The same for those that were answered, whether or not the answer still holds.
    pub fn each_answered(
        &self,
        through: u8,
        see: impl FnMut(AnsweredAdvice) -> bool,
    ) -> Result<(), StoreError> {
        let answered = "JOIN advice_answers w ON w.key = a.key WHERE a.urgency <= ?1";
        self.joined(answered, through, see)
    }

    fn joined(
        &self,
        which: &str,
        through: u8,
        mut see: impl FnMut(AnsweredAdvice) -> bool,
    ) -> Result<(), StoreError> {
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT a.key, a.urgency, a.rank, a.body, w.key, w.body FROM advice a {which}
             ORDER BY a.urgency, a.rank, a.key"
        ))?;
        let mut rows = statement.query([through])?;
        while let Some(row) = rows.next()? {
            let advice = from_row(row)?;
            let answer = answer_from_row(row, 4)?;
            if !see(AnsweredAdvice { advice, answer }) {
                break;
            }
        }
        Ok(())
    }

    /// How many nobody ever answered, up to an urgency.
    pub fn count_unanswered(&self, through: u8) -> Result<i64, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT count(*) FROM advice a WHERE a.urgency <= ?1
                 AND NOT EXISTS (SELECT 1 FROM advice_answers w WHERE w.key = a.key)",
        )?;
        Ok(statement.query_row([through], |row| row.get(0))?)
    }

    pub fn count(&self) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM advice";
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Every subscription, customer by customer, those that are over included.
    pub fn subscriptions(&self) -> Result<Vec<AdvisedSubscription>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT c.id, s.id, s.status, s.revision, EXISTS (SELECT 1 FROM usage_days d
                 WHERE d.customer_key = s.customer_key), t.stamp
             FROM subscriptions s JOIN customers c ON c.key = s.customer_key
             LEFT JOIN advice_stamps t ON t.subscription_key = s.key
             ORDER BY s.customer_key, s.key",
        )?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (customer, subscription): (String, String) = (row.get(0)?, row.get(1)?);
            all.push(AdvisedSubscription {
                customer_id: window::id("customer", &customer, CustomerId::parse)?,
                subscription_id: window::id("subscription", &subscription, SubscriptionId::parse)?,
                status: row.get(2)?,
                revision: row.get(3)?,
                is_counted: row.get(4)?,
                stamp: row.get(5)?,
            });
        }
        Ok(all)
    }

    fn of_subscription(&self, key: i64) -> Result<BTreeMap<String, KeptAdvice>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT key, urgency, rank, body FROM advice WHERE subscription_key = ?1",
        )?;
        let mut rows = statement.query([key])?;
        let mut all = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let advice = from_row(row)?;
            all.insert(advice.key.clone(), advice);
        }
        Ok(all)
    }
}

impl KeptAdvicesMut<'_> {
    /// Keeps what was computed of a subscription instead of what was kept before. It is made of
    /// rows that are audited themselves, so the audit log does not tell it again; and where it is
    /// the same as before, no list has to be read anew.
    pub fn replace(
        &self,
        id: &SubscriptionId,
        stamp: &str,
        advice: &[KeptAdvice],
    ) -> Result<(), StoreError> {
        let key = self.tx.subscription_key(id)?;
        let new = advice.iter().map(|one| (one.key.clone(), one.clone()));
        let new: BTreeMap<String, KeptAdvice> = new.collect();
        let before = self.tx.advice().of_subscription(key)?;
        if before != new {
            self.tx
                .conn
                .prepare_cached("DELETE FROM advice WHERE subscription_key = ?1")?
                .execute([key])?;
            new.values().try_for_each(|one| self.insert(key, one))?;
            self.tx.changed("advice");
        }
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO advice_stamps(subscription_key, stamp) VALUES (?1, ?2)
                 ON CONFLICT(subscription_key) DO UPDATE SET stamp = excluded.stamp",
            )?
            .execute((key, stamp))?;
        Ok(())
    }

    fn insert(&self, subscription: i64, advice: &KeptAdvice) -> Result<(), StoreError> {
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO advice(key, subscription_key, urgency, rank, body)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                &advice.key,
                subscription,
                advice.urgency,
                advice.rank,
                advice.body.to_string(),
            ))?;
        Ok(())
    }
}
