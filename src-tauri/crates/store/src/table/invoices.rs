//! Invoices, drafts and issued ones: an issued body is never changed, only its settlement is.

use billing::ids::{CustomerId, InvoiceId};
use billing::invoice::{Invoice, Settlement, amount_due, status};
use billing::money::{Money, MoneyError};
use rusqlite::{OptionalExtension, Row};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::business::Logo;
use super::drafts::StoredDraft;
use super::logos;
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::search;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 7,
    name: "invoices",
    sql: "
        CREATE TABLE invoices (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL,
            number TEXT UNIQUE,
            customer_key INTEGER REFERENCES customers(key),
            customer_name TEXT NOT NULL,
            reference TEXT NOT NULL,
            currency TEXT NOT NULL,
            issued_on TEXT,
            due_on TEXT,
            total_minor INTEGER NOT NULL,
            due_minor INTEGER NOT NULL,
            paid_minor INTEGER NOT NULL DEFAULT 0,
            credited_minor INTEGER NOT NULL DEFAULT 0,
            applied_minor INTEGER NOT NULL DEFAULT 0,
            written_off_minor INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            settlement TEXT,
            logo TEXT REFERENCES logos(hash),
            listed_at TEXT GENERATED ALWAYS AS
                (CASE status WHEN 'draft' THEN updated_at ELSE issued_on END) VIRTUAL,
            CHECK ((status = 'draft') = (number IS NULL)),
            CHECK (status = 'draft' OR customer_key IS NOT NULL)
        ) STRICT;
        CREATE INDEX invoices_as_listed ON invoices(listed_at, key);
        CREATE INDEX invoices_by_customer ON invoices(customer_key, status, due_on);
        CREATE INDEX invoices_listed ON invoices(currency, listed_at, issued_on, due_on,
            customer_key, total_minor, due_minor, status);
        CREATE TABLE invoice_bodies (
            invoice_key INTEGER PRIMARY KEY REFERENCES invoices(key) ON DELETE CASCADE,
            issued INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER issued_bodies_never_edited BEFORE UPDATE ON invoice_bodies
            WHEN old.issued = 1
            BEGIN SELECT raise(ABORT, 'issued invoices are never edited'); END;
        CREATE TRIGGER issued_bodies_never_removed BEFORE DELETE ON invoice_bodies
            WHEN old.issued = 1
            BEGIN SELECT raise(ABORT, 'issued invoices are never removed'); END;
        CREATE TRIGGER issued_invoices_keep_their_face BEFORE UPDATE OF id, number, customer_key,
            customer_name, reference, currency, issued_on, due_on, total_minor, logo ON invoices
            WHEN old.status <> 'draft'
            BEGIN SELECT raise(ABORT, 'issued invoices are never edited'); END;
        CREATE TRIGGER issued_invoices_never_removed BEFORE DELETE ON invoices
            WHEN old.status <> 'draft'
            BEGIN SELECT raise(ABORT, 'issued invoices are never removed'); END;",
    older_build_may_open: false,
}];

/// An invoice as the ledger has it: still a draft, or issued with what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredInvoice {
    Draft(Box<StoredDraft>),
    Issued {
        invoice: Box<Invoice>,
        settlement: Settlement,
    },
}

#[derive(Debug)]
pub struct Invoices<'t> {
    pub(crate) tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct InvoicesMut<'t> {
    pub(crate) tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn invoices(&self) -> Invoices<'_> {
        Invoices { tx: self }
    }

    pub(crate) fn invoice_key(&self, id: &InvoiceId) -> Result<i64, StoreError> {
        self.conn
            .prepare_cached("SELECT key FROM invoices WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| not_found(id))
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn invoices_mut(&self) -> InvoicesMut<'_> {
        InvoicesMut { tx: self }
    }
}

fn not_found(id: &InvoiceId) -> StoreError {
    StoreError::NotFound {
        kind: "invoice",
        id: id.to_string(),
    }
}

pub(super) fn immutable(id: &InvoiceId) -> StoreError {
    let fix = "Issue a credit note to correct it.";
    StoreError::Immutable {
        kind: "Invoice",
        id: id.to_string(),
        fix,
    }
}

/// What the write handle needs to know of a row before it changes it.
pub(super) struct Standing {
    key: i64,
    pub(super) is_draft: bool,
    pub(super) revision: i64,
    due_minor: i64,
    customer_key: Option<i64>,
    /// What a draft is found by: the customer's name and the reference.
    pub(super) words: [String; 2],
}

