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
        "INSERT INTO balances(account_key, currency, month, debit_minor, credit_minor)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET
             debit_minor = debit_minor + excluded.debit_minor,
             credit_minor = credit_minor + excluded.credit_minor",
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
    FROM postings p INDEXED BY postings_by_day JOIN accounts a ON a.key = p.account_key
    WHERE p.posted_on >= ?1 AND p.posted_on <= ?2 GROUP BY p.account_key, p.currency";

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
        let to = as_of.map_or("9999-12-31".to_owned(), instant::date_to_text);
        let mut sums = Sums::new();
        self.add_up(&mut sums, PART_OF_MONTH, ["0000-01-01".to_owned(), to])?;
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
