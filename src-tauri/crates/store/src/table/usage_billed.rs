//! Up to where usage is billed, and events that came for days that had been billed by then.

use billing::ids::{CustomerId, InvoiceId, SubscriptionId};
use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::meters::MeterKey;
use super::usage_events::{self, KeptUsage};
use super::usage_subjects::UsageSubject;
use crate::error::StoreError;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};
use crate::usage::calendar;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 59,
    name: "billed usage",
    sql: "
        CREATE TABLE usage_billed (
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            meter_key INTEGER NOT NULL REFERENCES meters(key),
            from_day INTEGER NOT NULL,
            to_day INTEGER NOT NULL,
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            last_event INTEGER NOT NULL,
            invoice_key INTEGER REFERENCES invoices(key),
            PRIMARY KEY (subscription_key, meter_key, from_day)
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX usage_billed_by_customer ON usage_billed(customer_key, meter_key, to_day);
        CREATE TABLE usage_late (
            event INTEGER PRIMARY KEY,
            subscription_key INTEGER NOT NULL,
            meter_key INTEGER NOT NULL,
            from_day INTEGER NOT NULL,
            invoice_key INTEGER REFERENCES invoices(key)
        ) STRICT;
        CREATE INDEX usage_late_by_period
            ON usage_late(subscription_key, meter_key, from_day);",
    older_build_may_open: false,
}];

/// The days of a period whose usage an invoice billed: from the first, before the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BilledDays {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// An event that came after its day had been billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateUsage {
    pub usage: KeptUsage,
    pub subscription_id: SubscriptionId,
    /// The first day of the period that had been billed.
    pub period_from: NaiveDate,
    /// The invoice that took it; none while it waits for the next one.
    pub invoice_id: Option<InvoiceId>,
}

#[derive(Debug)]
pub struct UsageBilled<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageBilledMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_billed(&self) -> UsageBilled<'_> {
        UsageBilled { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_billed_mut(&self) -> UsageBilledMut<'_> {
        UsageBilledMut { tx: self }
    }
}

impl UsageBilled<'_> {
    /// The first day that is not billed for a customer and meter in any subscription.
    pub(crate) fn billed_to(&self, customer: i64, meter: i64) -> Result<i64, StoreError> {
        let day: Option<i64> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT max(to_day) FROM usage_billed
                 WHERE customer_key = ?1 AND meter_key = ?2",
            )?
            .query_row([customer, meter], |row| row.get(0))?;
        Ok(day.unwrap_or(i64::MIN))
    }

    /// Subscription and first day of the billed period that a day is in. Usage that names no
    /// subscription is in any of its customer's.
    pub(crate) fn period_of(
        &self,
        subject: UsageSubject,
        meter: i64,
        day: i64,
    ) -> Result<Option<(i64, i64)>, StoreError> {
        let found = self
            .tx
            .conn
            .prepare_cached(
                "SELECT subscription_key, from_day FROM usage_billed
                 WHERE customer_key = ?1 AND meter_key = ?2 AND to_day > ?3 AND from_day <= ?3
                     AND (?4 = 0 OR subscription_key = ?4)
                 ORDER BY subscription_key LIMIT 1",
            )?
            .query_row(
                (subject.customer, meter, day, subject.subscription),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        Ok(found)
    }

    /// How many events of a range of places lie in billed days.
    pub fn billed_events(&self, first: i64, last: i64) -> Result<i64, StoreError> {
        let count = self.tx.conn.query_row(
            "SELECT count(*) FROM usage_events e WHERE e.event BETWEEN ?1 AND ?2
                 AND EXISTS (SELECT 1 FROM usage_billed b
                     WHERE b.customer_key = e.customer_key AND b.meter_key = e.meter_key
                         AND b.from_day * 24 <= e.hour AND e.hour < b.to_day * 24
                         AND (b.last_event >= e.event OR EXISTS (SELECT 1 FROM usage_late l
                             WHERE l.event = e.event AND l.invoice_key IS NOT NULL))
                         AND e.subscription_key IN (0, b.subscription_key))",
            [first, last],
            |row| row.get(0),
        )?;
        Ok(count)
    }

    /// Subscriptions that are over and have late events which no invoice has taken.
    pub fn over_and_late(&self) -> Result<Vec<(SubscriptionId, CustomerId)>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT DISTINCT s.id, c.id FROM usage_late l
             JOIN subscriptions s ON s.key = l.subscription_key
             JOIN customers c ON c.key = s.customer_key
             WHERE l.invoice_key IS NULL AND s.status = 'canceled'",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, customer): (String, String) = row?;
            Ok((
                super::window::id("subscription", &id, SubscriptionId::parse)?,
                super::window::id("customer", &customer, CustomerId::parse)?,
            ))
        })
        .collect()
    }

    /// The newest first.
    pub fn late(&self, waiting: bool, limit: u32) -> Result<Vec<LateUsage>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT l.event, s.id, l.from_day, i.id FROM usage_late l
             JOIN subscriptions s ON s.key = l.subscription_key
             LEFT JOIN invoices i ON i.key = l.invoice_key
             WHERE l.invoice_key IS NULL OR NOT ?1 ORDER BY l.event DESC LIMIT ?2",
        )?;
        let mut rows = statement.query((waiting, limit))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (subscription, invoice): (String, Option<String>) = (row.get(1)?, row.get(3)?);
            let Some(usage) = self.tx.usage_events().at(row.get(0)?)? else {
                continue;
            };
            found.push(LateUsage {
                usage,
                subscription_id: super::window::id(
                    "subscription",
                    &subscription,
                    SubscriptionId::parse,
                )?,
                period_from: calendar::date_of(row.get(2)?),
                invoice_id: invoice
                    .map(|id| super::window::id("invoice", &id, InvoiceId::parse))
                    .transpose()?,
            });
        }
        Ok(found)
    }
}

