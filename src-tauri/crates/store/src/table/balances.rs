//! Balances kept per account, currency and month, in the transaction that posts them.

use std::collections::BTreeMap;

use billing::ledger::{AccountBalance, AccountCode};
use billing::money::Money;
use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::{accounts, window};
use crate::error::StoreError;
use crate::instant;
use crate::migration::Migration;
use crate::transaction::ReadTx;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 13,
    name: "kept balances",
    sql: "
        CREATE TABLE balances (
            account_key INTEGER NOT NULL REFERENCES accounts(key),
            currency TEXT NOT NULL,
            month INTEGER NOT NULL,
            debit_minor INTEGER NOT NULL CHECK (debit_minor >= 0),
            credit_minor INTEGER NOT NULL CHECK (credit_minor >= 0),
            postings INTEGER NOT NULL,
            PRIMARY KEY (account_key, currency, month)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// Months count from year 0, so that they compare as numbers.
fn month_of(on: NaiveDate) -> i64 {
    i64::from(on.year()) * 12 + i64::from(on.month0())
}

pub(crate) fn add(
    conn: &Connection,
    account_key: i64,
    posted_on: NaiveDate,
    amount: Money,
) -> rusqlite::Result<()> {
    let (debit, credit) = (
        amount.minor().max(0),
        amount.minor().min(0).saturating_neg(),
    );
    conn.prepare_cached(
        "INSERT INTO balances(account_key, currency, month, debit_minor, credit_minor, postings)
         VALUES (?1, ?2, ?3, ?4, ?5, 1)
         ON CONFLICT DO UPDATE SET
             debit_minor = debit_minor + excluded.debit_minor,
             credit_minor = credit_minor + excluded.credit_minor,
             postings = postings + 1",
    )?
    .execute((
        account_key,
        amount.currency().code(),
        month_of(posted_on),
        debit,
        credit,
    ))?;
    Ok(())
}

/// A month in which an account was posted to, and how often, in all currencies.
pub(super) struct Month {
    month: i64,
    pub(super) postings: i64,
}

/// The months of an account, in their order: they say where in the journal its postings are, so
/// that no index of them by account has to be kept.
pub(super) fn months_of(conn: &Connection, account_key: i64) -> rusqlite::Result<Vec<Month>> {
    conn.prepare_cached(
        "SELECT month, sum(postings) FROM balances WHERE account_key = ?1
         GROUP BY month ORDER BY month",
    )?
    .query_map([account_key], |row| {
        Ok(Month {
            month: row.get(0)?,
            postings: row.get(1)?,
        })
    })?
    .collect()
}

/// Days, and how many of the account's postings to pass over from the first of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: String,
    /// Not included.
    pub(super) before: String,
    pub(super) offset: i64,
}

/// The months that have the postings of a window; None where it begins after the last.
pub(super) fn span_of(months: &[Month], offset: i64, limit: i64) -> Option<Span> {
    let (mut seen, mut first) = (0, None);
    for month in months {
        let with_it = seen + month.postings;
        if first.is_none() && with_it > offset {
            first = Some((month.month, offset - seen));
        }
        seen = with_it;
        let is_last = seen >= offset.saturating_add(limit);
        if let (Some((from, offset)), true) = (first, is_last) {
            return Some(Span::new(from, month.month, offset));
        }
    }
    let last = months.last()?.month;
    first.map(|(from, offset)| Span::new(from, last, offset))
}

impl Span {
    fn new(first: i64, last: i64, offset: i64) -> Self {
        let text = |month: i64| format!("{:04}-{:02}", month / 12, month % 12 + 1);
        Self {
            from: text(first),
            before: text(last + 1),
            offset,
        }
    }
}

type Sums = BTreeMap<(AccountCode, String), (i64, i64)>;

#[derive(Debug)]
pub struct Balances<'t> {
    tx: &'t ReadTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn balances(&self) -> Balances<'_> {
        Balances { tx: self }
    }
}

/// The kept months before the date's own, then what the month has up to the date. A date that
/// ends its month takes that month whole.
const AS_OF: &str = "
    SELECT a.code, b.currency, sum(b.debit_minor), sum(b.credit_minor)
    FROM balances b JOIN accounts a ON a.key = b.account_key
    WHERE b.month < ?1 GROUP BY b.account_key, b.currency";

