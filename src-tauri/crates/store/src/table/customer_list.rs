//! The list of customers: windows of rows with what each owes.

use billing::customer::Customer;
use billing::ids::CustomerId;
use billing::money::Currency;
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::customers::{CustomerTotals, Customers};
use super::window::{self, Conditions, CurrencyTotals, ListQuery, Page, order_by};
use crate::error::{StoreError, from_json};
use crate::instant;
use crate::search;

/// Which customers to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    /// None shows both.
    pub archived: Option<bool>,
    pub countries: Vec<String>,
    pub currencies: Vec<Currency>,
    /// Only those who owe something.
    pub outstanding: bool,
    /// Only those with an open invoice that was due before this day.
    pub past_due_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerColumn {
    Name,
    Email,
    Country,
    Currency,
    CreatedAt,
    InvoiceCount,
    LastIssuedOn,
    /// Whoever is due longest first, archived customers last.
    Status,
    /// In the customer's own currency.
    Outstanding,
    /// In the customer's own currency.
    Invoiced,
}

impl CustomerColumn {
    fn to_sql(self) -> &'static str {
        match self {
            Self::Name => "c.sort_name",
            Self::Email => "c.email",
            Self::Country => "c.country",
            Self::Currency => "c.currency",
            Self::CreatedAt => "c.created_at",
            Self::Status => {
                "iif(c.archived, 'z', coalesce((SELECT min(i.due_on) FROM invoices i
                  WHERE i.customer_key = c.key AND i.status = 'open'), 'y'))"
            }
            Self::InvoiceCount => {
                "(SELECT coalesce(sum(t.invoice_count), 0) FROM customer_totals t
                  WHERE t.customer_key = c.key)"
            }
            Self::LastIssuedOn => {
                "(SELECT coalesce(max(t.last_issued_on), '') FROM customer_totals t
                  WHERE t.customer_key = c.key)"
            }
            Self::Outstanding => {
                "(SELECT coalesce(sum(t.outstanding_minor), 0) FROM customer_totals t
                  WHERE t.customer_key = c.key AND t.currency = c.currency)"
            }
            Self::Invoiced => {
                "(SELECT coalesce(sum(t.invoiced_minor), 0) FROM customer_totals t
                  WHERE t.customer_key = c.key AND t.currency = c.currency)"
            }
        }
    }
}

pub type CustomerQuery = ListQuery<CustomerFilter, CustomerColumn>;

/// A customer in a list, with the sums of each currency they were billed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerListRow {
    pub customer: Customer,
    pub totals: Vec<CustomerTotals>,
}

fn conditions(conn: &Connection, query: &CustomerQuery) -> Result<Conditions, StoreError> {
    let mut conditions = Conditions::default();
    let filter = &query.filter;
    if let Some(archived) = filter.archived {
        conditions.and("c.archived = ?", [archived.into()]);
    }
    conditions.and_one_of("c.country", texts(&filter.countries));
    let codes: Vec<&str> = filter
        .currencies
        .iter()
        .map(|currency| currency.code())
        .collect();
    conditions.and_one_of("c.currency", texts(&codes));
    if filter.outstanding {
        let sql = "EXISTS (SELECT 1 FROM customer_totals t
                   WHERE t.customer_key = c.key AND t.outstanding_minor <> 0)";
        conditions.and(sql, []);
    }
    if let Some(on) = filter.past_due_on {
        let sql = "EXISTS (SELECT 1 FROM invoices i
                   WHERE i.customer_key = c.key AND i.status = 'open' AND i.due_on < ?)";
        conditions.and(sql, [instant::date_to_text(on).into()]);
    }
    if let Some(found) = search::matching(conn, "customers_search", &query.search)? {
        let values = found.values.map(Value::from);
        conditions.and(&format!("c.key IN {}", found.sql), values);
    }
    Ok(conditions)
}

fn texts<T: ToString>(values: &[T]) -> Vec<Value> {
    values
        .iter()
        .map(|value| value.to_string().into())
        .collect()
}

impl Customers<'_> {
    /// `totals` has invoiced and outstanding sums; its counts are customers billed in a currency.
    pub fn list(&self, query: &CustomerQuery) -> Result<Page<CustomerListRow>, StoreError> {
        let conditions = conditions(self.tx.conn, query)?;
        let matching = conditions.to_sql();
        let total_count = self
            .tx
            .conn
            .prepare_cached(&format!(
                "SELECT count(*) FROM customers c WHERE {matching}"
            ))?
            .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
        let totals = self.list_totals(&conditions)?;
        let order = order_by(&query.sort, CustomerColumn::to_sql, "c.sort_name", "c.key");
        let mut statement = self.tx.conn.prepare_cached(&format!(
            "SELECT c.key, c.id, c.body FROM customers c WHERE {matching}
             ORDER BY {order} LIMIT ? OFFSET ?"
        ))?;
        let values = conditions.with_window(query.offset, query.limit);
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let id: String = row.get(1)?;
            let customer = from_json("customer", &id, &row.get::<_, String>(2)?)?;
            rows.push(CustomerListRow {
                customer,
                totals: self.totals_of(row.get(0)?)?,
            });
        }
        Ok(Page {
            rows,
            total_count,
            totals,
        })
    }

    fn list_totals(&self, conditions: &Conditions) -> Result<Vec<CurrencyTotals>, StoreError> {
        let sql = format!(
            "SELECT t.currency, count(*), sum(t.invoiced_minor), sum(t.outstanding_minor)
             FROM customers c JOIN customer_totals t ON t.customer_key = c.key
             WHERE {} GROUP BY t.currency ORDER BY t.currency",
            conditions.to_sql()
        );
        window::totals(self.tx.conn, &sql, conditions)
    }

    /// All ids, by name: for pickers and exports.
    pub fn ids(&self) -> Result<Vec<CustomerId>, StoreError> {
        let mut statement = self
            .tx
            .conn
            .prepare_cached("SELECT id FROM customers ORDER BY sort_name, key")?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        ids.map(|id| window::id("customer", &id?, CustomerId::parse))
            .collect()
    }
}
