//! `ledger.trial_balance`: every account's balance in its column, and their sums.

use std::collections::BTreeMap;

use billing::ledger::{Account, AccountCode, trial_balance as set_out};
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::ReadTx;

use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::ledger::{TrialBalance, TrialBalanceRequest, TrialBalanceRow, TrialBalanceTotal};
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::listing::day;

/// As of the end of a day; of all entries where no day is named.
pub fn trial_balance(app: &App, request: TrialBalanceRequest) -> Result<TrialBalance, AppError> {
    let as_of = request
        .as_of
        .as_deref()
        .map(|text| day(text, "as_of"))
        .transpose()?;
    let now = app.now();
    app.read(|tx| {
        let shown = match as_of {
            Some(on) => on,
            None => local_date(now, &load(tx)?.timezone),
        };
        compute(tx, as_of, shown)
    })
}

fn compute(
    tx: &ReadTx<'_>,
    as_of: Option<NaiveDate>,
    shown: NaiveDate,
) -> Result<TrialBalance, AppError> {
    let books = set_out(&tx.balances().as_of(as_of)?)?;
    let accounts: BTreeMap<AccountCode, Account> = tx
        .accounts()
        .list()?
        .into_iter()
        .map(|account| (account.code.clone(), account))
        .collect();
    let mut sums: BTreeMap<Currency, (Money, Money)> = BTreeMap::new();
    let mut rows = Vec::with_capacity(books.rows.len());
    for row in &books.rows {
        let zero = Money::zero(row.debit.currency());
        let (debits, credits) = sums.entry(row.debit.currency()).or_insert((zero, zero));
        *debits = debits.try_add(row.debit)?;
        *credits = credits.try_add(row.credit)?;
        let account = accounts.get(&row.account);
        rows.push(TrialBalanceRow {
            account: row.account.to_string(),
            name: account
                .map(|account| account.name.clone())
                .unwrap_or_default(),
            kind: account
                .map(|account| to_word(account.kind))
                .unwrap_or_default(),
            debit: (!row.debit.is_zero()).then(|| row.debit.into()),
            credit: (!row.credit.is_zero()).then(|| row.credit.into()),
        });
    }
    let totals = sums.into_values().map(|(debit, credit)| TrialBalanceTotal {
        debit: debit.into(),
        credit: credit.into(),
    });
    Ok(TrialBalance {
        as_of: shown.to_string(),
        rows,
        totals: totals.collect(),
        balanced: books.is_balanced(),
    })
}
