//! Alerts of usage: which thresholds of which limits were told of, once for each period.

use billing::ids::{CustomerId, SubscriptionId};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Params;
use serde_json::Value;

use super::meters::MeterKey;
use super::usage_events::instant;
use super::window;
use crate::error::{StoreError, from_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};
use crate::usage::calendar;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 60,
    name: "usage alerts",
    sql: "
        CREATE TABLE usage_alerts (
            alert INTEGER PRIMARY KEY,
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            meter_key INTEGER NOT NULL REFERENCES meters(key),
            from_day INTEGER NOT NULL,
            threshold TEXT NOT NULL,
            fired_ms INTEGER NOT NULL,
            acknowledged_ms INTEGER,
            body TEXT NOT NULL,
            UNIQUE (subscription_key, meter_key, from_day, threshold)
        ) STRICT;
        CREATE INDEX usage_alerts_open ON usage_alerts(alert) WHERE acknowledged_ms IS NULL;",
    older_build_may_open: false,
}];

/// The period of a subscription's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitPeriod<'a> {
    pub subscription: &'a SubscriptionId,
    pub meter: MeterKey,
    /// Its first day.
    pub from: NaiveDate,
}

/// An alert as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAlert {
    pub id: i64,
    pub customer_id: CustomerId,
    pub customer_name: String,
    pub subscription_id: SubscriptionId,
    pub period_from: NaiveDate,
    pub fired_at: DateTime<Utc>,
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When it turned out not to be true: its import was undone.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// What was told.
    pub body: Value,
}

#[derive(Debug)]
pub struct UsageAlerts<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageAlertsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_alerts(&self) -> UsageAlerts<'_> {
        UsageAlerts { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_alerts_mut(&self) -> UsageAlertsMut<'_> {
        UsageAlertsMut { tx: self }
    }
}

const SELECT: &str = "SELECT a.alert, c.id, s.customer_name, s.id, a.from_day, a.fired_ms,
        a.acknowledged_ms, a.body, a.withdrawn_ms FROM usage_alerts a
    JOIN subscriptions s ON s.key = a.subscription_key
    JOIN customers c ON c.key = s.customer_key";

impl UsageAlerts<'_> {
    /// The thresholds that were told of in a period, as they were given; not those withdrawn.
    pub fn told(&self, of: LimitPeriod<'_>) -> Result<Vec<String>, StoreError> {
        let subscription = self.tx.subscription_key(of.subscription)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT threshold FROM usage_alerts
             WHERE subscription_key = ?1 AND meter_key = ?2 AND from_day = ?3
                 AND withdrawn_ms IS NULL",
        )?;
        let key = (subscription, of.meter.0, calendar::day_of(of.from));
        let rows = statement.query_map(key, |row| row.get::<_, String>(0))?;
        rows.map(|threshold| Ok(threshold?)).collect()
    }

    /// How many nobody has seen yet.
    pub fn count_open(&self) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM usage_alerts
             WHERE acknowledged_ms IS NULL AND withdrawn_ms IS NULL";
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// The newest first: those that nobody has seen and that are still true, or all.
    pub fn list(&self, all: bool, limit: u32) -> Result<Vec<KeptAlert>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE (a.acknowledged_ms IS NULL AND a.withdrawn_ms IS NULL) OR ?1
             ORDER BY a.alert DESC LIMIT ?2"
        );
        self.kept(&sql, (all, limit))
    }

    /// Those that were told since an instant and are not withdrawn, the oldest first.
    pub fn since(&self, at: DateTime<Utc>) -> Result<Vec<KeptAlert>, StoreError> {
        let sql =
            format!("{SELECT} WHERE a.fired_ms >= ?1 AND a.withdrawn_ms IS NULL ORDER BY a.alert");
        self.kept(&sql, [at.timestamp_millis()])
    }

    fn kept(&self, sql: &str, of: impl Params) -> Result<Vec<KeptAlert>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let mut rows = statement.query(of)?;
        let mut alerts = Vec::new();
        while let Some(row) = rows.next()? {
            let (customer, sub): (String, String) = (row.get(1)?, row.get(3)?);
            let body: String = row.get(7)?;
            alerts.push(KeptAlert {
                id: row.get(0)?,
                customer_id: window::id("customer", &customer, CustomerId::parse)?,
                customer_name: row.get(2)?,
                period_from: calendar::date_of(row.get(4)?),
                fired_at: instant(row.get(5)?),
                acknowledged_at: row.get::<_, Option<i64>>(6)?.map(instant),
                withdrawn_at: row.get::<_, Option<i64>>(8)?.map(instant),
                body: from_json("usage alert", &sub, &body)?,
                subscription_id: window::id("subscription", &sub, SubscriptionId::parse)?,
            });
        }
        Ok(alerts)
    }
}

impl UsageAlertsMut<'_> {
    /// Keeps an alert; one that was told in its period already stays as it was, unless it was
    /// withdrawn since: then it is told anew.
    pub fn tell(
        &self,
        of: LimitPeriod<'_>,
        threshold: &str,
        at: DateTime<Utc>,
        body: &Value,
    ) -> Result<(), StoreError> {
        let subscription = self.tx.subscription_key(of.subscription)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_alerts(subscription_key, meter_key, from_day,
                     threshold, fired_ms, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET fired_ms = excluded.fired_ms, body = excluded.body,
                     acknowledged_ms = NULL, withdrawn_ms = NULL
                     WHERE withdrawn_ms IS NOT NULL",
            )?
            .execute((
                subscription,
                of.meter.0,
                calendar::day_of(of.from),
                threshold,
                at.timestamp_millis(),
                body.to_string(),
            ))?;
        self.tx.changed("usage_alerts");
        Ok(())
    }

    /// Says that an alert is not true after all.
    pub fn withdraw(&self, id: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.tx
            .conn
            .prepare_cached(
                "UPDATE usage_alerts SET withdrawn_ms = coalesce(withdrawn_ms, ?2)
                 WHERE alert = ?1",
            )?
            .execute((id, at.timestamp_millis()))?;
        self.tx.changed("usage_alerts");
        Ok(())
    }

    /// False where there is no such alert.
    pub fn acknowledge(&self, id: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = self
            .tx
            .conn
            .prepare_cached(
                "UPDATE usage_alerts SET acknowledged_ms = coalesce(acknowledged_ms, ?2)
                 WHERE alert = ?1",
            )?
            .execute((id, at.timestamp_millis()))?;
        self.tx.changed("usage_alerts");
        Ok(changed > 0)
    }
}
