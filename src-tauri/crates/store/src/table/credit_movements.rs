//! What happened to prepaid credit: granted, used, given back, ended. Rows are only appended.

use billing::ids::{CreditGrantId, InvoiceId};
use billing::payment::CreditMovement;
use rusqlite::Params;

use crate::error::{StoreError, from_json, to_json};
use crate::instant;
use crate::migration::Migration;
use crate::transaction::{ReadTx, WriteTx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    id: 44,
    name: "credit movements",
    sql: "
        CREATE TABLE credit_movements (
            key INTEGER PRIMARY KEY,
            grant_key INTEGER NOT NULL REFERENCES credit_grants(key),
            invoice_key INTEGER REFERENCES invoices(key),
            kind TEXT NOT NULL,
            moved_on TEXT NOT NULL,
            amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX credit_movements_by_grant ON credit_movements(grant_key, key);
        CREATE INDEX credit_movements_by_invoice ON credit_movements(invoice_key, key)
            WHERE invoice_key IS NOT NULL;
        CREATE TRIGGER credit_movements_never_edited BEFORE UPDATE ON credit_movements
            BEGIN SELECT raise(ABORT, 'movements of credit are never edited'); END;
        CREATE TRIGGER credit_movements_never_removed BEFORE DELETE ON credit_movements
            BEGIN SELECT raise(ABORT, 'movements of credit are never removed'); END;",
    older_build_may_open: false,
}];

#[derive(Debug)]
pub struct CreditMovements<'t> {
    tx: &'t ReadTx<'t>,
}

#[derive(Debug)]
pub struct CreditMovementsMut<'t> {
    tx: &'t WriteTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn credit_movements(&self) -> CreditMovements<'_> {
        CreditMovements { tx: self }
    }
}

impl WriteTx<'_> {
    #[must_use]
    pub fn credit_movements_mut(&self) -> CreditMovementsMut<'_> {
        CreditMovementsMut { tx: self }
    }
}

impl CreditMovements<'_> {
    /// Oldest first.
    pub fn of_grant(&self, id: &CreditGrantId) -> Result<Vec<CreditMovement>, StoreError> {
        let key = self.tx.credit_grant_key(id)?;
        self.bodies(
            "SELECT body FROM credit_movements WHERE grant_key = ?1 ORDER BY key",
            [key],
        )
    }

    /// What an invoice used and gave back, oldest first.
    pub fn of_invoice(&self, id: &InvoiceId) -> Result<Vec<CreditMovement>, StoreError> {
        self.bodies(
            "SELECT body FROM credit_movements
             WHERE invoice_key = (SELECT key FROM invoices WHERE id = ?1) ORDER BY key",
            [id.as_str()],
        )
    }

    fn bodies(&self, sql: &str, values: impl Params) -> Result<Vec<CreditMovement>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(sql)?;
        let rows = statement.query_map(values, |row| row.get::<_, String>(0))?;
        rows.map(|body| from_json("credit movement", "", &body?))
            .collect()
    }
}

impl CreditMovementsMut<'_> {
    /// The grant is kept apart, in the same database transaction, and with it the audit entry.
    pub fn append(&self, movement: &CreditMovement) -> Result<(), StoreError> {
        let grant_key = self.tx.credit_grant_key(&movement.grant_id)?;
        let invoice_key = movement
            .invoice_id
            .as_ref()
            .map(|id| self.tx.invoice_key(id))
            .transpose()?;
        self.tx
            .conn
            .prepare_cached(
                "INSERT INTO credit_movements(grant_key, invoice_key, kind, moved_on,
                     amount_minor, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                grant_key,
                invoice_key,
                movement.kind.as_str(),
                instant::date_to_text(movement.on),
                movement.amount.minor(),
                to_json("credit movement", movement.grant_id.as_str(), movement)?,
            ))?;
        self.tx.changed("credit_movements");
        Ok(())
    }
}