impl UsageBilledMut<'_> {
    /// Says that an invoice billed these days of a subscription's usage, with every event that is
    /// kept by now. Late events that waited for it are taken by the same invoice.
    pub fn bill(
        &self,
        subscription: &SubscriptionId,
        meter: MeterKey,
        days: BilledDays,
        invoice: Option<&InvoiceId>,
    ) -> Result<(), StoreError> {
        let subscription = self.tx.subscription_key(subscription)?;
        let invoice = invoice.map(|id| self.tx.invoice_key(id)).transpose()?;
        let from = calendar::day_of(days.from);
        let last = usage_events::last_event(self.tx)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_billed(subscription_key, meter_key, from_day, to_day,
                     customer_key, last_event, invoice_key)
                 VALUES (?1, ?2, ?3, ?4, (SELECT customer_key FROM subscriptions WHERE key = ?1),
                     ?5, ?6)
                 ON CONFLICT DO UPDATE SET to_day = excluded.to_day,
                     last_event = excluded.last_event,
                     invoice_key = coalesce(invoice_key, excluded.invoice_key)",
            )?
            .execute((
                subscription,
                meter.0,
                from,
                calendar::day_of(days.to),
                last,
                invoice,
            ))?;
        self.tx
            .conn
            .prepare_cached(
                "UPDATE usage_late SET invoice_key = ?4 WHERE subscription_key = ?1
                     AND meter_key = ?2 AND from_day = ?3 AND invoice_key IS NULL",
            )?
            .execute((subscription, meter.0, from, invoice))?;
        self.tx.changed("usage_late");
        Ok(())
    }

    /// Says that an invoice billed nothing after all: it was voided.
    pub fn free(&self, invoice: &InvoiceId) -> Result<(), StoreError> {
        let invoice = self.tx.invoice_key(invoice)?;
        for sql in [
            "UPDATE usage_billed SET invoice_key = NULL, last_event = 0 WHERE invoice_key = ?1",
            "UPDATE usage_late SET invoice_key = NULL WHERE invoice_key = ?1",
        ] {
            self.tx.conn.prepare_cached(sql)?.execute([invoice])?;
        }
        self.tx.changed("usage_late");
        Ok(())
    }
}
