//! Voiding an invoice, and giving one up as uncollectible.

use super::credit_note::CreditNote;
use super::finalize::Invoice;
use super::settlement::{InvoiceStatus, Settlement, amount_due, status};
use crate::ledger::{
    EntryRecord, EntryTerms, JournalEntry, JournalError, SourceDocument, posting_rules,
};
use crate::money::MoneyError;

/// Why an invoice cannot be voided or given up. It stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VoidError {
    /// Only an open invoice can be.
    #[error("invoice {number} is {status}, not open; it stays as it is", status = status.as_str())]
    NotOpen {
        /// The invoice's number.
        number: String,
        /// Where it stands.
        status: InvoiceStatus,
    },
    /// Something was paid or credited already.
    #[error("invoice {number} is partly settled; reverse its payments or write a credit note")]
    PartlySettled {
        /// The invoice's number.
        number: String,
    },
    /// The entry cannot be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Invoice and settlement do not belong together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Withdraws an open invoice of which nothing is settled: it owes nothing from then on, and its
/// entry is reversed. One with a credit note stays, even where a reversed payment makes the whole
/// due again: what the note gave the customer is not undone by voiding.
///
/// # Errors
/// [`VoidError`]; nothing changed then.
pub fn void(
    invoice: &Invoice,
    settlement: &Settlement,
    notes: &[CreditNote],
    terms: EntryTerms,
) -> Result<(Settlement, JournalEntry), VoidError> {
    let now = status(invoice, settlement)?;
    if now != InvoiceStatus::Open {
        return Err(not_open(invoice, now));
    }
    if !notes.is_empty() || amount_due(invoice, settlement)? != invoice.totals().total {
        return Err(VoidError::PartlySettled {
            number: invoice.number().to_owned(),
        });
    }
    let mut postings = posting_rules::invoice_finalized(invoice)?;
    for posting in &mut postings {
        posting.amount = posting.amount.try_neg()?;
    }
    let voided_at = Some(terms.recorded_at);
    let record = EntryRecord {
        reverses: Some(invoice.entry_id().clone()),
        ..record(invoice, terms, "void")
    };
    let entry = JournalEntry::try_new(record, postings)?;
    Ok((
        Settlement {
            voided_at,
            ..settlement.clone()
        },
        entry,
    ))
}

/// Gives up what is still due as a bad debt (Dr bad debt, Cr receivable). A later payment is a
/// recovery.
///
/// # Errors
/// [`VoidError`]; nothing changed then.
pub fn mark_uncollectible(
    invoice: &Invoice,
    settlement: &Settlement,
    terms: EntryTerms,
) -> Result<(Settlement, JournalEntry), VoidError> {
    let due = amount_due(invoice, settlement)?;
    if !due.is_positive() {
        return Err(not_open(invoice, status(invoice, settlement)?));
    }
    let uncollectible_at = settlement.uncollectible_at.or(Some(terms.recorded_at));
    let written_off = settlement.written_off.try_add(due)?;
    let postings = posting_rules::written_off(due)?;
    let entry = JournalEntry::try_new(record(invoice, terms, "uncollectible"), postings)?;
    Ok((
        Settlement {
            written_off,
            uncollectible_at,
            ..settlement.clone()
        },
        entry,
    ))
}

fn not_open(invoice: &Invoice, status: InvoiceStatus) -> VoidError {
    VoidError::NotOpen {
        number: invoice.number().to_owned(),
        status,
    }
}

fn record(invoice: &Invoice, terms: EntryTerms, what: &str) -> EntryRecord {
    let description = format!("Invoice {} {what}", invoice.number());
    terms.record(SourceDocument::Invoice(invoice.id().clone()), description)
}