impl Standing {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get(0)?,
            is_draft: row.get::<_, String>(1)? == "draft",
            revision: row.get(2)?,
            due_minor: row.get(3)?,
            customer_key: row.get(4)?,
            words: [row.get(5)?, row.get(6)?],
        })
    }
}

impl Invoices<'_> {
    pub fn get(&self, id: &InvoiceId) -> Result<Option<StoredInvoice>, StoreError> {
        let found: Option<(bool, String, Option<String>)> = self
            .tx
            .conn
            .prepare_cached(
                "SELECT b.issued, b.body, i.settlement FROM invoices i
                 JOIN invoice_bodies b ON b.invoice_key = i.key WHERE i.id = ?1",
            )?
            .query_row([id.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((issued, body, settlement)) = found else {
            return Ok(None);
        };
        if !issued {
            let draft = self.draft(id, &body)?;
            return Ok(Some(StoredInvoice::Draft(Box::new(draft))));
        }
        let invoice = from_json("invoice", id.as_str(), &body)?;
        let settlement = from_json("settlement", id.as_str(), &settlement.unwrap_or_default())?;
        Ok(Some(StoredInvoice::Issued {
            invoice: Box::new(invoice),
            settlement,
        }))
    }

    /// The logo that the business had when the invoice was issued.
    pub fn logo(&self, id: &InvoiceId) -> Result<Option<Logo>, StoreError> {
        logos::of(
            self.tx,
            "SELECT logo FROM invoices WHERE id = ?1",
            id.as_str(),
        )
    }

    pub fn id_of_number(&self, number: &str) -> Result<Option<InvoiceId>, StoreError> {
        let id: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT id FROM invoices WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        id.map(|id| super::window::id("invoice", &id, InvoiceId::parse))
            .transpose()
    }

    /// Issued invoices of a customer on which something is due, oldest first: the order in which
    /// credit is used up.
    pub fn open_of(&self, customer: &CustomerId) -> Result<Vec<InvoiceId>, StoreError> {
        let key = self.tx.customer_key(customer)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id FROM invoices WHERE customer_key = ?1 AND status = 'open'
             ORDER BY issued_on, key",
        )?;
        let ids = statement.query_map([key], |row| row.get::<_, String>(0))?;
        ids.map(|id| super::window::id("invoice", &id?, InvoiceId::parse))
            .collect()
    }

    pub(super) fn standing(&self, id: &InvoiceId) -> Result<Option<Standing>, StoreError> {
        let standing = self
            .tx
            .conn
            .prepare_cached(
                "SELECT key, status, revision, due_minor, customer_key, customer_name, reference
                 FROM invoices WHERE id = ?1",
            )?
            .query_row([id.as_str()], Standing::from_row)
            .optional()?;
        Ok(standing)
    }
}

