//! The percentages of limits at which customers' usage is told of, where it is not as usual.

use billing::ids::CustomerId;
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 63,
    name: "usage thresholds",
    sql: "
        CREATE TABLE usage_thresholds (
            customer_key INTEGER PRIMARY KEY REFERENCES customers(key) ON DELETE CASCADE,
            percents TEXT NOT NULL
        ) STRICT;
        ALTER TABLE usage_alerts ADD COLUMN withdrawn_ms INTEGER;
        DROP INDEX usage_alerts_open;
        CREATE INDEX usage_alerts_open ON usage_alerts(alert)
            WHERE acknowledged_ms IS NULL AND withdrawn_ms IS NULL;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct UsageThresholds<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageThresholdsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_thresholds(&self) -> UsageThresholds<'_> {
        UsageThresholds { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_thresholds_mut(&self) -> UsageThresholdsMut<'_> {
        UsageThresholdsMut { tx: self }
    }
}

impl UsageThresholds<'_> {
    /// The customer's own percentages, as they were typed; none where the plan's count.
    pub fn of(&self, customer: &CustomerId) -> Result<Option<Vec<String>>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT percents FROM usage_thresholds
                 WHERE customer_key = (SELECT key FROM customers WHERE id = ?1)",
            )?
            .query_row([customer.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("usage thresholds", customer.as_str(), &body))
            .transpose()
    }
}

impl UsageThresholdsMut<'_> {
    /// Gives a customer percentages of their own; none takes them away.
    pub fn put(
        &self,
        customer: &CustomerId,
        percents: Option<&[String]>,
    ) -> Result<(), StoreError> {
        let key = self.tx.customer_key(customer)?;
        let before = self.tx.usage_thresholds().of(customer)?;
        let conn = self.tx.conn;
        match percents {
            Some(percents) => conn
                .prepare_cached(
                    "INSERT INTO usage_thresholds(customer_key, percents) VALUES (?1, ?2)
                     ON CONFLICT DO UPDATE SET percents = excluded.percents",
                )?
                .execute((
                    key,
                    to_json("usage thresholds", customer.as_str(), &percents)?,
                ))?,
            None => conn
                .prepare_cached("DELETE FROM usage_thresholds WHERE customer_key = ?1")?
                .execute([key])?,
        };
        self.tx.changed("usage_thresholds");
        let value = |percents: Option<&[String]>| serde_json::json!({"alert_at_percent": percents});
        let (before, after) = (value(before.as_deref()), value(percents));
        self.tx
            .audit("usage thresholds", customer.as_str(), before, after);
        Ok(())
    }
}
