//! The chart of accounts with balances, and the postings of one account.

use std::collections::BTreeMap;

use billing::ledger::{Account, AccountBalance, AccountCode, account_for, standard_accounts};
use billing::money::{Currency, Money};
use store::ReadTx;
use store::table::journal_entries::RegisterRow;

use super::entry_dto::source_words;
use crate::context::App;
use crate::dto::ledger::{
    AccountList, AccountPostingRow, AccountPostings, AccountPostingsRequest, AccountRow,
};
use crate::dto::lists::Nothing;
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{count, window};

/// Every account, also those on which nothing stands yet.
pub fn accounts(app: &App, _request: Nothing) -> Result<AccountList, AppError> {
    app.read(|tx| {
        let mut accounts: BTreeMap<AccountCode, Account> = BTreeMap::new();
        for account in standard_accounts().into_iter().chain(tx.accounts().list()?) {
            accounts.insert(account.code.clone(), account);
        }
        let balances = tx.balances().as_of(None)?;
        let rows = accounts
            .values()
            .map(|account| row(account, &balances))
            .collect();
        Ok(AccountList { rows })
    })
}

fn row(account: &Account, balances: &[AccountBalance]) -> AccountRow {
    let own = balances
        .iter()
        .filter(|balance| balance.account == account.code);
    AccountRow {
        code: account.code.to_string(),
        name: account.name.clone(),
        kind: to_word(account.kind),
        balances: own.map(|balance| balance.balance.into()).collect(),
    }
}

/// A window of an account's postings, newest first, each with the balance after it.
pub fn account(app: &App, request: AccountPostingsRequest) -> Result<AccountPostings, AppError> {
    let code = AccountCode::try_new(&request.code).map_err(|e| AppError::from(e).at("code"))?;
    let named = account_for(&code).ok_or_else(|| not_found("account", code.as_str()).at("code"))?;
    let currency = request
        .currency
        .as_deref()
        .map(|code| Currency::try_new(code).map_err(|e| AppError::from(e).at("currency")))
        .transpose()?;
    app.read(|tx| {
        let balances = tx.balances().as_of(None)?;
        let (offset, limit) = window(request.offset, request.limit);
        let (newest, total_count) = match currency {
            None => newest(tx, &code, offset, limit)?,
            Some(currency) => newest_in(tx, &code, currency)?,
        };
        let mut balance = Standing::of(&code, &balances);
        let mut rows = Vec::new();
        for (at, posting) in (0_u32..).zip(newest) {
            let after = balance.step_back(posting.amount)?;
            if at >= offset && at - offset < limit {
                rows.push(posting_row(tx, posting, after)?);
            }
        }
        Ok(AccountPostings {
            account: row(&named, &balances),
            rows,
            total_count,
        })
    })
}

/// The postings down to the window's last, newest first: the balance is counted back through them.
fn newest(
    tx: &ReadTx<'_>,
    code: &AccountCode,
    offset: u32,
    limit: u32,
) -> Result<(Vec<RegisterRow>, u32), AppError> {
    let total = count(tx.journal_entries().register(code, 0, 0)?.1);
    let needed = offset.saturating_add(limit).min(total);
    let (mut rows, _) = tx
        .journal_entries()
        .register(code, total - needed, needed)?;
    rows.reverse();
    Ok((rows, total))
}

/// The same for one currency of an account that has several: all are read.
fn newest_in(
    tx: &ReadTx<'_>,
    code: &AccountCode,
    currency: Currency,
) -> Result<(Vec<RegisterRow>, u32), AppError> {
    let (mut rows, _) = tx.journal_entries().register(code, 0, u32::MAX)?;
    rows.retain(|row| row.amount.currency() == currency);
    rows.reverse();
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok((rows, total))
}

/// An account's balances while they are counted back.
struct Standing(BTreeMap<Currency, Money>);

impl Standing {
    fn of(code: &AccountCode, balances: &[AccountBalance]) -> Self {
        let own = balances.iter().filter(|balance| balance.account == *code);
        Self(
            own.map(|own| (own.balance.currency(), own.balance))
                .collect(),
        )
    }

    /// The balance after a posting; afterwards the one before it stands.
    fn step_back(&mut self, amount: Money) -> Result<Money, AppError> {
        let currency = amount.currency();
        let balance = self.0.entry(currency).or_insert(Money::zero(currency));
        let after = *balance;
        *balance = balance.try_sub(amount)?;
        Ok(after)
    }
}

fn posting_row(
    tx: &ReadTx<'_>,
    posting: RegisterRow,
    balance: Money,
) -> Result<AccountPostingRow, AppError> {
    let entry = tx.journal_entries().get(&posting.entry_id)?;
    let source = entry.as_ref().map(|entry| source_words(entry.source()));
    let (source_kind, source_id) = source.unwrap_or(("manual", None));
    Ok(AccountPostingRow {
        entry_id: posting.entry_id.to_string(),
        posted_on: posting.posted_on.to_string(),
        description: posting.description,
        source_kind: source_kind.to_owned(),
        source_id,
        amount: posting.amount.into(),
        balance: balance.into(),
    })
}
