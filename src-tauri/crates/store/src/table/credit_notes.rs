//! Credit notes: issued once, never changed.

use billing::ids::{CreditNoteId, CustomerId, InvoiceId};
use billing::invoice::CreditNote;
use billing::money::Currency;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params_from_iter};

use super::business::Logo;
use super::logos;
use super::window::{self, Conditions, ListQuery, Page, order_by};
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 8,
    name: "credit notes",
    sql: "
        CREATE TABLE credit_notes (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL UNIQUE,
            invoice_key INTEGER NOT NULL REFERENCES invoices(key),
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            issued_on TEXT NOT NULL,
            currency TEXT NOT NULL,
            total_minor INTEGER NOT NULL,
            logo TEXT REFERENCES logos(hash),
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX credit_notes_by_invoice ON credit_notes(invoice_key, key);
        CREATE INDEX credit_notes_by_customer ON credit_notes(customer_key, issued_on);
        CREATE INDEX credit_notes_by_day ON credit_notes(issued_on, key, currency, total_minor);
        CREATE TRIGGER credit_notes_never_edited BEFORE UPDATE ON credit_notes
            BEGIN SELECT raise(ABORT, 'credit notes are never edited'); END;
        CREATE TRIGGER credit_notes_never_removed BEFORE DELETE ON credit_notes
            BEGIN SELECT raise(ABORT, 'credit notes are never removed'); END;",
    older_build_may_open: false,
}];

/// Which credit notes to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreditNoteFilter {
    pub customer: Option<CustomerId>,
    pub currencies: Vec<Currency>,
    pub issued_from: Option<NaiveDate>,
    pub issued_to: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditNoteColumn {
    Number,
    IssuedOn,
    Total,
    CustomerName,
    InvoiceNumber,
}

impl CreditNoteColumn {
    fn to_sql(self) -> &'static str {
        match self {
            Self::Number => "n.number",
            Self::IssuedOn => "n.issued_on",
            Self::Total => "n.total_minor",
            Self::CustomerName => "i.customer_name",
            Self::InvoiceNumber => "i.number",
        }
    }
}

pub type CreditNoteQuery = ListQuery<CreditNoteFilter, CreditNoteColumn>;

/// A credit note in a list, with the invoice it corrects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNoteListRow {
    pub credit_note: CreditNote,
    pub invoice_number: String,
    pub customer_id: CustomerId,
    pub customer_name: String,
}

#[derive(Debug)]
pub struct CreditNotes<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct CreditNotesMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn credit_notes(&self) -> CreditNotes<'_> {
        CreditNotes { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn credit_notes_mut(&self) -> CreditNotesMut<'_> {
        CreditNotesMut { tx: self }
    }
}

fn conditions(query: &CreditNoteQuery) -> Conditions {
    let mut conditions = Conditions::default();
    let filter = &query.filter;
    if let Some(customer) = &filter.customer {
        let sql = "n.customer_key = (SELECT key FROM customers WHERE id = ?)";
        conditions.and(sql, [customer.as_str().to_owned().into()]);
    }
    let codes = filter
        .currencies
        .iter()
        .map(|currency| currency.code().to_owned().into());
    conditions.and_one_of("n.currency", codes.collect());
    let text = |on: Option<NaiveDate>| on.map(instant::date_to_text);
    conditions.and_range(
        "n.issued_on",
        text(filter.issued_from),
        text(filter.issued_to),
    );
    if !query.search.trim().is_empty() {
        let like = format!("%{}%", query.search.trim());
        let sql = "(n.number LIKE ? OR i.number LIKE ? OR i.customer_name LIKE ?)";
        conditions.and(sql, [like.clone().into(), like.clone().into(), like.into()]);
    }
    conditions
}

const FROM: &str = "credit_notes n JOIN invoices i ON i.key = n.invoice_key";

impl CreditNotes<'_> {
    pub fn get(&self, id: &CreditNoteId) -> Result<Option<CreditNote>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM credit_notes WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("credit note", id.as_str(), &body))
            .transpose()
    }

    /// The logo that the business had when the note was issued.
    pub fn logo(&self, id: &CreditNoteId) -> Result<Option<Logo>, StoreError> {
        logos::of(
            self.tx,
            "SELECT logo FROM credit_notes WHERE id = ?1",
            id.as_str(),
        )
    }

    /// Those of one invoice, in the order they were issued: what a further one builds on.
    pub fn of_invoice(&self, invoice: &InvoiceId) -> Result<Vec<CreditNote>, StoreError> {
        let key = self.tx.invoice_key(invoice)?;
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, body FROM credit_notes WHERE invoice_key = ?1 ORDER BY key",
        )?;
        let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("credit note", &id, &body)
        })
        .collect()
    }

    pub fn list(&self, query: &CreditNoteQuery) -> Result<Page<CreditNoteListRow>, StoreError> {
        let conditions = conditions(query);
        let matching = conditions.to_sql();
        let sql = format!(
            "SELECT n.currency, count(*), sum(n.total_minor), 0 FROM {FROM}
             WHERE {matching} GROUP BY n.currency ORDER BY n.currency"
        );
        let totals = window::totals(self.tx.conn, &sql, &conditions)?;
        let order = order_by(
            &query.sort,
            CreditNoteColumn::to_sql,
            "n.issued_on DESC",
            "n.key",
        );
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT n.id, n.body, i.number, c.id, i.customer_name
             FROM {FROM} JOIN customers c ON c.key = n.customer_key
             WHERE {matching} ORDER BY {order} LIMIT ? OFFSET ?"
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let (id, customer): (String, String) = (row.get(0)?, row.get(3)?);
            rows.push(CreditNoteListRow {
                credit_note: from_json("credit note", &id, &row.get::<_, String>(1)?)?,
                invoice_number: row.get(2)?,
                customer_id: window::id("customer", &customer, CustomerId::parse)?,
                customer_name: row.get(4)?,
            });
        }
        Ok(Page::new(rows, totals))
    }
}

impl CreditNotesMut<'_> {
    pub fn issue(&self, note: &CreditNote) -> Result<(), StoreError> {
        let invoice_key = self.tx.invoice_key(&note.invoice_id)?;
        let id = note.id.as_str();
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO credit_notes(id, number, invoice_key, customer_key, issued_on,
                     currency, total_minor, body, logo)
                 VALUES (?1, ?2, ?3, (SELECT customer_key FROM invoices WHERE key = ?3), ?4, ?5,
                     ?6, ?7, ?8)",
            )?
            .execute((
                id,
                &note.number,
                invoice_key,
                instant::date_to_text(note.issued_on),
                note.total.currency().code(),
                note.total.minor(),
                to_json("credit note", id, note)?,
                logos::current(self.tx.conn)?,
            ))?;
        self.tx.changed("credit_notes");
        self.tx.audit_values("credit note", id, None, Some(note))
    }
}