const PART_OF_MONTH: &str = "
    SELECT a.code, p.currency, sum(max(p.amount_minor, 0)), -sum(min(p.amount_minor, 0))
    FROM journal_entries e CROSS JOIN postings p ON p.entry_key = e.key
    JOIN accounts a ON a.key = p.account_key
    WHERE e.posted_on >= ?1 AND e.posted_on <= ?2 GROUP BY p.account_key, p.currency";

const ALL_POSTINGS: &str = "
    SELECT a.code, p.currency, sum(max(p.amount_minor, 0)), -sum(min(p.amount_minor, 0))
    FROM postings p JOIN accounts a ON a.key = p.account_key GROUP BY p.account_key, p.currency";

impl Balances<'_> {
    /// Every account's balance after all entries posted on or before `as_of`; of all when None.
    /// Ordered by account and currency.
    pub fn as_of(&self, as_of: Option<NaiveDate>) -> Result<Vec<AccountBalance>, StoreError> {
        let mut sums = Sums::new();
        let Some(on) = as_of else {
            self.add_up(&mut sums, AS_OF, [i64::MAX])?;
            return to_balances(sums);
        };
        let ends_month = on.succ_opt().is_none_or(|next| next.month() != on.month());
        let whole_before = if ends_month {
            month_of(on) + 1
        } else {
            month_of(on)
        };
        self.add_up(&mut sums, AS_OF, [whole_before])?;
        if !ends_month {
            let first = on.with_day(1).unwrap_or(on);
            let days = [instant::date_to_text(first), instant::date_to_text(on)];
            self.add_up(&mut sums, PART_OF_MONTH, days)?;
        }
        to_balances(sums)
    }

    /// What was posted from `from` to `to`, both included.
    pub fn between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<AccountBalance>, StoreError> {
        let mut sums = Sums::new();
        for balance in self.as_of(Some(to))? {
            let key = (balance.account, balance.debit.currency().code().to_owned());
            sums.insert(key, (balance.debit.minor(), balance.credit.minor()));
        }
        if let Some(day_before) = from.pred_opt() {
            for balance in self.as_of(Some(day_before))? {
                let key = (balance.account, balance.debit.currency().code().to_owned());
                let sum = sums.entry(key).or_default();
                sum.0 -= balance.debit.minor();
                sum.1 -= balance.credit.minor();
            }
        }
        sums.retain(|_, sum| *sum != (0, 0));
        to_balances(sums)
    }

    /// The same figures from the postings themselves, to prove the kept ones; reads them all.
    pub fn from_postings(
        &self,
        as_of: Option<NaiveDate>,
    ) -> Result<Vec<AccountBalance>, StoreError> {
        let mut sums = Sums::new();
        match as_of {
            None => self.add_up(&mut sums, ALL_POSTINGS, [])?,
            Some(on) => {
                let days = ["0000-01-01".to_owned(), instant::date_to_text(on)];
                self.add_up(&mut sums, PART_OF_MONTH, days)?;
            }
        }
        to_balances(sums)
    }

    fn add_up(
        &self,
        sums: &mut Sums,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<(), StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        while let Some(row) = rows.next()? {
            let code = accounts::code(&row.get::<_, String>(0)?)?;
            let sum = sums.entry((code, row.get(1)?)).or_default();
            sum.0 = checked(sum.0.checked_add(row.get(2)?))?;
            sum.1 = checked(sum.1.checked_add(row.get(3)?))?;
        }
        Ok(())
    }
}

fn to_balances(sums: Sums) -> Result<Vec<AccountBalance>, StoreError> {
    sums.into_iter()
        .map(|((account, code), (debit, credit))| {
            let currency = window::currency(&code)?;
            let money = |minor| Money::new(minor, currency);
            let balance = money(checked(debit.checked_sub(credit))?);
            Ok(AccountBalance {
                account,
                debit: money(debit),
                credit: money(credit),
                balance,
            })
        })
        .collect()
}

fn checked(sum: Option<i64>) -> Result<i64, StoreError> {
    sum.ok_or_else(|| StoreError::RuleBroken {
        rule: "sums fit into 64 bits",
        detail: "a balance is too large".to_owned(),
    })
}
