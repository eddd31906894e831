//! Payments that came in. A wrong one is reversed, never removed.

use billing::ids::{CustomerId, InvoiceId, PaymentId};
use billing::money::Currency;
use billing::payment::{Payment, PaymentMethod};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params_from_iter};

use super::payment_totals::SUMS;
use super::window::{Conditions, ListQuery, Page, order_by};
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 9,
    name: "payments",
    sql: "
        CREATE TABLE payments (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            customer_key INTEGER NOT NULL REFERENCES customers(key),
            invoice_key INTEGER REFERENCES invoices(key),
            method TEXT NOT NULL,
            reference TEXT NOT NULL,
            received_on TEXT NOT NULL,
            currency TEXT NOT NULL,
            amount_minor INTEGER NOT NULL,
            reversed INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX payments_by_day
            ON payments(received_on, key, reversed, currency, amount_minor);
        CREATE INDEX payments_by_customer ON payments(customer_key, received_on, key);
        CREATE INDEX payments_by_invoice ON payments(invoice_key, key);
        CREATE TRIGGER payments_keep_their_face BEFORE UPDATE OF id, customer_key, invoice_key,
            method, received_on, currency, amount_minor ON payments
            BEGIN SELECT raise(ABORT, 'payments are reversed, never edited'); END;
        CREATE TRIGGER payments_never_removed BEFORE DELETE ON payments
            BEGIN SELECT raise(ABORT, 'payments are reversed, never removed'); END;",
    older_build_may_open: false,
}];

/// Which payments to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaymentFilter {
    pub customer: Option<CustomerId>,
    pub invoice: Option<InvoiceId>,
    pub methods: Vec<PaymentMethod>,
    pub currencies: Vec<Currency>,
    pub received_from: Option<NaiveDate>,
    pub received_to: Option<NaiveDate>,
    /// None shows both.
    pub reversed: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentColumn {
    ReceivedOn,
    Amount,
    Method,
    CustomerName,
    Reference,
    InvoiceNumber,
}

impl PaymentColumn {
    fn to_sql(self) -> &'static str {
        match self {
            Self::ReceivedOn => "p.received_on",
            Self::Amount => "p.amount_minor",
            Self::Method => "p.method",
            Self::CustomerName => "(SELECT sort_name FROM customers WHERE key = p.customer_key)",
            Self::Reference => "p.reference",
            Self::InvoiceNumber => "(SELECT number FROM invoices WHERE key = p.invoice_key)",
        }
    }
}

pub type PaymentQuery = ListQuery<PaymentFilter, PaymentColumn>;

/// A payment in a list, with who paid and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentListRow {
    pub payment: Payment,
    pub customer_name: String,
    pub invoice_number: Option<String>,
}

#[derive(Debug)]
pub struct Payments<'t> {
    pub(super) tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct PaymentsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn payments(&self) -> Payments<'_> {
        Payments { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn payments_mut(&self) -> PaymentsMut<'_> {
        PaymentsMut { tx: self }
    }
}

/// The method's word, as JSON writes it.
fn method_to_row(method: PaymentMethod) -> Result<String, StoreError> {
    Ok(to_json("payment method", "", &method)?
        .trim_matches('"')
        .to_owned())
}

