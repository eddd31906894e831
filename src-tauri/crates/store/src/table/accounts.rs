//! The chart of accounts as far as it has been posted to or set up.

use billing::ledger::{Account, AccountCode, AccountKind};
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 11,
    name: "accounts",
    sql: "
        CREATE TABLE accounts (
            key INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct Accounts<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct AccountsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts { tx: self }
    }

    pub(crate) fn account_key(&self, code: &AccountCode) -> Result<Option<i64>, StoreError> {
        let key = self
            .conn
            .prepare_cached("SELECT key FROM accounts WHERE code = ?1")?
            .query_row([code.as_str()], |row| row.get(0))
            .optional()?;
        Ok(key)
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn accounts_mut(&self) -> AccountsMut<'_> {
        AccountsMut { tx: self }
    }
}

pub(crate) fn code(text: &str) -> Result<AccountCode, StoreError> {
    super::window::id("account", text, AccountCode::try_new)
}

impl Accounts<'_> {
    /// By code.
    pub fn list(&self) -> Result<Vec<Account>, StoreError> {
        let mut statement = self
            .tx
            .conn
            .prepare_cached("SELECT code, name, kind FROM accounts ORDER BY code")?;
        let mut rows = statement.query([])?;
        let mut accounts = Vec::new();
        while let Some(row) = rows.next()? {
            let (text, kind): (String, String) = (row.get(0)?, row.get(2)?);
            let kind: AccountKind = from_json("account", &text, &kind)?;
            accounts.push(Account {
                code: code(&text)?,
                name: row.get(1)?,
                kind,
            });
        }
        Ok(accounts)
    }
}

impl AccountsMut<'_> {
    /// Adds the account unless its code is there already; codes never change their meaning.
    pub fn ensure(&self, account: &Account) -> Result<i64, StoreError> {
        if let Some(key) = self.tx.account_key(&account.code)? {
            return Ok(key);
        }
        let code = account.code.as_str();
        self.tx.conn.execute(
            "INSERT INTO accounts(code, name, kind) VALUES (?1, ?2, ?3)",
            (
                code,
                &account.name,
                to_json("account", code, &account.kind)?,
            ),
        )?;
        let key = self.tx.conn.last_insert_rowid();
        self.tx.changed("accounts");
        self.tx.audit_values("account", code, None, Some(account))?;
        Ok(key)
    }
}
