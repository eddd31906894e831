//! The list of invoices and drafts: windows of rows without their bodies.

use billing::ids::{CustomerId, InvoiceId};
use billing::invoice::InvoiceStatus;
use billing::money::{Currency, Money};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::invoice_totals::SUMS;
use super::invoices::Invoices;
use super::window::{self, Conditions, ListQuery, Page, order_by};
use crate::error::StoreError;
use crate::instant;
use crate::search;

/// Which invoices to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InvoiceFilter {
    /// Empty shows all.
    pub statuses: Vec<InvoiceStatus>,
    pub customer: Option<CustomerId>,
    pub currencies: Vec<Currency>,
    pub issued_from: Option<NaiveDate>,
    pub issued_to: Option<NaiveDate>,
    pub due_from: Option<NaiveDate>,
    pub due_to: Option<NaiveDate>,
    /// Open and due before this day.
    pub past_due_on: Option<NaiveDate>,
    pub least_total_minor: Option<i64>,
    pub most_total_minor: Option<i64>,
    pub least_due_minor: Option<i64>,
    pub most_due_minor: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvoiceColumn {
    Number,
    CustomerName,
    Status,
    Currency,
    IssuedOn,
    DueOn,
    Total,
    Due,
    Reference,
    CreatedAt,
    UpdatedAt,
}

impl InvoiceColumn {
    fn to_sql(self) -> &'static str {
        match self {
            Self::Number => "i.number",
            Self::CustomerName => "i.customer_name",
            Self::Status => "i.status",
            Self::Currency => "i.currency",
            Self::IssuedOn => "i.issued_on",
            Self::DueOn => "i.due_on",
            Self::Total => "i.total_minor",
            Self::Due => "i.due_minor",
            Self::Reference => "i.reference",
            Self::CreatedAt => "i.created_at",
            Self::UpdatedAt => "i.updated_at",
        }
    }

    /// Whether the index of the list has it.
    fn is_listed(self) -> bool {
        !matches!(self, Self::Number | Self::Reference | Self::CreatedAt)
    }
}

pub type InvoiceQuery = ListQuery<InvoiceFilter, InvoiceColumn>;

/// An invoice in a list. A draft has no number; its day is the one it is meant for, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceListRow {
    pub id: InvoiceId,
    pub status: InvoiceStatus,
    pub number: Option<String>,
    /// A draft may have none yet.
    pub customer_id: Option<CustomerId>,
    pub customer_name: String,
    pub reference: String,
    pub issued_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub total: Money,
    pub due: Money,
    pub paid: Money,
    pub credited: Money,
    pub updated_at: DateTime<Utc>,
}

const COLUMNS: &str = "i.id, i.status, i.number, c.id, i.customer_name, i.reference, i.issued_on,
    i.due_on, i.currency, i.total_minor, i.due_minor, i.paid_minor, i.credited_minor,
    i.updated_at";

impl InvoiceListRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let currency = window::currency(&row.get::<_, String>(8)?)?;
        let day = |column| -> Result<Option<NaiveDate>, StoreError> {
            let text: Option<String> = row.get(column)?;
            text.map(|text| instant::date_from_text("invoice", &text))
                .transpose()
        };
        let customer: Option<String> = row.get(3)?;
        let customer = customer.map(|text| window::id("customer", &text, CustomerId::parse));
        Ok(Self {
            id: window::id("invoice", &row.get::<_, String>(0)?, InvoiceId::parse)?,
            status: status_from_row(&row.get::<_, String>(1)?)?,
            number: row.get(2)?,
            customer_id: customer.transpose()?,
            customer_name: row.get(4)?,
            reference: row.get(5)?,
            issued_on: day(6)?,
            due_on: day(7)?,
            total: Money::new(row.get(9)?, currency),
            due: Money::new(row.get(10)?, currency),
            paid: Money::new(row.get(11)?, currency),
            credited: Money::new(row.get(12)?, currency),
            updated_at: instant::from_text("invoice", &row.get::<_, String>(13)?)?,
        })
    }
}

pub(super) fn status_from_row(text: &str) -> Result<InvoiceStatus, StoreError> {
    Ok(match text {
        "draft" => InvoiceStatus::Draft,
        "open" => InvoiceStatus::Open,
        "paid" => InvoiceStatus::Paid,
        "void" => InvoiceStatus::Void,
        "uncollectible" => InvoiceStatus::Uncollectible,
        other => {
            let detail = "no such status".to_owned();
            return Err(StoreError::Unreadable {
                kind: "invoice",
                id: other.into(),
                detail,
            });
        }
    })
}

