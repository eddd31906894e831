//! Customers, and per currency what they owe, how often they were billed, and their credit.

use billing::customer::Customer;
use billing::ids::CustomerId;
use billing::money::Money;
use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::window;
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::search;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 5,
    name: "customers",
    sql: "
        CREATE TABLE customers (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            sort_name TEXT NOT NULL,
            email TEXT NOT NULL,
            country TEXT NOT NULL,
            currency TEXT NOT NULL,
            archived INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX customers_by_name ON customers(sort_name, key);
        CREATE INDEX customers_by_country ON customers(country, sort_name);
        CREATE TABLE customer_totals (
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            currency TEXT NOT NULL,
            invoice_count INTEGER NOT NULL DEFAULT 0,
            last_issued_on TEXT,
            invoiced_minor INTEGER NOT NULL DEFAULT 0,
            outstanding_minor INTEGER NOT NULL DEFAULT 0,
            credit_minor INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (customer_key, currency)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// What a customer was billed, owes and has to their credit in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerTotals {
    pub invoice_count: i64,
    pub last_issued_on: Option<NaiveDate>,
    pub invoiced: Money,
    pub outstanding: Money,
    /// The customer's balance: paid or credited beyond what was owed, to be used up later.
    pub credit: Money,
}

#[derive(Debug)]
pub struct Customers<'t> {
    pub(crate) tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct CustomersMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn customers(&self) -> Customers<'_> {
        Customers { tx: self }
    }

    pub(crate) fn customer_key(&self, id: &CustomerId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM customers WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::NotFound {
                kind: "customer",
                id: id.to_string(),
            })
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn customers_mut(&self) -> CustomersMut<'_> {
        CustomersMut { tx: self }
    }

    /// Keeps a customer's sums in step with an invoice that was issued or settled.
    pub(crate) fn shift_customer_totals(
        &self,
        customer_key: i64,
        outstanding: Money,
        issued: Option<(NaiveDate, Money)>,
    ) -> Result<(), StoreError> {
        let issued_on = issued.map(|(on, _)| instant::date_to_text(on));
        let invoiced_minor = issued.map_or(0, |(_, total)| total.minor());
        self.conn
            .prepare_cached(
                "INSERT INTO customer_totals(customer_key, currency, outstanding_minor,
                     invoice_count, last_issued_on, invoiced_minor)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET
                     outstanding_minor = outstanding_minor + excluded.outstanding_minor,
                     invoice_count = invoice_count + excluded.invoice_count,
                     invoiced_minor = invoiced_minor + excluded.invoiced_minor,
                     last_issued_on = max(coalesce(last_issued_on, ''),
                         coalesce(excluded.last_issued_on, last_issued_on, ''))",
            )?
            .execute((
                customer_key,
                outstanding.currency().code(),
                outstanding.minor(),
                i64::from(issued.is_some()),
                issued_on,
                invoiced_minor,
            ))?;
        Ok(())
    }
}

impl Customers<'_> {
    pub fn get(&self, id: &CustomerId) -> Result<Option<Customer>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM customers WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("customer", id.as_str(), &body))
            .transpose()
    }

    /// By currency; empty for a customer who was never billed.
    pub fn totals(&self, id: &CustomerId) -> Result<Vec<CustomerTotals>, StoreError> {
        self.totals_of(self.tx.customer_key(id)?)
    }

    pub(crate) fn totals_of(&self, key: i64) -> Result<Vec<CustomerTotals>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT currency, invoice_count, last_issued_on, invoiced_minor, outstanding_minor,
                 credit_minor
             FROM customer_totals WHERE customer_key = ?1 ORDER BY currency",
        )?;
        let mut rows = statement.query([key])?;
        let mut totals = Vec::new();
        while let Some(row) = rows.next()? {
            let currency = window::currency(&row.get::<_, String>(0)?)?;
            let last: Option<String> = row.get(2)?;
            let last = last.filter(|on| !on.is_empty());
            totals.push(CustomerTotals {
                invoice_count: row.get(1)?,
                last_issued_on: last
                    .map(|on| instant::date_from_text("invoice", &on))
                    .transpose()?,
                invoiced: Money::new(row.get(3)?, currency),
                outstanding: Money::new(row.get(4)?, currency),
                credit: Money::new(row.get(5)?, currency),
            });
        }
        Ok(totals)
    }
}

