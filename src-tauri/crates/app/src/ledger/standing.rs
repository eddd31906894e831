//! How the books stand, quickly enough for every status: schema, and whether debits equal credits.

use billing::ledger::trial_balance;
use store::Store;
use store::migration::{self, newest_known};

use crate::error::AppError;
use crate::listing::count;

/// The schema's version, and whether the trial balance is zero in every currency.
pub(crate) fn standing(store: &Store) -> Result<(u32, bool), AppError> {
    store.read(|tx| {
        let balances = tx.balances().as_of(None)?;
        let schema = newest_known(&migration::all());
        Ok((count(schema), trial_balance(&balances)?.is_balanced()))
    })
}
