//! Drafts that were deleted, kept so that deleting one can be undone.

use billing::ids::InvoiceId;
use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;
use serde_json::Value;

use super::drafts::{StoredDraft, missing};
use super::invoices::StoredInvoice;
use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::search;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 16,
    name: "deleted drafts",
    sql: "
        CREATE TABLE deleted_drafts (
            id TEXT PRIMARY KEY,
            deleted_at TEXT NOT NULL,
            draft TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// A draft in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedDraft {
    pub deleted_at: DateTime<Utc>,
    pub draft: StoredDraft,
}

#[derive(Debug)]
pub struct DeletedDrafts<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct DeletedDraftsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn deleted_drafts(&self) -> DeletedDrafts<'_> {
        DeletedDrafts { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn deleted_drafts_mut(&self) -> DeletedDraftsMut<'_> {
        DeletedDraftsMut { tx: self }
    }
}

impl DeletedDrafts<'_> {
    /// Newest first.
    pub fn list(&self) -> Result<Vec<DeletedDraft>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT id, deleted_at, draft FROM deleted_drafts ORDER BY deleted_at DESC, id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| {
            let (id, deleted_at, draft): (String, String, String) = row?;
            let deleted_at = instant::from_text("draft", &deleted_at)?;
            Ok(DeletedDraft {
                deleted_at,
                draft: from_json("draft", &id, &draft)?,
            })
        })
        .collect()
    }
}

impl DeletedDraftsMut<'_> {
    /// Takes a draft out of the invoices; only drafts can be deleted, and only those that bill
    /// no period of a subscription (see `billed_periods_mut().release`).
    pub fn delete(&self, id: &InvoiceId) -> Result<(), StoreError> {
        let draft = match self.tx.invoices().get(id)? {
            Some(StoredInvoice::Draft(draft)) => *draft,
            Some(StoredInvoice::Issued { .. }) => {
                let fix = "Void it, or issue a credit note.";
                return Err(StoreError::Immutable {
                    kind: "Invoice",
                    id: id.to_string(),
                    fix,
                });
            }
            None => return Err(missing("draft", id)),
        };
        let billed = self.tx.billed_periods().of_invoice(id)?;
        if !billed.is_empty() {
            return Err(StoreError::RuleBroken {
                rule: "a draft that bills a subscription keeps what it bills",
                detail: format!("{id} bills {} of its periods", billed.len()),
            });
        }
        let key = self.tx.invoice_key(id)?;
        self.tx.conn.execute(
            "INSERT OR REPLACE INTO deleted_drafts(id, deleted_at, draft) VALUES (?1, ?2, ?3)",
            (
                id.as_str(),
                self.tx.now_text(),
                to_json("draft", id.as_str(), &draft)?,
            ),
        )?;
        self.tx
            .conn
            .execute("DELETE FROM invoice_bodies WHERE invoice_key = ?1", [key])?;
        self.tx
            .conn
            .execute("DELETE FROM invoices WHERE key = ?1", [key])?;
        search::forget(self.tx.conn, "invoices_search", key)?;
        self.tx.changed("invoices");
        self.tx.changed("deleted_drafts");
        self.tx
            .audit("invoice", id.as_str(), draft.to_audit(), Value::Null);
        Ok(())
    }

    /// Puts a deleted draft back as it was.
    pub fn restore(&self, id: &InvoiceId) -> Result<(), StoreError> {
        let found: Option<String> = self
            .tx
            .conn
            .prepare_cached("SELECT draft FROM deleted_drafts WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let found = found.ok_or_else(|| missing("deleted draft", id))?;
        let mut draft: StoredDraft = from_json("draft", id.as_str(), &found)?;
        let invoices = self.tx.invoices_mut();
        invoices.without_lost_customer(&mut draft)?;
        self.tx
            .conn
            .execute("DELETE FROM deleted_drafts WHERE id = ?1", [id.as_str()])?;
        self.tx.changed("deleted_drafts");
        invoices.save_draft(&draft, None)
    }
}