fn conditions(query: &PaymentQuery) -> Result<Conditions, StoreError> {
    let mut conditions = Conditions::default();
    let filter = &query.filter;
    if let Some(customer) = &filter.customer {
        let sql = "p.customer_key = (SELECT key FROM customers WHERE id = ?)";
        conditions.and(sql, [customer.as_str().to_owned().into()]);
    }
    if let Some(invoice) = &filter.invoice {
        let sql = "p.invoice_key = (SELECT key FROM invoices WHERE id = ?)";
        conditions.and(sql, [invoice.as_str().to_owned().into()]);
    }
    let methods = filter
        .methods
        .iter()
        .map(|method| Ok(method_to_row(*method)?.into()));
    conditions.and_one_of("p.method", methods.collect::<Result<_, StoreError>>()?);
    let codes = filter
        .currencies
        .iter()
        .map(|currency| currency.code().to_owned().into());
    conditions.and_one_of("p.currency", codes.collect());
    let text = |on: Option<NaiveDate>| on.map(instant::date_to_text);
    conditions.and_range(
        "p.received_on",
        text(filter.received_from),
        text(filter.received_to),
    );
    if let Some(reversed) = filter.reversed {
        conditions.and("p.reversed = ?", [reversed.into()]);
    }
    if !query.search.trim().is_empty() {
        let like = format!("%{}%", query.search.trim());
        let sql = "(p.reference LIKE ?
            OR p.invoice_key IN (SELECT key FROM invoices WHERE number LIKE ?)
            OR p.customer_key IN (SELECT key FROM customers WHERE name LIKE ?))";
        conditions.and(sql, [like.clone().into(), like.clone().into(), like.into()]);
    }
    Ok(conditions)
}

impl Payments<'_> {
    pub fn get(&self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM payments WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("payment", id.as_str(), &body))
            .transpose()
    }

    /// `totals` leaves out what was reversed; the count does not.
    pub fn list(&self, query: &PaymentQuery) -> Result<Page<PaymentListRow>, StoreError> {
        let conditions = conditions(query)?;
        let totals = SUMS.of(self.tx.conn, query, &conditions)?;
        let order = order_by(
            &query.sort,
            PaymentColumn::to_sql,
            "p.received_on DESC",
            "p.key",
        );
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT p.id, p.body, c.name, i.number FROM (
                 SELECT p.key FROM payments p WHERE {} ORDER BY {order} LIMIT ? OFFSET ?
             ) w JOIN payments p ON p.key = w.key
             JOIN customers c ON c.key = p.customer_key
             LEFT JOIN invoices i ON i.key = p.invoice_key
             ORDER BY {order}",
            conditions.to_sql()
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let id: String = row.get(0)?;
            rows.push(PaymentListRow {
                payment: from_json("payment", &id, &row.get::<_, String>(1)?)?,
                customer_name: row.get(2)?,
                invoice_number: row.get(3)?,
            });
        }
        Ok(Page::new(rows, totals))
    }
}

impl PaymentsMut<'_> {
    pub fn record(&self, payment: &Payment) -> Result<(), StoreError> {
        let customer_key = self.tx.customer_key(&payment.customer_id)?;
        let invoice_key = payment
            .invoice_id
            .as_ref()
            .map(|id| self.tx.invoice_key(id))
            .transpose()?;
        let id = payment.id.as_str();
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO payments(id, customer_key, invoice_key, method, reference,
                     received_on, currency, amount_minor, reversed, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute((
                id,
                customer_key,
                invoice_key,
                method_to_row(payment.method)?,
                &payment.reference,
                instant::date_to_text(payment.received_on),
                payment.amount.currency().code(),
                payment.amount.minor(),
                payment.reversed_at.is_some(),
                to_json("payment", id, payment)?,
            ))?;
        self.tx.changed("payments");
        self.tx.audit_values("payment", id, None, Some(payment))
    }

    /// Keeps a payment that was just reversed.
    pub fn mark_reversed(&self, payment: &Payment) -> Result<(), StoreError> {
        let id = payment.id.as_str();
        let Some(before) = self.tx.payments().get(&payment.id)? else {
            return Err(StoreError::NotFound {
                kind: "payment",
                id: id.to_owned(),
            });
        };
        self.tx
            .conn
            .prepare_cached("UPDATE payments SET reversed = ?2, body = ?3 WHERE id = ?1")?
            .execute((
                id,
                payment.reversed_at.is_some(),
                to_json("payment", id, payment)?,
            ))?;
        self.tx.changed("payments");
        self.tx
            .audit_values("payment", id, Some(&before), Some(payment))
    }
}
