//! Proves issued invoices and journal entries by the fingerprints that the audit log took of them.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::table::{journal_entries, logos};
use crate::transaction::ReadTx;

/// The first document that is not what was logged when it was written, named in words.
pub(crate) fn first_mismatch(tx: &ReadTx<'_>) -> Result<Option<String>, StoreError> {
    for found in [altered_invoice(tx.conn)?, altered_logo(tx.conn)?] {
        if found.is_some() {
            return Ok(found);
        }
    }
    let mut found = None;
    tx.journal_entries().each(|entry| {
        let id = entry.id().as_str();
        let now = journal_entries::fingerprint(&entry)?;
        let hash = now
            .get("sha256")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if found.is_none() && !was_logged(tx.conn, "journal entry", id, hash)? {
            found = Some(format!(
                "journal entry {id} is not what the audit log recorded"
            ));
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(found)
}

fn altered_invoice(conn: &Connection) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT i.id, b.body, i.logo FROM invoices i JOIN invoice_bodies b ON b.invoice_key = i.key
         WHERE i.status <> 'draft'",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, body): (String, String) = (row.get(0)?, row.get(1)?);
        let logo: Option<String> = row.get(2)?;
        let hash = hex::encode(Sha256::digest(&body));
        let as_logged = was_logged(conn, "invoice", &id, &hash)?
            && logo.map_or(Ok(true), |logo| was_logged(conn, "invoice", &id, &logo))?;
        if !as_logged {
            return Ok(Some(format!(
                "invoice {id} is not what the audit log recorded"
            )));
        }
    }
    Ok(None)
}

fn altered_logo(conn: &Connection) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare("SELECT hash, bytes FROM logos")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (hash, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if logos::hash_of(&bytes) != hash {
            return Ok(Some(format!(
                "logo {hash} is not what it was when it was kept"
            )));
        }
    }
    Ok(None)
}

fn was_logged(conn: &Connection, kind: &str, id: &str, hash: &str) -> Result<bool, StoreError> {
    let logged: Option<bool> = conn
        .prepare_cached(
            "SELECT 1 FROM audit_subjects s
             JOIN audit_entries e ON e.seq = s.seq
             WHERE s.kind = ?1 AND s.id = ?2 AND instr(e.changes, ?3) > 0 LIMIT 1",
        )?
        .query_row((kind, id, hash), |row| row.get(0))
        .optional()?;
    Ok(logged.unwrap_or(false))
}
