//! Words that usage events repeat (users, operations, counted values), each written once.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;

/// The number of the empty word, which has no row.
pub(crate) const NONE: i64 = 0;

/// The numbers of words, remembered for one batch.
#[derive(Debug, Default)]
pub(crate) struct Words {
    known: HashMap<String, i64>,
}

impl Words {
    /// The number of a word; a new one is written down.
    pub(crate) fn number(&mut self, conn: &Connection, word: &str) -> Result<i64, StoreError> {
        if word.is_empty() {
            return Ok(NONE);
        }
        if let Some(known) = self.known.get(word) {
            return Ok(*known);
        }
        let number = match find(conn, word)? {
            Some(number) => number,
            None => {
                conn.prepare_cached("INSERT INTO usage_words(word) VALUES (?1)")?
                    .execute([word])?;
                conn.last_insert_rowid()
            }
        };
        self.known.insert(word.to_owned(), number);
        Ok(number)
    }
}

/// The number of a word that was used before.
pub(crate) fn find(conn: &Connection, word: &str) -> Result<Option<i64>, StoreError> {
    if word.is_empty() {
        return Ok(Some(NONE));
    }
    Ok(conn
        .prepare_cached("SELECT key FROM usage_words WHERE word = ?1")?
        .query_row([word], |row| row.get(0))
        .optional()?)
}
