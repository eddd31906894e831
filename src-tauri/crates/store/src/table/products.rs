//! Products: what is sold.

use billing::catalog::Product;
use billing::ids::ProductId;
use rusqlite::OptionalExtension;

use crate::error::{StoreError, from_json, to_json};
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 20,
    name: "products",
    sql: "
        CREATE TABLE products (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            archived INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct Products<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct ProductsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn products(&self) -> Products<'_> {
        Products { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn products_mut(&self) -> ProductsMut<'_> {
        ProductsMut { tx: self }
    }
}

impl Products<'_> {
    pub fn get(&self, id: &ProductId) -> Result<Option<Product>, StoreError> {
        let body: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT body FROM products WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json("product", id.as_str(), &body))
            .transpose()
    }

    /// By name; those put away only when asked for.
    pub fn list(&self, with_archived: bool) -> Result<Vec<Product>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, body FROM products WHERE archived = 0 OR ?1 ORDER BY name, key",
        )?;
        let rows = statement.query_map([with_archived], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, body): (String, String) = row?;
            from_json("product", &id, &body)
        })
        .collect()
    }
}

impl ProductsMut<'_> {
    /// Adds the product, or replaces the one of the same id. Issued invoices carry its name.
    pub fn put(&self, product: &Product) -> Result<(), StoreError> {
        let before = self.tx.products().get(&product.id)?;
        let id = product.id.as_str();
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO products(id, name, archived, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT(id) DO UPDATE SET
                     name = excluded.name, archived = excluded.archived, body = excluded.body",
            )?
            .execute((
                id,
                &product.name,
                product.archived_at.is_some(),
                to_json("product", id, product)?,
            ))?;
        self.tx.changed("products");
        self.tx
            .audit_values("product", id, before.as_ref(), Some(product))
    }
}
