//! Windows of long lists: a filter, an order, a page of rows, and totals over all that match.

use billing::money::{Currency, Money};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{StoreError, from_json, to_json};

/// What a list shows. `filter` and the sort columns belong to the list; no SQL comes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery<F, C> {
    pub filter: F,
    /// First column first; ties are broken so that a window never repeats a row.
    pub sort: Vec<SortBy<C>>,
    pub offset: u32,
    pub limit: u32,
    /// Words that must all begin some word of the row; empty finds everything.
    pub search: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortBy<C> {
    pub column: C,
    pub descending: bool,
}

impl<F: Default, C> Default for ListQuery<F, C> {
    fn default() -> Self {
        let (filter, search) = (F::default(), String::new());
        Self {
            filter,
            sort: Vec::new(),
            offset: 0,
            limit: 100,
            search,
        }
    }
}

/// A window of rows, with count and totals of everything that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    pub rows: Vec<R>,
    pub total_count: i64,
    pub totals: Vec<CurrencyTotals>,
}

impl<R> Page<R> {
    /// A window of rows; every row that matches is in one of the totals.
    pub(crate) fn new(rows: Vec<R>, totals: Vec<CurrencyTotals>) -> Self {
        let total_count = totals.iter().map(|totals| totals.count).sum();
        Self {
            rows,
            total_count,
            totals,
        }
    }
}

/// Sums over all matching rows of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTotals {
    pub count: i64,
    pub total: Money,
    /// What is still to be paid, where the list's rows have that; else zero.
    pub due: Money,
}

impl CurrencyTotals {
    /// Sums in minor units; a sum of no row is none.
    pub(crate) fn new(
        currency: Currency,
        count: Option<i64>,
        total: Option<i64>,
        due: Option<i64>,
    ) -> Self {
        let money = |minor: Option<i64>| Money::new(minor.unwrap_or(0), currency);
        Self {
            count: count.unwrap_or(0),
            total: money(total),
            due: money(due),
        }
    }
}

/// The WHERE of a list, with its values in order.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    sql: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    pub(crate) fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.to_owned());
        self.values.extend(values);
    }

    /// `column IN (…)`, or nothing when there is no choice.
    pub(crate) fn and_one_of(&mut self, column: &str, values: Vec<Value>) {
        if !values.is_empty() {
            let places = vec!["?"; values.len()].join(", ");
            self.and(&format!("{column} IN ({places})"), values);
        }
    }

    pub(crate) fn and_range<T: Into<Value>>(
        &mut self,
        column: &str,
        from: Option<T>,
        to: Option<T>,
    ) {
        if let Some(from) = from {
            self.and(&format!("{column} >= ?"), [from.into()]);
        }
        if let Some(to) = to {
            self.and(&format!("{column} <= ?"), [to.into()]);
        }
    }

    pub(crate) fn to_sql(&self) -> String {
        if self.sql.is_empty() {
            "1".to_owned()
        } else {
            self.sql.join(" AND ")
        }
    }

    pub(crate) fn with_window(&self, offset: u32, limit: u32) -> Vec<Value> {
        let mut values = self.values.clone();
        values.extend([i64::from(limit).into(), i64::from(offset).into()]);
        values
    }
}

/// The ORDER BY of a list; the key comes last, in the direction of the first column.
pub(crate) fn order_by<C: Copy>(
    sort: &[SortBy<C>],
    to_sql: impl Fn(C) -> &'static str,
    default: &'static str,
    key: &str,
) -> String {
    let direction = |descending: bool| if descending { "DESC" } else { "ASC" };
    let Some(first) = sort.first() else {
        return format!("{default}, {key} DESC");
    };
    let mut columns: Vec<String> = sort
        .iter()
        .map(|by| format!("{} {}", to_sql(by.column), direction(by.descending)))
        .collect();
    columns.push(format!("{key} {}", direction(first.descending)));
    columns.join(", ")
}

/// Reads a currency as a column holds it.
pub(crate) fn currency(code: &str) -> Result<Currency, StoreError> {
    Currency::try_new(code).map_err(|error| StoreError::Unreadable {
        kind: "currency",
        id: code.to_owned(),
        detail: error.to_string(),
    })
}

/// An enum's word as a column holds it: the one that JSON writes.
pub(crate) fn word<T: Serialize>(kind: &'static str, value: &T) -> Result<String, StoreError> {
    Ok(to_json(kind, "", value)?.trim_matches('"').to_owned())
}

/// Reads an enum's word as a column holds it.
pub(crate) fn word_from_row<T: DeserializeOwned>(
    kind: &'static str,
    word: &str,
) -> Result<T, StoreError> {
    from_json(kind, word, &format!("\"{word}\""))
}

/// Reads an id as a column holds it.
pub(crate) fn id<T, E: std::fmt::Display>(
    kind: &'static str,
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, StoreError> {
    parse(text).map_err(|error| StoreError::Unreadable {
        kind,
        id: text.to_owned(),
        detail: error.to_string(),
    })
}

/// The totals of a list: `sql` answers rows of `currency, count, total, due`.
pub(crate) fn totals(
    conn: &Connection,
    sql: &str,
    conditions: &Conditions,
) -> Result<Vec<CurrencyTotals>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params_from_iter(&conditions.values), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    rows.map(|row: rusqlite::Result<(String, i64, i64, i64)>| {
        let (code, count, total, due) = row?;
        let currency = currency(&code)?;
        let (total, due) = (Money::new(total, currency), Money::new(due, currency));
        Ok(CurrencyTotals { count, total, due })
    })
    .collect()
}