/// Statuses stand in the SQL itself: only so is `invoices_unsettled` found for them.
fn one_of(statuses: &[InvoiceStatus]) -> String {
    let words = statuses
        .iter()
        .map(|status| format!("'{}'", status.as_str()));
    match words.collect::<Vec<_>>().as_slice() {
        [one] => format!("i.status = {one}"),
        several => format!("i.status IN ({})", several.join(", ")),
    }
}

fn text(on: Option<NaiveDate>) -> Option<String> {
    on.map(instant::date_to_text)
}

fn conditions(conn: &Connection, query: &InvoiceQuery) -> Result<Conditions, StoreError> {
    let mut conditions = Conditions::default();
    let filter = &query.filter;
    let word = |text: &str| Value::from(text.to_owned());
    if !filter.statuses.is_empty() {
        conditions.and(&one_of(&filter.statuses), []);
    }
    let currencies = filter
        .currencies
        .iter()
        .map(|currency| word(currency.code()))
        .collect();
    conditions.and_one_of("i.currency", currencies);
    if let Some(customer) = &filter.customer {
        let sql = "i.customer_key = (SELECT key FROM customers WHERE id = ?)";
        conditions.and(sql, [word(customer.as_str())]);
    }
    conditions.and_range(
        "i.issued_on",
        text(filter.issued_from),
        text(filter.issued_to),
    );
    conditions.and_range("i.due_on", text(filter.due_from), text(filter.due_to));
    if let Some(on) = filter.past_due_on {
        let on = Value::from(instant::date_to_text(on));
        conditions.and("i.status = 'open' AND i.due_on < ?", [on]);
    }
    let (least, most) = (filter.least_total_minor, filter.most_total_minor);
    conditions.and_range("i.total_minor", least, most);
    let (least, most) = (filter.least_due_minor, filter.most_due_minor);
    conditions.and_range("i.due_minor", least, most);
    if let Some(found) = search::matching(conn, "invoices_search", &query.search)? {
        let values = found.values.map(Value::from);
        conditions.and(&format!("i.key IN {}", found.sql), values);
    }
    Ok(conditions)
}

/// What an order is made of. Where the order falls, rows are read from the newest on: most columns
/// rise with time or have few values, and reading upwards each row would take the place of one
/// that was kept before. Columns that `invoices_listed` does not have are read as they lie.
fn found(query: &InvoiceQuery, conditions: &Conditions) -> String {
    let matching = format!("invoices i WHERE {}", conditions.to_sql());
    let falls = query.sort.first().is_some_and(|by| by.descending);
    if !falls || query.sort.iter().any(|by| !by.column.is_listed()) {
        return matching;
    }
    let columns: Vec<_> = query.sort.iter().map(|by| by.column.to_sql()).collect();
    format!(
        "(SELECT i.key, {} FROM {matching}
          ORDER BY i.listed_at DESC, i.key DESC LIMIT -1) i",
        columns.join(", ")
    )
}

/// Where the kept sums do not know the totals, those and the order are found in `invoices_listed`,
/// which has all the columns of a filter and the usual ones of an order. It lies in the order of
/// the list, so that without another order only the rows of the window are read. Of what is past
/// due and of drafts, `invoices_unsettled` has the few rows there are.
impl Invoices<'_> {
    /// Unless sorted, newest first: a draft by its last change, an issued invoice by its day.
    pub fn list(&self, query: &InvoiceQuery) -> Result<Page<InvoiceListRow>, StoreError> {
        let conditions = conditions(self.tx.conn, query)?;
        let totals = SUMS.of(self.tx.conn, query, &conditions)?;
        let order = order_by(
            &query.sort,
            InvoiceColumn::to_sql,
            "i.listed_at DESC",
            "i.key",
        );
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM (
                 SELECT i.key FROM {} ORDER BY {order} LIMIT ? OFFSET ?
             ) w JOIN invoices i ON i.key = w.key
             LEFT JOIN customers c ON c.key = i.customer_key
             ORDER BY {order}",
            found(query, &conditions)
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(InvoiceListRow::from_row(row)?);
        }
        Ok(Page::new(rows, totals))
    }
}
