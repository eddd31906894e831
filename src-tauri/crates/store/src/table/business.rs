//! The one business whose ledger this is, and its logo.

use billing::business::Business;
use serde_json::{Value, json};

use super::logos;
use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 18,
    name: "business",
    sql: "
        CREATE TABLE business (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            body TEXT,
            logo TEXT REFERENCES logos(hash)
        ) STRICT;
        INSERT INTO business(one) VALUES (1);",
    older_build_may_open: false,
}];

/// A picture as it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub struct BusinessRow<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct BusinessRowMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn business(&self) -> BusinessRow<'_> {
        BusinessRow { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn business_mut(&self) -> BusinessRowMut<'_> {
        BusinessRowMut { tx: self }
    }
}

impl BusinessRow<'_> {
    /// None until the setup was done.
    pub fn get(&self) -> Result<Option<Business>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM business")?
            .query_row([], |row| row.get(0))?;
        body.map(|body| from_json("business", "", &body))
            .transpose()
    }

    pub fn logo(&self) -> Result<Option<Logo>, StoreError> {
        let hash = logos::current(self.tx.conn)?;
        hash.map(|hash| logos::get(self.tx.conn, &hash)).transpose()
    }
}

impl BusinessRowMut<'_> {
    pub fn put(&self, business: &Business) -> Result<(), StoreError> {
        let before = self.tx.business().get()?;
        let body = to_json("business", "", business)?;
        self.tx
            .conn
            .execute("UPDATE business SET body = ?1", [body])?;
        self.tx.changed("business");
        self.tx
            .audit_values("business", "", before.as_ref(), Some(business))
    }

    pub fn put_logo(&self, logo: Option<&Logo>) -> Result<(), StoreError> {
        let before = self.tx.business().logo()?;
        let hash = logo
            .map(|logo| logos::keep(self.tx.conn, logo))
            .transpose()?;
        self.tx
            .conn
            .execute("UPDATE business SET logo = ?1", [hash])?;
        self.tx.changed("business");
        self.tx
            .audit("logo", "", fingerprint(before.as_ref()), fingerprint(logo));
        Ok(())
    }
}

/// The log says which picture it was, without keeping the picture.
fn fingerprint(logo: Option<&Logo>) -> Value {
    logo.map_or(
        Value::Null,
        |logo| json!({"media_type": logo.media_type, "sha256": logos::hash_of(&logo.bytes)}),
    )
}
