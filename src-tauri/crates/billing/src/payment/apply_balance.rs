//! Using a customer's balance for an invoice. Which invoice comes first is the caller's to say.

use crate::invoice::{Invoice, Settlement, amount_due};
use crate::ledger::{EntryTerms, JournalEntry, JournalError, SourceDocument, posting_rules};
use crate::money::{Money, MoneyError};

/// Why no balance can be used. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyBalanceError {
    /// The invoice owes nothing.
    #[error("invoice {number} owes nothing; the customer's balance is untouched")]
    NothingDue {
        /// The invoice's number.
        number: String,
    },
    /// The customer has no balance.
    #[error("the customer's balance is {available}, so there is nothing to use; nothing changed")]
    NothingAvailable {
        /// The balance.
        available: Money,
    },
    /// The currencies differ, or an amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The entry cannot be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Uses as much of the balance as the invoice owes (Dr customer balance, Cr receivable). Returns
/// what was used.
///
/// # Errors
/// [`ApplyBalanceError`]; nothing changed then.
pub fn apply_balance(
    available: Money,
    invoice: &Invoice,
    settlement: &Settlement,
    terms: EntryTerms,
) -> Result<(Money, Settlement, JournalEntry), ApplyBalanceError> {
    let due = amount_due(invoice, settlement)?;
    if !due.is_positive() {
        return Err(ApplyBalanceError::NothingDue {
            number: invoice.number().to_owned(),
        });
    }
    let used = available.try_min(due)?;
    if !used.is_positive() {
        return Err(ApplyBalanceError::NothingAvailable { available });
    }
    let source = SourceDocument::Invoice(invoice.id().clone());
    let description = format!("Customer balance used for invoice {}", invoice.number());
    let record = terms.record(source, description);
    let entry = JournalEntry::try_new(record, posting_rules::balance_applied(used)?)?;
    let applied_balance = settlement.applied_balance.try_add(used)?;
    Ok((
        used,
        Settlement {
            applied_balance,
            ..settlement.clone()
        },
        entry,
    ))
}
