//! Usage events as they came: appended, never edited; only an undone import takes its own away.

use billing::ids::{CustomerId, SubscriptionId};
use billing::usage::Correction;
use chrono::{DateTime, Utc};
use rusqlite::Row;

use super::meters::MeterKey;
use super::usage_subjects::UsageSubject;
use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 51,
    name: "usage events",
    sql: "
        CREATE TABLE usage_words (
            key INTEGER PRIMARY KEY,
            word TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE usage_keys (
            key TEXT PRIMARY KEY,
            event INTEGER NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE usage_events (
            event INTEGER PRIMARY KEY,
            customer_key INTEGER NOT NULL,
            meter_key INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            subscription_key INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            at_ms INTEGER NOT NULL,
            received_ms INTEGER NOT NULL,
            quantity INTEGER NOT NULL,
            user_word INTEGER NOT NULL,
            operation_word INTEGER NOT NULL,
            value_word INTEGER NOT NULL,
            cost INTEGER,
            corrects TEXT,
            root INTEGER,
            key TEXT NOT NULL,
            properties TEXT
        ) STRICT;
        CREATE TABLE usage_last_event (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            event INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX usage_events_by_customer ON usage_events(customer_key, meter_key, hour);
        CREATE INDEX usage_events_by_flags ON usage_events(flags, event) WHERE flags <> 0;
        CREATE INDEX usage_events_by_root ON usage_events(root) WHERE root IS NOT NULL;
        CREATE INDEX usage_events_waiting ON usage_events(corrects)
            WHERE corrects IS NOT NULL AND root IS NULL;",
    older_build_may_open: false,
}];

/// Digits after the point that costs are kept with.
pub const COST_DECIMALS: u32 = 9;

/// What is to be known of some events at a glance; a number of the table's `flags`.
pub(crate) mod flag {
    /// Its time was yet to come when it arrived.
    pub(crate) const FUTURE: i64 = 1;
    /// Its day had been billed when it arrived.
    pub(crate) const LATE: i64 = 2;
    /// Another event corrects it.
    pub(crate) const CORRECTED: i64 = 4;
    /// It corrects another event, and counts nothing by itself.
    pub(crate) const CORRECTION: i64 = 8;
}

/// An event whose customer and meter are known, as it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUsage {
    pub key: String,
    pub meter: MeterKey,
    pub subject: UsageSubject,
    pub at: DateTime<Utc>,
    /// Hours of the customer's own calendar since 1970-01-01: days times 24, and the hour.
    pub hour: i64,
    /// In units of the meter's last digit.
    pub quantity: i64,
    pub value: String,
    pub user: String,
    pub operation: String,
    /// JSON; none where there are none.
    pub properties: Option<String>,
    /// In units of the ninth digit after the point.
    pub cost: Option<i64>,
    pub corrects: Option<Correction>,
    /// Whether its time was yet to come.
    pub is_future: bool,
}

/// A kept event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptUsage {
    /// Its place in the order of arrival.
    pub event: i64,
    pub key: String,
    /// Key of the meter.
    pub meter: String,
    pub decimals: u8,
    pub customer_id: CustomerId,
    pub customer_name: String,
    pub subscription_id: Option<SubscriptionId>,
    pub at: DateTime<Utc>,
    pub hour: i64,
    pub received_at: DateTime<Utc>,
    pub quantity: i64,
    pub value: String,
    pub user: String,
    pub operation: String,
    pub properties: Option<String>,
    pub cost: Option<i64>,
    pub corrects: Option<Correction>,
    /// Place of the event that it corrects in the end; none while that one is unknown.
    pub root: Option<i64>,
    pub is_future: bool,
    pub is_late: bool,
    pub is_corrected: bool,
}

#[derive(Debug)]
pub struct UsageEvents<'t> {
    pub(crate) tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageEventsMut<'t> {
    pub(crate) tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_events(&self) -> UsageEvents<'_> {
        UsageEvents { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_events_mut(&self) -> UsageEventsMut<'_> {
        UsageEventsMut { tx: self }
    }
}

/// The columns that [`from_row`] reads, with the tables that they are in: a cross join keeps events
/// the outer loop, so that their indexes give the order.
pub(crate) const SELECT: &str = "
    SELECT e.event, e.key, m.meter, json_extract(m.body, '$.decimals'), c.id, c.name,
        (SELECT s.id FROM subscriptions s WHERE s.key = e.subscription_key),
        e.at_ms, e.hour, e.received_ms, e.quantity,
        (SELECT word FROM usage_words WHERE key = e.value_word),
        (SELECT word FROM usage_words WHERE key = e.user_word),
        (SELECT word FROM usage_words WHERE key = e.operation_word),
        e.properties, e.cost, e.corrects, e.root, e.flags
    FROM usage_events e CROSS JOIN customers c ON c.key = e.customer_key
        CROSS JOIN meters m ON m.key = e.meter_key";

pub(crate) fn instant(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

pub(crate) fn from_row(row: &Row<'_>) -> Result<KeptUsage, StoreError> {
    let word = |at: usize| -> rusqlite::Result<String> {
        Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
    };
    let (customer, subscription): (String, Option<String>) = (row.get(4)?, row.get(6)?);
    let flags: i64 = row.get(18)?;
    let corrects: Option<String> = row.get(16)?;
    Ok(KeptUsage {
        event: row.get(0)?,
        key: row.get(1)?,
        meter: row.get(2)?,
        decimals: row.get(3)?,
        customer_id: super::window::id("customer", &customer, CustomerId::parse)?,
        customer_name: row.get(5)?,
        subscription_id: subscription
            .map(|id| super::window::id("subscription", &id, SubscriptionId::parse))
            .transpose()?,
        at: instant(row.get(7)?),
        hour: row.get(8)?,
        received_at: instant(row.get(9)?),
        quantity: row.get(10)?,
        value: word(11)?,
        user: word(12)?,
        operation: word(13)?,
        properties: row.get(14)?,
        cost: row.get(15)?,
        corrects: corrects.as_deref().map(correction_from_row),
        root: row.get(17)?,
        is_future: flags & flag::FUTURE != 0,
        is_late: flags & flag::LATE != 0,
        is_corrected: flags & flag::CORRECTED != 0,
    })
}

/// The column `corrects` is the corrected key after one letter: r for replace, a for adjust.
pub(crate) fn correction_to_row(correction: &Correction) -> String {
    match correction {
        Correction::Replace { key } => format!("r{key}"),
        Correction::Adjust { key } => format!("a{key}"),
    }
}

pub(crate) fn correction_from_row(text: &str) -> Correction {
    match text.strip_prefix('a') {
        Some(key) => Correction::Adjust {
            key: key.to_owned(),
        },
        None => Correction::Replace {
            key: text.strip_prefix('r').unwrap_or(text).to_owned(),
        },
    }
}

/// Place of the newest event in the order of arrival. Places are never given again, even where the
/// newest events were undone: what was billed, and live feeds, go by them.
pub(crate) fn last_event(tx: &ReadTx<'_>) -> Result<i64, StoreError> {
    let last = tx
        .conn
        .prepare_cached(
            "SELECT max(coalesce((SELECT max(event) FROM usage_events), 0),
                 coalesce((SELECT event FROM usage_last_event), 0))",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(last)
}

/// Remembers the newest place before events go.
pub(crate) fn remember_last_event(tx: &WriteTx<'_>) -> Result<(), StoreError> {
    let last = last_event(tx)?;
    tx.conn
        .prepare_cached("INSERT OR REPLACE INTO usage_last_event(only, event) VALUES (1, ?1)")?
        .execute([last])?;
    Ok(())
}
