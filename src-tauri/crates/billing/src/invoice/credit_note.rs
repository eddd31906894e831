//! Credit notes: what corrects a finalized invoice, lowering what is owed or owing it back.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::applied_credit::AppliedCredit;
use super::credit_amounts::{CreditAmounts, CreditLine, CreditRequest, credit_amounts};
use super::finalize::Invoice;
use super::settlement::{InvoiceStatus, Settlement, amount_due, status};
use super::totals::TaxTotal;
use crate::ids::{CreditNoteId, InvoiceId, JournalEntryId};
use crate::ledger::{EntryRecord, JournalEntry, JournalError, SourceDocument, posting_rules};
use crate::money::{Money, MoneyError};

/// Why an invoice is credited, in Stripe's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditReason {
    /// It was billed twice.
    Duplicate,
    /// It was not ordered by the customer.
    Fraudulent,
    /// The order changed.
    OrderChange,
    /// The customer was not satisfied.
    ProductUnsatisfactory,
    /// Something else, which the text says.
    Other,
}

/// What a credit note needs besides its amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditTerms {
    /// Identity.
    pub id: CreditNoteId,
    /// Its number, just taken from the series.
    pub number: String,
    /// Instant at which it is issued.
    pub issued_at: DateTime<Utc>,
    /// Day that it carries.
    pub issued_on: NaiveDate,
    /// Why.
    pub reason: CreditReason,
    /// Why, in the business's own words.
    pub reason_text: String,
    /// Identity of the entry.
    pub entry_id: JournalEntryId,
}

/// An issued credit note. Its amounts are positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditNote {
    /// Identity.
    pub id: CreditNoteId,
    /// Its number.
    pub number: String,
    /// The invoice that it corrects.
    pub invoice_id: InvoiceId,
    /// Instant at which it was issued.
    pub issued_at: DateTime<Utc>,
    /// Day that it carries.
    pub issued_on: NaiveDate,
    /// Why.
    pub reason: CreditReason,
    /// Why, in the business's own words.
    pub reason_text: String,
    /// What is credited of each line.
    pub lines: Vec<CreditLine>,
    /// Credited without tax.
    pub net: Money,
    /// Credited tax.
    pub tax: Money,
    /// Credited tax by rate.
    pub taxes: Vec<TaxTotal>,
    /// Credited altogether.
    pub total: Money,
    /// What lowered the amount due.
    pub to_receivable: Money,
    /// What prepaid credit had paid, and its grants have again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_credits: Vec<AppliedCredit>,
    /// What was paid already, and is the customer's balance now.
    pub to_balance: Money,
    /// The entry that issuing it made.
    pub entry_id: JournalEntryId,
}

impl CreditNote {
    /// Its amounts alone.
    #[must_use]
    pub fn amounts(&self) -> CreditAmounts {
        CreditAmounts {
            lines: self.lines.clone(),
            net: self.net,
            tax: self.tax,
            taxes: self.taxes.clone(),
            total: self.total,
        }
    }
}

/// Why an invoice cannot be credited so. Nothing was issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    /// A void invoice has nothing to correct, and a written-off one was given up.
    #[error("invoice {number} is {status}; nothing was credited", status = status.as_str())]
    NotCreditable {
        /// The invoice's number.
        number: String,
        /// Where it stands.
        status: InvoiceStatus,
    },
    /// The note has no number.
    #[error("the credit note has no number; nothing was issued, check the numbering in Settings")]
    NumberMissing,
    /// A correction cannot come before what it corrects.
    #[error("a credit note of {issued_on} would be older than its invoice of {invoiced_on}")]
    BeforeInvoice {
        /// Day that the note would carry.
        issued_on: NaiveDate,
        /// Day of the invoice.
        invoiced_on: NaiveDate,
    },
    /// The invoice has no such line.
    #[error("there is no line {line}; the invoice has {lines}")]
    UnknownLine {
        /// The line that was given, from 1.
        line: usize,
        /// How many the invoice has.
        lines: usize,
    },
    /// More than is left of a line, or of the other sign.
    #[error("{amount} cannot be credited on line {line}: {remaining} is left of it")]
    MoreThanLine {
        /// The line, from 1.
        line: usize,
        /// What was asked for.
        amount: Money,
        /// What is left.
        remaining: Money,
    },
    /// More than is left of the invoice.
    #[error("{total} cannot be credited: {remaining} is left of the invoice")]
    MoreThanRemains {
        /// What was asked for, with tax.
        total: Money,
        /// What is left, with tax.
        remaining: Money,
    },
    /// A note credits something.
    #[error("a credit note of {total} credits nothing; choose at least one line with an amount")]
    NothingToCredit {
        /// What was asked for, with tax.
        total: Money,
    },
    /// The currencies differ, or an amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The entry cannot be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Credits an invoice, fully or by line, after the notes that it has already. What is still due