impl CustomersMut<'_> {
    /// Adds the customer, or replaces the one of the same id. Drafts and subscriptions take the
    /// new name; issued invoices keep the name they were issued to.
    pub fn put(&self, customer: &Customer) -> Result<(), StoreError> {
        let before = self.tx.customers().get(&customer.id)?;
        let body = to_json("customer", customer.id.as_str(), customer)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO customers(id, name, sort_name, email, country, currency, archived,
                     created_at, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT(id) DO UPDATE SET
                     name = excluded.name, sort_name = excluded.sort_name,
                     email = excluded.email, country = excluded.country,
                     currency = excluded.currency, archived = excluded.archived,
                     body = excluded.body",
            )?
            .execute((
                customer.id.as_str(),
                &customer.name,
                customer.name.to_lowercase(),
                &customer.email,
                &customer.address.country,
                customer.currency.code(),
                customer.archived_at.is_some(),
                instant::to_text(customer.created_at),
                body,
            ))?;
        let key = self.tx.customer_key(&customer.id)?;
        let words = [
            customer.name.as_str(),
            &customer.email,
            &customer.address.city,
        ];
        search::index(self.tx.conn, "customers_search", key, &words)?;
        if before
            .as_ref()
            .is_some_and(|before| before.name != customer.name)
        {
            self.rename_in_drafts(key, &customer.name)?;
            let subscriptions = self.tx.subscriptions_mut();
            subscriptions.rename_customer(key, &customer.name)?;
        }
        self.tx.changed("customers");
        self.tx.audit_values(
            "customer",
            customer.id.as_str(),
            before.as_ref(),
            Some(customer),
        )
    }

    fn rename_in_drafts(&self, key: i64, name: &str) -> Result<(), StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "UPDATE invoices SET customer_name = ?2 WHERE customer_key = ?1 AND status = 'draft'
             RETURNING key, reference",
        )?;
        let mut rows = statement.query((key, name))?;
        let mut renamed: Vec<(i64, String)> = Vec::new();
        while let Some(row) = rows.next()? {
            renamed.push((row.get(0)?, row.get(1)?));
        }
        for (invoice_key, reference) in &renamed {
            search::index(
                self.tx.conn,
                "invoices_search",
                *invoice_key,
                &[name, reference],
            )?;
        }
        if !renamed.is_empty() {
            self.tx.changed("invoices");
        }
        Ok(())
    }

    /// Removes a customer who has no documents and no subscriptions at all; others are archived.
    pub fn delete(&self, id: &CustomerId) -> Result<(), StoreError> {
        let key = self.tx.customer_key(id)?;
        let before = self.tx.customers().get(id)?;
        self.refuse_delete_of_used(id, key)?;
        self.tx
            .conn
            .execute("DELETE FROM usage_subjects WHERE customer_key = ?1", [key])?;
        self.tx
            .conn
            .execute("DELETE FROM customer_totals WHERE customer_key = ?1", [key])?;
        self.tx
            .conn
            .execute("DELETE FROM customers WHERE key = ?1", [key])?;
        search::forget(self.tx.conn, "customers_search", key)?;
        self.tx.changed("customers");
        self.tx
            .audit_values("customer", id.as_str(), before.as_ref(), None)
    }

    fn refuse_delete_of_used(&self, id: &CustomerId, key: i64) -> Result<(), StoreError> {
        for (rule, sql) in [
            (
                "a customer with documents is archived, not deleted",
                "SELECT (SELECT count(*) FROM invoices WHERE customer_key = ?1)
                      + (SELECT count(*) FROM payments WHERE customer_key = ?1)
                      + (SELECT count(*) FROM credit_grants WHERE customer_key = ?1)",
            ),
            (
                "a customer with subscriptions is archived, not deleted",
                "SELECT count(*) FROM subscriptions WHERE customer_key = ?1",
            ),
            (
                "a customer with usage is archived, not deleted",
                "SELECT EXISTS (SELECT 1 FROM usage_events WHERE customer_key = ?1)",
            ),
        ] {
            let used: i64 = self.tx.conn.query_row(sql, [key], |row| row.get(0))?;
            if used > 0 {
                return Err(StoreError::RuleBroken {
                    rule,
                    detail: format!("{id} has {used}"),
                });
            }
        }
        Ok(())
    }

    /// Adds to (or, negative, takes from) the customer's credit. Its entry is posted apart.
    pub fn add_credit(&self, id: &CustomerId, amount: Money) -> Result<(), StoreError> {
        let key = self.tx.customer_key(id)?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO customer_totals(customer_key, currency, credit_minor)
                 VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET credit_minor = credit_minor + excluded.credit_minor",
            )?
            .execute((key, amount.currency().code(), amount.minor()))?;
        self.tx.changed("customers");
        Ok(())
    }
}
