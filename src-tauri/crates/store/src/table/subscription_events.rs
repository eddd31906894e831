//! What happened to each subscription, in the billing engine's words; only ever appended.

use billing::ids::SubscriptionId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 25,
    name: "subscription events",
    sql: "
        CREATE TABLE subscription_events (
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            ordinal INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (subscription_key, ordinal)
        ) WITHOUT ROWID, STRICT;
        CREATE TRIGGER subscription_events_never_edited BEFORE UPDATE ON subscription_events
            BEGIN SELECT raise(ABORT, 'what happened is never edited'); END;
        CREATE TRIGGER subscription_events_never_removed BEFORE DELETE ON subscription_events
            BEGIN SELECT raise(ABORT, 'what happened is never removed'); END;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct SubscriptionEvents<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct SubscriptionEventsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn subscription_events(&self) -> SubscriptionEvents<'_> {
        SubscriptionEvents { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn subscription_events_mut(&self) -> SubscriptionEventsMut<'_> {
        SubscriptionEventsMut { tx: self }
    }
}

impl SubscriptionEvents<'_> {
    /// In the order in which they were appended.
    pub fn of<E: DeserializeOwned>(&self, id: &SubscriptionId) -> Result<Vec<E>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT body FROM subscription_events WHERE subscription_key = ?1 ORDER BY ordinal",
        )?;
        let key = self.tx.subscription_key(id)?;
        let bodies = statement.query_map([key], |row| row.get::<_, String>(0))?;
        bodies
            .map(|body| from_json("subscription event", id.as_str(), &body?))
            .collect()
    }
}

impl SubscriptionEventsMut<'_> {
    /// Appends what the engine said happened; the audit log has it with the subscription's change.
    pub fn append<E: Serialize>(
        &self,
        id: &SubscriptionId,
        events: &[E],
    ) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        let key = self.tx.subscription_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "INSERT INTO subscription_events(subscription_key, ordinal, body)
             VALUES (?1, (SELECT coalesce(max(ordinal), 0) + 1 FROM subscription_events
                 WHERE subscription_key = ?1), ?2)",
        )?;
        for event in events {
            statement.execute((key, to_json("subscription event", id.as_str(), event)?))?;
        }
        self.tx.changed("subscriptions");
        Ok(())
    }
}
