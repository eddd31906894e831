//! Drafts that were deleted, kept so that deleting one can be undone.

use billing::ids::InvoiceId;
use billing::invoice::DraftInvoice;
use billing::money::Money;
use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

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
            total_minor INTEGER NOT NULL,
            body TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;",
    older_build_may_open: false,
}];

/// A draft in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedDraft {
    pub deleted_at: DateTime<Utc>,
    pub draft: DraftInvoice,
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
            "SELECT id, deleted_at, body FROM deleted_drafts ORDER BY deleted_at DESC, id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| {
            let (id, deleted_at, body): (String, String, String) = row?;
            let deleted_at = instant::from_text("draft", &deleted_at)?;
            Ok(DeletedDraft {
                deleted_at,
                draft: from_json("draft", &id, &body)?,
            })
        })
        .collect()
    }
}

impl DeletedDraftsMut<'_> {
    /// Takes a draft out of the invoices; only drafts can be deleted.
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
            None => {
                return Err(StoreError::NotFound {
                    kind: "draft",
                    id: id.to_string(),
                });
            }
        };
        let key = self.tx.invoice_key(id)?;
        self.tx.conn.execute(
            "INSERT OR REPLACE INTO deleted_drafts(id, deleted_at, total_minor, body)
             SELECT id, ?2, total_minor, ?3 FROM invoices WHERE key = ?1",
            (
                key,
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
            .audit_values("invoice", id.as_str(), Some(&draft), None)
    }

    /// Puts a deleted draft back as it was.
    pub fn restore(&self, id: &InvoiceId) -> Result<(), StoreError> {
        let found: Option<(i64, String)> = self
            .tx
            .conn
            .prepare_cached("SELECT total_minor, body FROM deleted_drafts WHERE id = ?1")?
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((total_minor, body)) = found else {
            return Err(StoreError::NotFound {
                kind: "deleted draft",
                id: id.to_string(),
            });
        };
        let draft: DraftInvoice = from_json("draft", id.as_str(), &body)?;
        let total = Money::new(total_minor, draft.currency);
        self.tx
            .conn
            .execute("DELETE FROM deleted_drafts WHERE id = ?1", [id.as_str()])?;
        self.tx.changed("deleted_drafts");
        self.tx.invoices_mut().save_draft(&draft, Some(total), None)
    }
}
