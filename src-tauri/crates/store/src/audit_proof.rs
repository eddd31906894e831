//! Proves issued invoices and journal entries by the fingerprints that the audit log took of them.

use std::collections::HashSet;

use rusqlite::Connection;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::audit::ChangeOfSubject;
use crate::error::{StoreError, from_json};
use crate::table::{journal_entries, logos};
use crate::transaction::ReadTx;

/// The first document that is not what was logged when it was written, named in words.
pub(crate) fn first_mismatch(tx: &ReadTx<'_>) -> Result<Option<String>, StoreError> {
    let prints = Prints::read(tx.conn)?;
    for found in [altered_invoice(tx.conn, &prints)?, altered_logo(tx.conn)?] {
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
        if found.is_none() && !prints.have("journal entry", id, hash) {
            found = Some(format!(
                "journal entry {id} is not what the audit log recorded"
            ));
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(found)
}

fn altered_invoice(conn: &Connection, prints: &Prints) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT i.id, b.body, i.logo FROM invoices i JOIN invoice_bodies b ON b.invoice_key = i.key
         WHERE i.status <> 'draft'",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, body): (String, String) = (row.get(0)?, row.get(1)?);
        let logo: Option<String> = row.get(2)?;
        let hash = hex::encode(Sha256::digest(&body));
        let as_logged = prints.have("invoice", &id, &hash)
            && logo.is_none_or(|logo| prints.have("invoice", &id, &logo));
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

/// What the log says each document was, read once: a short hash for each document and print.
struct Prints(HashSet<u128>);

impl Prints {
    fn read(conn: &Connection) -> Result<Self, StoreError> {
        let mut statement = conn.prepare("SELECT seq, changes FROM audit_entries")?;
        let mut rows = statement.query([])?;
        let mut prints = HashSet::new();
        while let Some(row) = rows.next()? {
            let (seq, changes): (i64, String) = (row.get(0)?, row.get(1)?);
            let subjects: Vec<ChangeOfSubject> =
                from_json("audit entry", &seq.to_string(), &changes)?;
            for subject in &subjects {
                for field in ["sha256", "logo"] {
                    if let Some(print) = subject.after.get(field).and_then(Value::as_str) {
                        prints.insert(short(&subject.kind, &subject.id, print));
                    }
                }
            }
        }
        Ok(Self(prints))
    }

    fn have(&self, kind: &str, id: &str, print: &str) -> bool {
        self.0.contains(&short(kind, id, print))
    }
}

/// Half of a SHA-256: nobody finds another text that has the same, and hundreds of thousands of
/// documents take a few megabytes.
fn short(kind: &str, id: &str, print: &str) -> u128 {
    let hash: [u8; 32] = Sha256::digest(format!("{kind} {id} {print}")).into();
    let (half, _) = hash.split_at(16);
    half.iter()
        .fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}