/// is lowered first; then prepaid credit that it used is given back, the last used first; the rest
/// becomes the customer's balance.
///
/// # Errors
/// [`CreditError`]; nothing was issued then.
pub fn credit(
    invoice: &Invoice,
    settlement: &Settlement,
    earlier: &[CreditNote],
    request: &CreditRequest,
    terms: CreditTerms,
) -> Result<(CreditNote, Settlement, JournalEntry), CreditError> {
    check(invoice, settlement, &terms)?;
    let earlier: Vec<CreditAmounts> = earlier.iter().map(CreditNote::amounts).collect();
    let input = invoice.content().totals_input();
    let amounts = credit_amounts(&input, invoice.totals(), &earlier, request)?;
    let due = amount_due(invoice, settlement)?;
    let due = if due.is_negative() {
        Money::zero(invoice.currency())
    } else {
        due
    };
    let to_receivable = amounts.total.try_min(due)?;
    let rest = amounts.total.try_sub(to_receivable)?;
    let (prepaid, to_credits) = AppliedCredit::take_back(&settlement.prepaid, rest)?;
    let given_back = AppliedCredit::sum(&to_credits, invoice.currency())?;
    let to = (to_receivable, to_credits, rest.try_sub(given_back)?);
    let note = note(invoice, amounts, to, terms);
    let entry = entry_of(invoice, &note)?;
    let credited = settlement.credited.try_add(to_receivable)?;
    let credited = credited.try_add(given_back)?;
    Ok((
        note,
        Settlement {
            credited,
            prepaid,
            ..settlement.clone()
        },
        entry,
    ))
}

fn check(
    invoice: &Invoice,
    settlement: &Settlement,
    terms: &CreditTerms,
) -> Result<(), CreditError> {
    let now = status(invoice, settlement)?;
    if !matches!(now, InvoiceStatus::Open | InvoiceStatus::Paid) {
        let number = invoice.number().to_owned();
        return Err(CreditError::NotCreditable {
            number,
            status: now,
        });
    }
    if terms.number.trim().is_empty() {
        return Err(CreditError::NumberMissing);
    }
    let (issued_on, invoiced_on) = (terms.issued_on, invoice.issued_on());
    if issued_on < invoiced_on {
        return Err(CreditError::BeforeInvoice {
            issued_on,
            invoiced_on,
        });
    }
    Ok(())
}

fn note(
    invoice: &Invoice,
    amounts: CreditAmounts,
    (to_receivable, to_credits, to_balance): (Money, Vec<AppliedCredit>, Money),
    terms: CreditTerms,
) -> CreditNote {
    let CreditAmounts {
        lines,
        net,
        tax,
        taxes,
        total,
    } = amounts;
    CreditNote {
        id: terms.id,
        number: terms.number,
        invoice_id: invoice.id().clone(),
        issued_at: terms.issued_at,
        issued_on: terms.issued_on,
        reason: terms.reason,
        reason_text: terms.reason_text,
        lines,
        net,
        tax,
        taxes,
        total,
        to_receivable,
        to_credits,
        to_balance,
        entry_id: terms.entry_id,
    }
}

fn entry_of(invoice: &Invoice, note: &CreditNote) -> Result<JournalEntry, JournalError> {
    let record = EntryRecord {
        id: note.entry_id.clone(),
        posted_on: note.issued_on,
        recorded_at: note.issued_at,
        source: SourceDocument::CreditNote(note.id.clone()),
        description: format!(
            "Credit note {} for invoice {}",
            note.number,
            invoice.number()
        ),
        reverses: None,
    };
    JournalEntry::try_new(record, posting_rules::credit_note_issued(note)?)
}
