//! Totals of a list whose table has kept sums beside it: those where they know enough, else every
//! row that matches is added up.

use billing::money::Currency;
use chrono::{Datelike, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::window::{Conditions, CurrencyTotals, ListQuery, currency, totals};
use crate::error::StoreError;

/// How the totals of a list are found. Both tables have a column `currency`, and the columns that
/// the sums are of.
pub(crate) struct Sums<F> {
    /// What a filter asks of the kept sums; None where it asks for more than they know.
    pub(crate) kept: fn(&F) -> Option<Conditions>,
    /// The table of the kept sums, with a column `count`.
    pub(crate) kept_in: &'static str,
    /// The table of the rows, with the name that the conditions call it.
    pub(crate) rows: &'static str,
    pub(crate) total: &'static str,
    pub(crate) due: &'static str,
}

impl<F> Sums<F> {
    /// The kept sums where the query asks for no more than they know, else all that matches is
    /// added up.
    pub(crate) fn of<C>(
        &self,
        conn: &Connection,
        query: &ListQuery<F, C>,
        conditions: &Conditions,
    ) -> Result<Vec<CurrencyTotals>, StoreError> {
        let searches = !query.search.trim().is_empty();
        match (self.kept)(&query.filter) {
            Some(kept) if !searches => self.of_kept(conn, &kept),
            _ => self.added_up(conn, conditions),
        }
    }

    fn of_kept(
        &self,
        conn: &Connection,
        conditions: &Conditions,
    ) -> Result<Vec<CurrencyTotals>, StoreError> {
        let Self {
            kept_in,
            total,
            due,
            ..
        } = self;
        let sql = format!(
            "SELECT currency, sum(count), {total}, {due} FROM {kept_in}
             WHERE {} GROUP BY currency HAVING sum(count) > 0 ORDER BY currency",
            conditions.to_sql()
        );
        totals(conn, &sql, conditions)
    }

    /// One pass, with columns for each currency that there is: to group the rows, they would be
    /// sorted first, which takes three times as long.
    fn added_up(
        &self,
        conn: &Connection,
        conditions: &Conditions,
    ) -> Result<Vec<CurrencyTotals>, StoreError> {
        let currencies = self.currencies(conn)?;
        if currencies.is_empty() {
            return Ok(Vec::new());
        }
        let of_one = ["count(*)", self.total, self.due]
            .map(|sum| format!("{sum} FILTER (WHERE currency = ?)"));
        let columns = vec![of_one.join(", "); currencies.len()].join(", ");
        let sql = format!(
            "SELECT {columns} FROM {} WHERE {}",
            self.rows,
            conditions.to_sql()
        );
        let codes = currencies.iter().flat_map(|currency| [currency.code(); 3]);
        let codes = codes.map(|code| Value::from(code.to_owned()));
        let values = codes.chain(conditions.values.iter().cloned());
        let mut statement = conn.prepare_cached(&sql)?;
        let mut totals = statement.query_row(params_from_iter(values), |row| {
            let sums = |(at, currency): (usize, &Currency)| {
                let sum = |column| row.get(at * 3 + column);
                Ok(CurrencyTotals::new(*currency, sum(0)?, sum(1)?, sum(2)?))
            };
            currencies
                .iter()
                .enumerate()
                .map(sums)
                .collect::<Result<Vec<_>, _>>()
        })?;
        totals.retain(|totals| totals.count > 0);
        Ok(totals)
    }

    fn currencies(&self, conn: &Connection) -> Result<Vec<Currency>, StoreError> {
        let mut statement = conn.prepare_cached(&format!(
            "SELECT DISTINCT currency FROM {} WHERE count > 0 ORDER BY currency",
            self.kept_in
        ))?;
        let codes = statement.query_map([], |row| row.get::<_, String>(0))?;
        codes.map(|code| currency(&code?)).collect()
    }
}

/// The months of a range of days, where it has them whole; None where it cuts one.
pub(crate) fn whole_months(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Option<(Option<String>, Option<String>)> {
    let begins = from.is_none_or(|from| from.day() == 1);
    let ends = |to: NaiveDate| to.succ_opt().is_none_or(|next| next.day() == 1);
    let month = |on: NaiveDate| on.format("%Y-%m").to_string();
    (begins && to.is_none_or(ends)).then(|| (from.map(month), to.map(month)))
}