impl InvoicesMut<'_> {
    pub(super) fn write_body(&self, key: i64, issued: bool, body: &str) -> Result<(), StoreError> {
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO invoice_bodies(invoice_key, issued, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET issued = excluded.issued, body = excluded.body",
            )?
            .execute((key, issued, body))?;
        Ok(())
    }

    /// Keeps an invoice that was just finalized, in place of its draft if there is one.
    pub fn issue(&self, invoice: &Invoice, settlement: &Settlement) -> Result<(), StoreError> {
        let id = invoice.id();
        let before = match self.tx.invoices().standing(id)? {
            Some(standing) if !standing.is_draft => {
                return Err(StoreError::AlreadyExists {
                    kind: "invoice",
                    id: id.to_string(),
                });
            }
            Some(standing) => json!({"status": "draft", "revision": standing.revision}),
            None => Value::Null,
        };
        let customer_key = self.tx.customer_key(invoice.customer_id())?;
        let due = amount_due(invoice, settlement).map_err(|error| no_sum(id, &error))?;
        let logo = logos::current(self.tx.conn)?;
        let key = self.write_issued_row(invoice, settlement, customer_key, due, logo.as_ref())?;
        let body = to_json("invoice", id.as_str(), invoice)?;
        self.write_body(key, true, &body)?;
        let issued = Some((invoice.issued_on(), invoice.totals().total));
        self.tx.shift_customer_totals(customer_key, due, issued)?;
        self.tx.changed("invoices");
        self.tx.changed("customers");
        self.tx.audit(
            "invoice",
            id.as_str(),
            before,
            fingerprint(invoice, &body, logo),
        );
        Ok(())
    }

    fn write_issued_row(
        &self,
        invoice: &Invoice,
        settlement: &Settlement,
        customer_key: i64,
        due: Money,
        logo: Option<&String>,
    ) -> Result<i64, StoreError> {
        let content = invoice.content();
        let standing = status(invoice, settlement).map_err(|error| no_sum(invoice.id(), &error))?;
        let at = instant::to_text(invoice.issued_at());
        let key = self
            .tx
            .conn
            .prepare_cached(
                "INSERT INTO invoices(id, status, number, customer_key, customer_name, reference,
                     currency, issued_on, due_on, total_minor, due_minor, revision, created_at,
                     updated_at, settlement, logo)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                 ON CONFLICT(id) DO UPDATE SET
                     status = excluded.status, number = excluded.number,
                     customer_key = excluded.customer_key,
                     customer_name = excluded.customer_name, reference = excluded.reference,
                     currency = excluded.currency, issued_on = excluded.issued_on,
                     due_on = excluded.due_on, total_minor = excluded.total_minor,
                     due_minor = excluded.due_minor, revision = excluded.revision,
                     updated_at = excluded.updated_at, settlement = excluded.settlement,
                     logo = excluded.logo
                 RETURNING key",
            )?
            .query_row(
                (
                    invoice.id().as_str(),
                    standing.as_str(),
                    invoice.number(),
                    customer_key,
                    &invoice.customer().name,
                    &content.reference,
                    invoice.currency().code(),
                    instant::date_to_text(invoice.issued_on()),
                    instant::date_to_text(invoice.due_on()),
                    invoice.totals().total.minor(),
                    due.minor(),
                    content.revision,
                    instant::to_text(content.created_at),
                    at,
                    to_json("settlement", invoice.id().as_str(), settlement)?,
                    logo,
                ),
                |row| row.get(0),
            )?;
        let words = [
            invoice.number(),
            &invoice.customer().name,
            &content.reference,
        ];
        search::index(self.tx.conn, "invoices_search", key, &words)?;
        Ok(key)
    }

    /// Keeps what was done about an issued invoice: paid, credited, voided, written off.
    pub fn settle(&self, invoice: &Invoice, settlement: &Settlement) -> Result<(), StoreError> {
        let id = invoice.id();
        let Some(standing) = self.tx.invoices().standing(id)? else {
            return Err(not_found(id));
        };
        let Some(StoredInvoice::Issued {
            settlement: before, ..
        }) = self.tx.invoices().get(id)?
        else {
            return Err(not_found(id));
        };
        let due = amount_due(invoice, settlement).map_err(|error| no_sum(id, &error))?;
        let now_is = status(invoice, settlement).map_err(|error| no_sum(id, &error))?;
        self.tx
            .conn
            .prepare_cached(
                "UPDATE invoices SET status = ?2, due_minor = ?3, paid_minor = ?4,
                     credited_minor = ?5, applied_minor = ?6, written_off_minor = ?7,
                     settlement = ?8, updated_at = ?9
                 WHERE key = ?1",
            )?
            .execute((
                standing.key,
                now_is.as_str(),
                due.minor(),
                settlement.paid.minor(),
                settlement.credited.minor(),
                settlement.applied_balance.minor(),
                settlement.written_off.minor(),
                to_json("settlement", id.as_str(), settlement)?,
                self.tx.now_text(),
            ))?;
        let shift = due.minor().saturating_sub(standing.due_minor);
        let shift = Money::new(shift, due.currency());
        if let Some(customer_key) = standing.customer_key {
            self.tx.shift_customer_totals(customer_key, shift, None)?;
        }
        self.tx.changed("invoices");
        self.tx.changed("customers");
        self.tx
            .audit_values("invoice", id.as_str(), Some(&before), Some(settlement))
    }
}

/// The log proves the issued invoice without holding it twice.
fn fingerprint(invoice: &Invoice, body: &str, logo: Option<String>) -> Value {
    json!({
        "status": "issued",
        "number": invoice.number(),
        "issued_on": instant::date_to_text(invoice.issued_on()),
        "due_on": instant::date_to_text(invoice.due_on()),
        "customer": invoice.customer().name,
        "total": invoice.totals().total,
        "logo": logo,
        "sha256": hex::encode(Sha256::digest(body)),
    })
}

fn no_sum(id: &InvoiceId, error: &MoneyError) -> StoreError {
    StoreError::Unreadable {
        kind: "invoice",
        id: id.to_string(),
        detail: error.to_string(),
    }
}
