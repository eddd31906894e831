//! Billing runs: when each was done and by whom, what it made, and what it could not bill.

use billing::ids::{BillingRunId, InvoiceId, SubscriptionId};
use billing::invoice::InvoiceStatus;
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{invoice_list, window};
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 27,
    name: "billing runs",
    sql: "
        CREATE TABLE billing_runs (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            started_at TEXT NOT NULL,
            state TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE billing_run_rows (
            run_key INTEGER NOT NULL REFERENCES billing_runs(key),
            ordinal INTEGER NOT NULL,
            invoice_id TEXT,
            body TEXT NOT NULL,
            PRIMARY KEY (run_key, ordinal)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE billing_run_exceptions (
            run_key INTEGER NOT NULL REFERENCES billing_runs(key),
            ordinal INTEGER NOT NULL,
            subscription_id TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (run_key, ordinal)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// A run. `mode`, `state` and `started_by` are the caller's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingRun {
    pub id: BillingRunId,
    /// It bills what is due on or before this day.
    pub through_on: NaiveDate,
    pub mode: String,
    pub grouped: bool,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// "running" until it ends, however it ends.
    pub state: String,
    pub started_by: String,
    pub invoices: u32,
    pub subscriptions: u32,
    pub exceptions: u32,
    /// By currency.
    pub totals: Vec<Money>,
}

/// One thing that a run made; its body is the caller's own JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRunRow {
    pub invoice_id: Option<InvoiceId>,
    pub body: Value,
}

/// The same with its invoice as it stands now; none where there is no such invoice any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedRunRow {
    pub row: StoredRunRow,
    pub number: Option<String>,
    pub status: Option<InvoiceStatus>,
}

/// Something that a run could not bill; its body is the caller's own JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRunException {
    pub subscription_id: SubscriptionId,
    pub body: Value,
}

#[derive(Debug)]
pub struct BillingRuns<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct BillingRunsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn billing_runs(&self) -> BillingRuns<'_> {
        BillingRuns { tx: self }
    }

    fn billing_run_key(&self, id: &BillingRunId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM billing_runs WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NotFound {
                kind: "billing run",
                id: id.to_string(),
            })
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn billing_runs_mut(&self) -> BillingRunsMut<'_> {
        BillingRunsMut { tx: self }
    }
}

impl BillingRuns<'_> {
    pub fn get(&self, id: &BillingRunId) -> Result<Option<BillingRun>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM billing_runs WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("billing run", id.as_str(), &body))
            .transpose()
    }

    /// The newest first.
    pub fn list(&self) -> Result<Vec<BillingRun>, StoreError> {
        self.many(None)
    }

    /// Those that have not ended: the one that runs, or those that were cut off.
    pub fn running(&self) -> Result<Vec<BillingRun>, StoreError> {
        self.many(Some("running"))
    }

    fn many(&self, state: Option<&str>) -> Result<Vec<BillingRun>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, body FROM billing_runs WHERE ?1 IS NULL OR state = ?1
             ORDER BY started_at DESC, key DESC",
        )?;
        let rows = statement.query_map([state], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("billing run", &id, &body)
        })
        .collect()
    }

    /// What it made, in the order in which it was made.
    pub fn rows(&self, id: &BillingRunId) -> Result<Vec<ReportedRunRow>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT r.invoice_id, r.body, i.number, i.status FROM billing_run_rows r
             LEFT JOIN invoices i ON i.id = r.invoice_id
             WHERE r.run_key = ?1 ORDER BY r.ordinal",
        )?;
        let mut found = statement.query([self.tx.billing_run_key(id)?])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let invoice: Option<String> = row.get(0)?;
            let invoice = invoice.map(|text| window::id("invoice", &text, InvoiceId::parse));
            let status: Option<String> = row.get(3)?;
            let status = status.map(|word| invoice_list::status_from_row(&word));
            rows.push(ReportedRunRow {
                row: StoredRunRow {
                    invoice_id: invoice.transpose()?,
                    body: from_json("billing run", id.as_str(), &row.get::<_, String>(1)?)?,
                },
                number: row.get(2)?,
                status: status.transpose()?,
            });
        }
        Ok(rows)
    }

    pub fn exceptions(&self, id: &BillingRunId) -> Result<Vec<StoredRunException>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT subscription_id, body FROM billing_run_exceptions
             WHERE run_key = ?1 ORDER BY ordinal",
        )?;
        let key = self.tx.billing_run_key(id)?;
        let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (subscription, body): (String, String) = row?;
            Ok(StoredRunException {
                subscription_id: window::id("subscription", &subscription, SubscriptionId::parse)?,
                body: from_json("billing run", id.as_str(), &body)?,
            })
        })
        .collect()
    }
}

impl BillingRunsMut<'_> {
    /// Keeps a run as it begins and as it ends.
    pub fn put(&self, run: &BillingRun) -> Result<(), StoreError> {
        let before = self.tx.billing_runs().get(&run.id)?;
        self.advance(run)?;
        self.tx
            .audit_values("billing run", run.id.as_str(), before.as_ref(), Some(run))
    }

    /// Keeps how far a run has come: what it makes is in the audit log, its progress is not.
    pub fn advance(&self, run: &BillingRun) -> Result<(), StoreError> {
        let id = run.id.as_str();
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO billing_runs(id, started_at, state, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT(id) DO UPDATE SET state = excluded.state, body = excluded.body",
            )?
            .execute((
                id,
                instant::to_text(run.started_at),
                &run.state,
                to_json("billing run", id, run)?,
            ))?;
        self.tx.changed("billing_runs");
        Ok(())
    }

    pub fn add_rows(&self, id: &BillingRunId, rows: &[StoredRunRow]) -> Result<(), StoreError> {
        let key = self.tx.billing_run_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "INSERT INTO billing_run_rows(run_key, ordinal, invoice_id, body)
             VALUES (?1, (SELECT coalesce(max(ordinal), 0) + 1 FROM billing_run_rows
                 WHERE run_key = ?1), ?2, ?3)",
        )?;
        for row in rows {
            let invoice = row.invoice_id.as_ref().map(InvoiceId::as_str);
            statement.execute((key, invoice, row.body.to_string()))?;
        }
        self.tx.changed("billing_runs");
        Ok(())
    }

    pub fn add_exceptions(
        &self,
        id: &BillingRunId,
        exceptions: &[StoredRunException],
    ) -> Result<(), StoreError> {
        let key = self.tx.billing_run_key(id)?;
        let mut statement = self.tx.conn.prepare_cached(
            "INSERT INTO billing_run_exceptions(run_key, ordinal, subscription_id, body)
             VALUES (?1, (SELECT coalesce(max(ordinal), 0) + 1 FROM billing_run_exceptions
                 WHERE run_key = ?1), ?2, ?3)",
        )?;
        for exception in exceptions {
            let subscription = exception.subscription_id.as_str();
            statement.execute((key, subscription, exception.body.to_string()))?;
        }
        self.tx.changed("billing_runs");
        Ok(())
    }
}
