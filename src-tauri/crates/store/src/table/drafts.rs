//! Drafts: kept to the letter as they were typed, with what lists show of them beside it.

use billing::ids::{CustomerId, InvoiceId};
use billing::money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::invoices::{Invoices, InvoicesMut, StoredInvoice, immutable};
use super::window;
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::search;

/// A draft in the ledger. Its body is the caller's own JSON, which the store never reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDraft {
    pub id: InvoiceId,
    /// None until one is chosen.
    pub customer_id: Option<CustomerId>,
    pub reference: String,
    /// The day it is meant to be issued on, if one was said.
    pub issue_on: Option<NaiveDate>,
    /// Zero while its lines do not compute.
    pub total: Money,
    pub revision: u32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub body: Value,
}

impl StoredDraft {
    /// What the audit log compares: the fields that were typed, each by its name.
    pub(super) fn to_audit(&self) -> Value {
        match &self.body {
            Value::Object(fields) => {
                let mut fields = fields.clone();
                fields.insert("revision".to_owned(), self.revision.into());
                Value::Object(fields)
            }
            body => json!({"revision": self.revision, "body": body}),
        }
    }
}

impl Invoices<'_> {
    pub(super) fn draft(&self, id: &InvoiceId, body: &str) -> Result<StoredDraft, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT c.id, i.reference, i.issued_on, i.total_minor, i.currency, i.revision,
                 i.created_at, i.updated_at
             FROM invoices i LEFT JOIN customers c ON c.key = i.customer_key WHERE i.id = ?1",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let Some(row) = rows.next()? else {
            return Err(missing("draft", id));
        };
        let customer: Option<String> = row.get(0)?;
        let customer = customer.map(|text| window::id("customer", &text, CustomerId::parse));
        let issue_on: Option<String> = row.get(2)?;
        let issue_on = issue_on.map(|text| instant::date_from_text("draft", &text));
        let currency = window::currency(&row.get::<_, String>(4)?)?;
        Ok(StoredDraft {
            id: id.clone(),
            customer_id: customer.transpose()?,
            reference: row.get(1)?,
            issue_on: issue_on.transpose()?,
            total: Money::new(row.get(3)?, currency),
            revision: row.get(5)?,
            created_at: instant::from_text("draft", &row.get::<_, String>(6)?)?,
            updated_at: instant::from_text("draft", &row.get::<_, String>(7)?)?,
            body: from_json("draft", id.as_str(), body)?,
        })
    }
}

impl InvoicesMut<'_> {
    /// Saves a draft. `replaces` is the revision the person began with; another one in the
    /// ledger is a `StaleRevision`.
    pub fn save_draft(&self, draft: &StoredDraft, replaces: Option<u32>) -> Result<(), StoreError> {
        let customer_key = draft.customer_id.as_ref();
        let customer_key = customer_key
            .map(|id| self.tx.customer_key(id))
            .transpose()?;
        let standing = self.tx.invoices().standing(&draft.id)?;
        let before = match &standing {
            Some(standing) if !standing.is_draft => return Err(immutable(&draft.id)),
            Some(standing) => {
                refuse_stale(&draft.id, standing.revision, replaces)?;
                self.logged_before(&draft.id)?
            }
            None => Value::Null,
        };
        let (key, words) = self.write_draft_row(draft, customer_key)?;
        // Typing changes the words seldom, and indexing them is the dearest part of a save.
        if standing.is_none_or(|standing| standing.words != words) {
            let words = words.each_ref().map(String::as_str);
            search::index(self.tx.conn, "invoices_search", key, &words)?;
        }
        self.write_body(
            key,
            false,
            &to_json("draft", draft.id.as_str(), &draft.body)?,
        )?;
        self.tx.changed("invoices");
        self.tx
            .audit("invoice", draft.id.as_str(), before, draft.to_audit());
        Ok(())
    }

    fn logged_before(&self, id: &InvoiceId) -> Result<Value, StoreError> {
        Ok(match self.tx.invoices().get(id)? {
            Some(StoredInvoice::Draft(draft)) => draft.to_audit(),
            _ => Value::Null,
        })
    }

    fn write_draft_row(
        &self,
        draft: &StoredDraft,
        customer_key: Option<i64>,
    ) -> Result<(i64, [String; 2]), StoreError> {
        let (key, customer_name): (i64, String) = self
            .tx
            .conn
            .prepare_cached(
                "INSERT INTO invoices(id, status, customer_key, customer_name, reference,
                     currency, issued_on, total_minor, due_minor, revision, created_at,
                     updated_at)
                 VALUES (?1, 'draft', ?2,
                     coalesce((SELECT name FROM customers WHERE key = ?2), ''), ?3, ?4, ?5, ?6,
                     0, ?7, ?8, ?9)
                 ON CONFLICT(id) DO UPDATE SET
                     customer_key = excluded.customer_key,
                     customer_name = excluded.customer_name, reference = excluded.reference,
                     currency = excluded.currency, issued_on = excluded.issued_on,
                     total_minor = excluded.total_minor, revision = excluded.revision,
                     updated_at = excluded.updated_at
                 RETURNING key, customer_name",
            )?
            .query_row(
                (
                    draft.id.as_str(),
                    customer_key,
                    &draft.reference,
                    draft.total.currency().code(),
                    draft.issue_on.map(instant::date_to_text),
                    draft.total.minor(),
                    draft.revision,
                    instant::to_text(draft.created_at),
                    instant::to_text(draft.updated_at),
                ),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
        Ok((key, [customer_name, draft.reference.clone()]))
    }

    /// The customer of a draft that comes back may be gone meanwhile.
    pub(super) fn without_lost_customer(&self, draft: &mut StoredDraft) -> Result<(), StoreError> {
        let Some(id) = &draft.customer_id else {
            return Ok(());
        };
        let found: Option<i64> = self
            .tx
            .conn
            .prepare_cached("SELECT key FROM customers WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        if found.is_none() {
            draft.customer_id = None;
        }
        Ok(())
    }
}

pub(super) fn missing(kind: &'static str, id: &InvoiceId) -> StoreError {
    StoreError::NotFound {
        kind,
        id: id.to_string(),
    }
}

fn refuse_stale(id: &InvoiceId, found: i64, replaces: Option<u32>) -> Result<(), StoreError> {
    match replaces.map(i64::from) {
        Some(expected) if expected != found => Err(StoreError::StaleRevision {
            kind: "Draft",
            id: id.to_string(),
            found,
            expected,
        }),
        _ => Ok(()),
    }
}
