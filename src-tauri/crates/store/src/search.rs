//! Finding customers and invoices by the beginnings of words, whatever their accents and case.

use billing::ids::{CustomerId, InvoiceId};
use rusqlite::Connection;

use crate::error::StoreError;
use crate::migration::Migration;
use crate::table::window;
use crate::transaction::ReadTx;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 17,
    name: "search",
    sql: "
        CREATE VIRTUAL TABLE customers_search USING fts5(
            text, content = '', contentless_delete = 1, prefix = '2 3',
            tokenize = 'unicode61 remove_diacritics 2');
        CREATE VIRTUAL TABLE invoices_search USING fts5(
            text, content = '', contentless_delete = 1, prefix = '2 3',
            tokenize = 'unicode61 remove_diacritics 2');",
    older_build_may_open: false,
}];

/// A customer or an invoice that was found, with what to show of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchHit {
    Customer {
        id: CustomerId,
        name: String,
        email: String,
    },
    Invoice {
        id: InvoiceId,
        number: Option<String>,
        customer_name: String,
    },
}

/// The query as FTS5 wants it: each word quoted, as a beginning. None when there is no word.
pub(crate) fn to_match(search: &str) -> Option<String> {
    let words: Vec<String> = search
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

pub(crate) fn index(
    conn: &Connection,
    table: &'static str,
    key: i64,
    words: &[&str],
) -> rusqlite::Result<()> {
    forget(conn, table, key)?;
    conn.prepare_cached(&format!("INSERT INTO {table}(rowid, text) VALUES (?1, ?2)"))?
        .execute((key, words.join(" ")))?;
    Ok(())
}

pub(crate) fn forget(conn: &Connection, table: &'static str, key: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?
        .execute([key])?;
    Ok(())
}

impl ReadTx<'_> {
    /// Customers, then invoices (newest first), at most `limit` of each.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(words) = to_match(text) else {
            return Ok(Vec::new());
        };
        let mut hits = self.search_customers(&words, limit)?;
        hits.extend(self.search_invoices(&words, limit)?);
        Ok(hits)
    }

    fn search_customers(&self, words: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, name, email FROM customers
             WHERE key IN (SELECT rowid FROM customers_search WHERE customers_search MATCH ?1)
             ORDER BY sort_name LIMIT ?2",
        )?;
        let mut rows = statement.query((words, limit))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let id = window::id("customer", &row.get::<_, String>(0)?, CustomerId::parse)?;
            hits.push(SearchHit::Customer {
                id,
                name: row.get(1)?,
                email: row.get(2)?,
            });
        }
        Ok(hits)
    }

    fn search_invoices(&self, words: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, number, customer_name FROM invoices
             WHERE key IN (SELECT rowid FROM invoices_search WHERE invoices_search MATCH ?1)
             ORDER BY key DESC LIMIT ?2",
        )?;
        let mut rows = statement.query((words, limit))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let id = window::id("invoice", &row.get::<_, String>(0)?, InvoiceId::parse)?;
            hits.push(SearchHit::Invoice {
                id,
                number: row.get(1)?,
                customer_name: row.get(2)?,
            });
        }
        Ok(hits)
    }
}
