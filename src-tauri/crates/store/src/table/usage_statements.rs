//! Monthly statements that were kept: as they were calculated then, never edited.

use billing::ids::CustomerId;
use billing::money::{Currency, Money};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row};
use serde_json::{Value, json};

use super::usage_events::instant;
use super::window;
use crate::error::{StoreError, from_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 61,
    name: "usage statements",
    sql: "
        CREATE TABLE usage_statements (
            statement INTEGER PRIMARY KEY,
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            month TEXT NOT NULL,
            kept_ms INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX usage_statements_by_month ON usage_statements(customer_key, month);
        CREATE TABLE usage_statement_sums (
            statement INTEGER NOT NULL REFERENCES usage_statements(statement),
            currency TEXT NOT NULL,
            plan_minor INTEGER NOT NULL,
            overage_minor INTEGER NOT NULL,
            custom_minor INTEGER NOT NULL,
            total_minor INTEGER NOT NULL,
            PRIMARY KEY (statement, currency)
        ) WITHOUT ROWID, STRICT;
        CREATE TRIGGER usage_statements_never_edited BEFORE UPDATE ON usage_statements
            BEGIN SELECT raise(ABORT, 'kept statements are never edited'); END;
        CREATE TRIGGER usage_statements_never_removed BEFORE DELETE ON usage_statements
            BEGIN SELECT raise(ABORT, 'kept statements are never removed'); END;
        CREATE TRIGGER usage_statement_sums_never_edited BEFORE UPDATE ON usage_statement_sums
            BEGIN SELECT raise(ABORT, 'kept statements are never edited'); END;
        CREATE TRIGGER usage_statement_sums_never_removed BEFORE DELETE ON usage_statement_sums
            BEGIN SELECT raise(ABORT, 'kept statements are never removed'); END;",
    older_build_may_open: false,
}];

/// What a month came to in one currency, before discounts and tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementSums {
    pub plan: Money,
    pub overage: Money,
    pub custom: Money,
    pub total: Money,
}

/// A statement that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatement {
    pub customer_id: CustomerId,
    /// Like "2026-10".
    pub month: String,
    pub kept_at: DateTime<Utc>,
    /// One for each currency.
    pub sums: Vec<StatementSums>,
    /// Every figure of it, in the caller's own JSON.
    pub body: Value,
}

/// A statement as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptStatement {
    pub id: i64,
    pub customer_name: String,
    pub statement: NewStatement,
}

#[derive(Debug)]
pub struct UsageStatements<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct UsageStatementsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn usage_statements(&self) -> UsageStatements<'_> {
        UsageStatements { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn usage_statements_mut(&self) -> UsageStatementsMut<'_> {
        UsageStatementsMut { tx: self }
    }
}

const SELECT: &str = "SELECT s.statement, c.id, c.name, s.month, s.kept_ms, s.body
    FROM usage_statements s JOIN customers c ON c.key = s.customer_key";

impl UsageStatements<'_> {
    pub fn get(&self, id: i64) -> Result<Option<KeptStatement>, StoreError> {
        let sql = format!("{SELECT} WHERE s.statement = ?1");
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let row = statement.query_row([id], Kept::from_row).optional()?;
        row.map(|row| self.with_sums(row)).transpose()
    }

    /// The newest first: of one customer, of one month, or all.
    pub fn list(
        &self,
        customer: Option<&CustomerId>,
        month: Option<&str>,
        limit: u32,
    ) -> Result<Vec<KeptStatement>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE (?1 IS NULL OR c.id = ?1) AND (?2 IS NULL OR s.month = ?2)
             ORDER BY s.statement DESC LIMIT ?3"
        );
        let mut statement = self.tx.conn.prepare_cached(&sql)?;
        let of = (customer.map(CustomerId::as_str), month, limit);
        let rows = statement.query_map(of, Kept::from_row)?;
        rows.map(|row| self.with_sums(row?)).collect()
    }

    fn with_sums(&self, row: Kept) -> Result<KeptStatement, StoreError> {
        Ok(KeptStatement {
            id: row.id,
            customer_name: row.customer_name,
            statement: NewStatement {
                customer_id: window::id("customer", &row.customer_id, CustomerId::parse)?,
                kept_at: instant(row.kept_ms),
                sums: self.sums(row.id)?,
                body: from_json("usage statement", &row.month, &row.body)?,
                month: row.month,
            },
        })
    }

    fn sums(&self, id: i64) -> Result<Vec<StatementSums>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT currency, plan_minor, overage_minor, custom_minor, total_minor
             FROM usage_statement_sums WHERE statement = ?1 ORDER BY currency",
        )?;
        let mut rows = statement.query([id])?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            let currency: Currency = window::currency(&row.get::<_, String>(0)?)?;
            let money = |column| Ok::<_, StoreError>(Money::new(row.get(column)?, currency));
            sums.push(StatementSums {
                plan: money(1)?,
                overage: money(2)?,
                custom: money(3)?,
                total: money(4)?,
            });
        }
        Ok(sums)
    }
}

struct Kept {
    id: i64,
    customer_id: String,
    customer_name: String,
    month: String,
    kept_ms: i64,
    body: String,
}

impl Kept {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            customer_id: row.get(1)?,
            customer_name: row.get(2)?,
            month: row.get(3)?,
            kept_ms: row.get(4)?,
            body: row.get(5)?,
        })
    }
}

impl UsageStatementsMut<'_> {
    /// Keeps a statement beside those of the month that were kept before; its id.
    pub fn keep(&self, new: &NewStatement) -> Result<i64, StoreError> {
        let customer = self.tx.customer_key(&new.customer_id)?;
        let id: i64 = self
            .tx
            .conn
            .prepare_cached(
                "INSERT INTO usage_statements(customer_key, month, kept_ms, body)
                 VALUES (?1, ?2, ?3, ?4) RETURNING statement",
            )?
            .query_row(
                (
                    customer,
                    &new.month,
                    new.kept_at.timestamp_millis(),
                    new.body.to_string(),
                ),
                |row| row.get(0),
            )?;
        let mut totals = Vec::new();
        for sums in &new.sums {
            self.tx
                .conn
                .prepare_cached(
                    "INSERT INTO usage_statement_sums(statement, currency, plan_minor,
                         overage_minor, custom_minor, total_minor)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute((
                    id,
                    sums.total.currency().code(),
                    sums.plan.minor(),
                    sums.overage.minor(),
                    sums.custom.minor(),
                    sums.total.minor(),
                ))?;
            totals.push(sums.total.to_string());
        }
        self.tx.changed("usage_statements");
        let after = json!({"customer": new.customer_id, "month": new.month, "totals": totals});
        self.tx
            .audit("usage statement", &id.to_string(), Value::Null, after);
        Ok(id)
    }
}
