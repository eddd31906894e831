//! The number of each commit and the tables it touched, for whoever missed the notice; they are
//! columns of the audit log.

use crate::change_feed::LedgerChanged;
use crate::error::StoreError;
use crate::transaction::ReadTx;

#[derive(Debug)]
pub struct Changes<'t> {
    tx: &'t ReadTx<'t>,
}

impl ReadTx<'_> {
    #[must_use]
    pub fn changes(&self) -> Changes<'_> {
        Changes { tx: self }
    }
}

impl Changes<'_> {
    /// Commits after `seq`, oldest first, at most `limit`.
    pub fn since(&self, seq: i64, limit: u32) -> Result<Vec<LedgerChanged>, StoreError> {
        let mut statement = self.tx.conn.prepare_cached(
            "SELECT seq, tables FROM audit_entries WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        )?;
        let rows = statement.query_map((seq, limit), |row| {
            let tables: String = row.get(1)?;
            let tables = tables.split(',').filter(|name| !name.is_empty());
            Ok(LedgerChanged {
                seq: row.get(0)?,
                tables: tables.map(str::to_owned).collect(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
