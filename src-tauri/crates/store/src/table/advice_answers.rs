//! What was said to pieces of advice: that one is snoozed, dismissed or accepted.

use billing::ids::{CustomerId, SubscriptionId};
use rusqlite::{OptionalExtension, Row};
use serde_json::Value;

use crate::error::{StoreError, from_json};
use crate::transaction::{ReadTx, WriteTx};

/// An answer; what it says is not looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Of the piece of advice.
    pub key: String,
    pub body: Value,
}

#[derive(Debug)]
pub struct AdviceAnswers<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct AdviceAnswersMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn advice_answers(&self) -> AdviceAnswers<'_> {
        AdviceAnswers { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn advice_answers_mut(&self) -> AdviceAnswersMut<'_> {
        AdviceAnswersMut { tx: self }
    }
}

/// Of a joined row whose columns may be empty: the key, then the body.
pub(super) fn answer_from_row(
    row: &Row<'_>,
    first: usize,
) -> Result<Option<KeptAnswer>, StoreError> {
    let (key, body): (Option<String>, Option<String>) = (row.get(first)?, row.get(first + 1)?);
    let (Some(key), Some(body)) = (key, body) else {
        return Ok(None);
    };
    let body = from_json("answer to advice", &key, &body)?;
    Ok(Some(KeptAnswer { key, body }))
}

impl AdviceAnswers<'_> {
    pub fn get(&self, key: &str) -> Result<Option<KeptAnswer>, StoreError> {
        let sql = "SELECT body FROM advice_answers WHERE key = ?1";
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let body = statement.query_row([key], |row| row.get::<_, String>(0));
        let Some(body) = body.optional()? else {
            return Ok(None);
        };
        Ok(Some(KeptAnswer {
            key: key.to_owned(),
            body: from_json("answer to advice", key, &body)?,
        }))
    }

    /// To the advice for all of a customer's subscriptions.
    pub fn of_customer(&self, id: &CustomerId) -> Result<Vec<KeptAnswer>, StoreError> {
        let customer = self.tx.customer_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT w.key, w.body FROM subscriptions s
             JOIN advice_answers w ON w.subscription_key = s.key
             WHERE s.customer_key = ?1 ORDER BY w.key",
        )?;
        let mut rows = statement.query([customer])?;
        let mut answers = Vec::new();
        while let Some(row) = rows.next()? {
            answers.extend(answer_from_row(row, 0)?);
        }
        Ok(answers)
    }
}

impl AdviceAnswersMut<'_> {
    /// Keeps an answer instead of the one before it.
    pub fn put(&self, id: &SubscriptionId, answer: &KeptAnswer) -> Result<(), StoreError> {
        let before = self.tx.advice_answers().get(&answer.key)?;
        let subscription = self.tx.subscription_key(id)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO advice_answers(key, subscription_key, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT(key) DO UPDATE SET body = excluded.body",
            )?
            .execute((&answer.key, subscription, answer.body.to_string()))?;
        self.record(&answer.key, before, answer.body.clone());
        Ok(())
    }

    /// Takes an answer back; nothing happens where there is none.
    pub fn delete(&self, key: &str) -> Result<(), StoreError> {
        let Some(before) = self.tx.advice_answers().get(key)? else {
            return Ok(());
        };
        self.tx
            .conn
            .execute("DELETE FROM advice_answers WHERE key = ?1", [key])?;
        self.record(key, Some(before), Value::Null);
        Ok(())
    }

    fn record(&self, key: &str, before: Option<KeptAnswer>, after: Value) {
        self.tx.changed("advice_answers");
        let before = before.map_or(Value::Null, |before| before.body);
        self.tx.audit("advice", key, before, after);
    }
}
