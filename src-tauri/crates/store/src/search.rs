//! Finding customers, subscriptions and invoices by the beginnings of words, whatever their
//! accents and case.

use billing::ids::{CustomerId, InvoiceId, SubscriptionId};
use billing::subscription::SubscriptionState;
use rusqlite::Connection;

use crate::error::{StoreError, to_json};
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
            tokenize = 'unicode61 remove_diacritics 2');
        CREATE VIRTUAL TABLE subscriptions_search USING fts5(
            text, content = '', contentless_delete = 1, prefix = '2 3',
            tokenize = 'unicode61 remove_diacritics 2');
        CREATE TABLE search_waiting (
            indexed_table TEXT NOT NULL,
            key INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (indexed_table, key)
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// So many rows wait before they go into the index together.
const MOST_WAITING: i64 = 64;

/// A customer, a subscription or an invoice that was found, with what to show of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchHit {
    Customer {
        id: CustomerId,
        name: String,
        email: String,
    },
    Subscription {
        id: SubscriptionId,
        customer_name: String,
        plan_name: String,
        status: SubscriptionState,
    },
    Invoice {
        id: InvoiceId,
        number: Option<String>,
        customer_name: String,
    },
}

/// The query as FTS5 wants it: each word quoted, as a beginning. None when there is no word.
fn to_match(search: &str) -> Option<String> {
    let words: Vec<String> = search
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Makes a row found by these words, in place of those that it was found by before. The words wait
/// beside the index: adding them one row at a time would write six pages for each.
pub(crate) fn index(
    conn: &Connection,
    table: &'static str,
    key: i64,
    words: &[&str],
) -> rusqlite::Result<()> {
    forget(conn, table, key)?;
    conn.prepare_cached(
        "INSERT INTO search_waiting(indexed_table, key, text) VALUES (?1, ?2, ?3)",
    )?
    .execute((table, key, words.join(" ")))?;
    let waiting: i64 = conn
        .prepare_cached("SELECT count(*) FROM search_waiting WHERE indexed_table = ?1")?
        .query_row([table], |row| row.get(0))?;
    if waiting >= MOST_WAITING {
        conn.prepare_cached(&format!(
            "INSERT INTO {table}(rowid, text)
             SELECT key, text FROM search_waiting WHERE indexed_table = ?1"
        ))?
        .execute([table])?;
        conn.prepare_cached("DELETE FROM search_waiting WHERE indexed_table = ?1")?
            .execute([table])?;
    }
    Ok(())
}

pub(crate) fn forget(conn: &Connection, table: &'static str, key: i64) -> rusqlite::Result<()> {
    let waited = conn
        .prepare_cached("DELETE FROM search_waiting WHERE indexed_table = ?1 AND key = ?2")?
        .execute((table, key))?;
    if waited == 0 {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?
            .execute([key])?;
    }
    Ok(())
}

/// The keys that a search finds in a table, as SQL with its values: to be put behind `key IN`.
pub(crate) struct Matching {
    pub(crate) sql: String,
    /// The words, then the keys of rows that wait, as JSON.
    pub(crate) values: [String; 2],
}

/// None where the search has no word.
pub(crate) fn matching(
    conn: &Connection,
    table: &'static str,
    search: &str,
) -> Result<Option<Matching>, StoreError> {
    matched(conn, table, search, "")
}

/// The same of rows of which only the newest are shown: so many of the index and all that wait.
fn newest_matching(
    conn: &Connection,
    table: &'static str,
    search: &str,
    limit: u32,
) -> Result<Option<Matching>, StoreError> {
    matched(
        conn,
        table,
        search,
        &format!(" ORDER BY rowid DESC LIMIT {limit}"),
    )
}

fn matched(
    conn: &Connection,
    table: &'static str,
    search: &str,
    some: &str,
) -> Result<Option<Matching>, StoreError> {
    let Some(words) = to_match(search) else {
        return Ok(None);
    };
    let waiting = matching_waiting(conn, table, &words)?;
    Ok(Some(Matching {
        sql: format!(
            "(SELECT rowid FROM (SELECT rowid FROM {table} WHERE {table} MATCH ?{some})
              UNION ALL SELECT value FROM json_each(?))"
        ),
        values: [words, to_json("search", table, &waiting)?],
    }))
}

/// Rows that wait are matched by an index of their own, in memory: there are few of them.
fn matching_waiting(conn: &Connection, table: &str, words: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT key, text FROM search_waiting WHERE indexed_table = ?1 LIMIT 1000",
    )?;
    let mut rows = statement.query([table])?;
    let mut index: Option<Connection> = None;
    while let Some(row) = rows.next()? {
        let index = match &mut index {
            Some(index) => index,
            none => none.insert(index_in_memory()?),
        };
        index
            .prepare_cached("INSERT INTO waiting(rowid, text) VALUES (?1, ?2)")?
            .execute((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))?;
    }
    let Some(index) = index else {
        return Ok(Vec::new());
    };
    let mut found = index.prepare("SELECT rowid FROM waiting WHERE waiting MATCH ?1")?;
    let keys = found.query_map([words], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

fn index_in_memory() -> rusqlite::Result<Connection> {
    let index = Connection::open_in_memory()?;
    index.execute_batch(
        "CREATE VIRTUAL TABLE waiting USING fts5(
             text, tokenize = 'unicode61 remove_diacritics 2');",
    )?;
    Ok(index)
}

impl ReadTx<'_> {
    /// Customers, then subscriptions and invoices (newest first), at most `limit` of each.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let mut hits = self.search_customers(text, limit)?;
        hits.extend(self.search_subscriptions(text, limit)?);
        hits.extend(self.search_invoices(text, limit)?);
        Ok(hits)
    }

    fn search_customers(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(found) = matching(self.conn, "customers_search", text)? else {
            return Ok(Vec::new());
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT id, name, email FROM customers
             WHERE key IN {}
             ORDER BY sort_name LIMIT ?",
            found.sql
        ))?;
        let mut rows = statement.query((&found.values[0], &found.values[1], limit))?;
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

    fn search_subscriptions(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(found) = newest_matching(self.conn, "subscriptions_search", text, limit)? else {
            return Ok(Vec::new());
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT id, customer_name, plan_name, status FROM subscriptions
             WHERE key IN {}
             ORDER BY key DESC LIMIT ?",
            found.sql
        ))?;
        let mut rows = statement.query((&found.values[0], &found.values[1], limit))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            hits.push(SearchHit::Subscription {
                id: window::id("subscription", &id, SubscriptionId::parse)?,
                customer_name: row.get(1)?,
                plan_name: row.get(2)?,
                status: window::word_from_row("subscription", &row.get::<_, String>(3)?)?,
            });
        }
        Ok(hits)
    }

    fn search_invoices(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let Some(found) = newest_matching(self.conn, "invoices_search", text, limit)? else {
            return Ok(Vec::new());
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT id, number, customer_name FROM invoices
             WHERE key IN {}
             ORDER BY key DESC LIMIT ?",
            found.sql
        ))?;
        let mut rows = statement.query((&found.values[0], &found.values[1], limit))?;
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
