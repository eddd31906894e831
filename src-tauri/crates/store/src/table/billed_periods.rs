//! Which invoice billed which period of which subscription: what keeps a run from billing twice.

use billing::ids::{InvoiceId, SubscriptionId};
use billing::invoice::InvoiceStatus;
use billing::money::Money;
use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{invoice_list, window};
use crate::error::StoreError;
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 26,
    name: "billed periods",
    sql: "
        CREATE TABLE billed_periods (
            subscription_key INTEGER NOT NULL REFERENCES subscriptions(key),
            billed_on TEXT NOT NULL,
            kind TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            invoice_key INTEGER NOT NULL REFERENCES invoices(key),
            PRIMARY KEY (subscription_key, billed_on, kind, ordinal)
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX billed_periods_by_invoice ON billed_periods(invoice_key);",
    older_build_may_open: false,
}];

/// A period of a subscription that an invoice bills. `kind` is the billing engine's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPeriod {
    pub subscription_id: SubscriptionId,
    pub kind: String,
    pub on: NaiveDate,
    pub ordinal: u32,
}

/// A period of a subscription with the invoice that bills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledPeriod {
    pub kind: String,
    pub on: NaiveDate,
    pub ordinal: u32,
    pub invoice_id: InvoiceId,
    /// None while it is a draft.
    pub number: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub total: Money,
    pub status: InvoiceStatus,
}

#[derive(Debug)]
pub struct BilledPeriods<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct BilledPeriodsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn billed_periods(&self) -> BilledPeriods<'_> {
        BilledPeriods { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn billed_periods_mut(&self) -> BilledPeriodsMut<'_> {
        BilledPeriodsMut { tx: self }
    }
}

fn day(text: &str) -> Result<NaiveDate, StoreError> {
    instant::date_from_text("billed period", text)
}

impl BilledPeriods<'_> {
    pub fn of_invoice(&self, id: &InvoiceId) -> Result<Vec<ClaimedPeriod>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT s.id, b.kind, b.billed_on, b.ordinal FROM billed_periods b
             JOIN subscriptions s ON s.key = b.subscription_key
             WHERE b.invoice_key = (SELECT key FROM invoices WHERE id = ?1)
             ORDER BY b.billed_on, b.subscription_key, b.kind, b.ordinal",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let mut claimed = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            claimed.push(ClaimedPeriod {
                subscription_id: window::id("subscription", &id, SubscriptionId::parse)?,
                kind: row.get(1)?,
                on: day(&row.get::<_, String>(2)?)?,
                ordinal: row.get(3)?,
            });
        }
        Ok(claimed)
    }

    /// The newest first, each with its invoice as it stands now.
    pub fn of_subscription(&self, id: &SubscriptionId) -> Result<Vec<BilledPeriod>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT b.kind, b.billed_on, b.ordinal, i.id, i.number, i.issued_on, i.currency,
                 i.total_minor, i.status
             FROM billed_periods b JOIN invoices i ON i.key = b.invoice_key
             WHERE b.subscription_key = (SELECT key FROM subscriptions WHERE id = ?1)
             ORDER BY b.billed_on DESC, b.invoice_key DESC, b.ordinal DESC",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let mut billed = Vec::new();
        while let Some(row) = rows.next()? {
            let (invoice, issued_on): (String, Option<String>) = (row.get(3)?, row.get(5)?);
            let currency = window::currency(&row.get::<_, String>(6)?)?;
            billed.push(BilledPeriod {
                kind: row.get(0)?,
                on: day(&row.get::<_, String>(1)?)?,
                ordinal: row.get(2)?,
                invoice_id: window::id("invoice", &invoice, InvoiceId::parse)?,
                number: row.get(4)?,
                issued_on: issued_on.map(|on| day(&on)).transpose()?,
                total: Money::new(row.get(7)?, currency),
                status: invoice_list::status_from_row(&row.get::<_, String>(8)?)?,
            });
        }
        Ok(billed)
    }

    pub fn is_claimed(
        &self,
        id: &SubscriptionId,
        kind: &str,
        on: NaiveDate,
        ordinal: u32,
    ) -> Result<bool, StoreError> {
        let found: Option<i64> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT 1 FROM billed_periods
                 WHERE subscription_key = (SELECT key FROM subscriptions WHERE id = ?1)
                     AND billed_on = ?2 AND kind = ?3 AND ordinal = ?4",
            )?
            .query_row(
                (id.as_str(), instant::date_to_text(on), kind, ordinal),
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.is_some())
    }
}

impl BilledPeriodsMut<'_> {
    /// Says that the invoice bills this, once: claiming it again is refused.
    pub fn claim(
        &self,
        id: &SubscriptionId,
        kind: &str,
        on: NaiveDate,
        ordinal: u32,
        invoice: &InvoiceId,
    ) -> Result<(), StoreError> {
        let subscription_key = self.tx.subscription_key(id)?;
        let invoice_key = self.tx.invoice_key(invoice)?;
        let added = self
            .tx
            .conn
            .prepare_cached(
                "INSERT INTO billed_periods(subscription_key, billed_on, kind, ordinal,
                     invoice_key)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            )?
            .execute((
                subscription_key,
                instant::date_to_text(on),
                kind,
                ordinal,
                invoice_key,
            ))?;
        if added == 0 {
            return Err(StoreError::AlreadyExists {
                kind: "billed period",
                id: format!("{id} {kind} {on} {ordinal}"),
            });
        }
        self.tx.changed("billed_periods");
        Ok(())
    }

    /// Frees what a draft billed, so that it can be billed again. Issued invoices keep theirs.
    pub fn release(&self, invoice: &InvoiceId) -> Result<(), StoreError> {
        let standing = self.tx.invoices().standing(invoice)?;
        if standing.is_some_and(|standing| !standing.is_draft) {
            return Err(super::invoices::immutable(invoice));
        }
        let key = self.tx.invoice_key(invoice)?;
        self.tx
            .conn
            .prepare_cached("DELETE FROM billed_periods WHERE invoice_key = ?1")?
            .execute([key])?;
        self.tx.changed("billed_periods");
        Ok(())
    }
}
