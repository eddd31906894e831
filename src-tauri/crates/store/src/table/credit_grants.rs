//! Prepaid credit and what of it is left; what happened to it is in `credit_movements`.

use billing::ids::{CreditGrantId, CustomerId};
use billing::money::{Currency, Money, MoneyError};
use billing::payment::CreditGrant;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Params};

use super::window;
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 43,
    name: "credit grants",
    sql: "
        CREATE TABLE credit_grants (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            currency TEXT NOT NULL,
            effective_on TEXT NOT NULL,
            expires_on TEXT,
            amount_minor INTEGER NOT NULL,
            left_minor INTEGER NOT NULL CHECK (left_minor BETWEEN 0 AND amount_minor),
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX credit_grants_by_customer ON credit_grants(customer_key, key);
        CREATE INDEX credit_grants_usable ON credit_grants(customer_key, currency)
            WHERE left_minor > 0;
        CREATE INDEX credit_grants_ending ON credit_grants(expires_on)
            WHERE left_minor > 0 AND expires_on IS NOT NULL;
        CREATE TRIGGER credit_grants_keep_their_face BEFORE UPDATE OF id, customer_key, currency,
            effective_on, expires_on, amount_minor ON credit_grants
            BEGIN SELECT raise(ABORT, 'prepaid credit is voided, never edited'); END;
        CREATE TRIGGER credit_grants_never_removed BEFORE DELETE ON credit_grants
            BEGIN SELECT raise(ABORT, 'prepaid credit is voided, never removed'); END;",
    older_build_may_open: false,
}];

/// Credit in a list of everybody's, with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditGrantRow {
    pub grant: CreditGrant,
    pub customer_name: String,
}

#[derive(Debug)]
pub struct CreditGrants<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct CreditGrantsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn credit_grants(&self) -> CreditGrants<'_> {
        CreditGrants { tx: self }
    }

    pub(super) fn credit_grant_key(&self, id: &CreditGrantId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM credit_grants WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NotFound {
                kind: "credit grant",
                id: id.to_string(),
            })
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn credit_grants_mut(&self) -> CreditGrantsMut<'_> {
        CreditGrantsMut { tx: self }
    }
}

impl CreditGrants<'_> {
    pub fn get(&self, id: &CreditGrantId) -> Result<Option<CreditGrant>, StoreError> {
        let found = self.bodies(
            "SELECT id, body FROM credit_grants WHERE id = ?1",
            [id.as_str()],
        )?;
        Ok(found.into_iter().next())
    }

    /// All of a customer's, whatever became of them, newest first.
    pub fn of_customer(&self, customer: &CustomerId) -> Result<Vec<CreditGrant>, StoreError> {
        let key = self.tx.customer_key(customer)?;
        self.bodies(
            "SELECT id, body FROM credit_grants WHERE customer_key = ?1 ORDER BY key DESC",
            [key],
        )
    }

    /// Those of a customer with something left in a currency, whatever their days.
    pub fn with_rest(
        &self,
        customer: &CustomerId,
        currency: Currency,
    ) -> Result<Vec<CreditGrant>, StoreError> {
        self.bodies(
            "SELECT id, body FROM credit_grants
             WHERE customer_key = (SELECT key FROM customers WHERE id = ?1) AND currency = ?2
                 AND left_minor > 0
             ORDER BY key",
            (customer.as_str(), currency.code()),
        )
    }

    /// Those of which something is left though their day has come, the earliest first.
    pub fn over(&self, on: NaiveDate) -> Result<Vec<CreditGrant>, StoreError> {
        self.bodies(
            "SELECT id, body FROM credit_grants
             WHERE left_minor > 0 AND expires_on IS NOT NULL AND expires_on <= ?1
             ORDER BY expires_on, key",
            [instant::date_to_text(on)],
        )
    }

    /// Everybody's, newest first, and how many there are.
    pub fn list(&self, offset: u32, limit: u32) -> Result<(Vec<CreditGrantRow>, i64), StoreError> {
        let count = "SELECT count(*) FROM credit_grants";
        let count = self.tx.conn.query_row(count, [], |row| row.get(0))?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT g.id, g.body, c.name FROM credit_grants g
             JOIN customers c ON c.key = g.customer_key
             ORDER BY g.key DESC LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map([limit, offset], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let rows = rows.map(|row| {
            let (id, body, customer_name): (String, String, String) = row?;
            Ok(CreditGrantRow {
                grant: from_json("credit grant", &id, &body)?,
                customer_name,
            })
        });
        Ok((rows.collect::<Result<_, StoreError>>()?, count))
    }

    /// What everybody has left, one amount a currency.
    pub fn left(&self) -> Result<Vec<Money>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT currency, sum(left_minor) FROM credit_grants
             WHERE left_minor > 0 GROUP BY currency ORDER BY currency",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (code, minor): (String, i64) = row?;
            Ok(Money::new(minor, window::currency(&code)?))
        })
        .collect()
    }

    fn bodies(&self, sql: &str, values: impl Params) -> Result<Vec<CreditGrant>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("credit grant", &id, &body)
        })
        .collect()
    }
}

impl CreditGrantsMut<'_> {
    /// Keeps credit that was just granted, or what became of it since.
    pub fn put(&self, grant: &CreditGrant) -> Result<(), StoreError> {
        let id = grant.id().as_str();
        let before = self.tx.credit_grants().get(grant.id())?;
        let left = grant.left().map_err(|error| no_sum(id, &error))?;
        let body = to_json("credit grant", id, grant)?;
        if before.is_some() {
            self.tx
                .conn
                .prepare_cached(
                    "UPDATE credit_grants SET left_minor = ?2, body = ?3 WHERE id = ?1",
                )?
                .execute((id, left.minor(), body))?;
        } else {
            self.insert(grant, left, body)?;
        }
        self.tx.changed("credit_grants");
        self.tx.changed("customers");
        self.tx
            .audit_values("credit grant", id, before.as_ref(), Some(grant))
    }

    fn insert(&self, grant: &CreditGrant, left: Money, body: String) -> Result<(), StoreError> {
        let granted = &grant.granted;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO credit_grants(id, customer_key, currency, effective_on, expires_on,
                     amount_minor, left_minor, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                granted.id.as_str(),
                self.tx.customer_key(&granted.customer_id)?,
                granted.amount.currency().code(),
                instant::date_to_text(granted.effective_on),
                granted.expires_on.map(instant::date_to_text),
                granted.amount.minor(),
                left.minor(),
                body,
            ))?;
        Ok(())
    }
}

fn no_sum(id: &str, error: &MoneyError) -> StoreError {
    StoreError::Unreadable {
        kind: "credit grant",
        id: id.to_owned(),
        detail: error.to_string(),
    }
}
