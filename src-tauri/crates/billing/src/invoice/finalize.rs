//! Finalizing: a draft becomes an invoice that never changes, and the entry that it implies.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::draft::DraftInvoice;
use super::line_item::LineItem;
use super::totals::{Totals, TotalsError};
use crate::business::{Business, BusinessError};
use crate::customer::{Customer, CustomerError};
use crate::ids::{CustomerId, InvoiceId, JournalEntryId};
use crate::ledger::{EntryRecord, JournalEntry, JournalError, SourceDocument, posting_rules};
use crate::money::{Currency, Money};

/// What a draft needs to become an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalizeTerms {
    /// Its number, just taken from the series.
    pub number: String,
    /// Instant of finalization.
    pub issued_at: DateTime<Utc>,
    /// Day that it carries.
    pub issued_on: NaiveDate,
    /// The business as it is now.
    pub seller: Business,
    /// The customer as they are now.
    pub customer: Customer,
    /// Identity of the entry.
    pub entry_id: JournalEntryId,
}

/// A finalized invoice. It has no setter: corrections are credit notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    number: String,
    issued_at: DateTime<Utc>,
    issued_on: NaiveDate,
    due_on: NaiveDate,
    seller: Business,
    customer: Customer,
    entry_id: JournalEntryId,
    content: DraftInvoice,
    totals: Totals,
}

/// Why a draft cannot be finalized. It stays a draft, and no number is used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FinalizeError {
    /// There is nothing on it.
    #[error("the draft has no lines; add one before issuing it")]
    NoLines,
    /// A line does not say what it bills.
    #[error("line {line} has no description; say what is billed")]
    DescriptionMissing {
        /// The line, from 1.
        line: usize,
    },
    /// The draft is another customer's.
    #[error("the draft is for customer {drafted}, not {given}; reload and try again")]
    CustomerMismatch {
        /// The draft's customer.
        drafted: CustomerId,
        /// The customer that was given.
        given: CustomerId,
    },
    /// The customer was put away.
    #[error("{name} is archived; restore the customer before issuing an invoice")]
    CustomerArchived {
        /// The customer's name.
        name: String,
    },
    /// The customer's own fields are wrong.
    #[error("the draft is kept, but its customer is incomplete: {0}")]
    Customer(#[from] CustomerError),
    /// The business's own fields are wrong.
    #[error("the draft is kept, but the business is incomplete: {0}")]
    Seller(#[from] BusinessError),
    /// The number is empty.
    #[error("the invoice has no number; nothing was issued, check the numbering in Settings")]
    NumberMissing,
    /// It would owe the customer money.
    #[error("the total is {total}; an invoice cannot be negative, write a credit note instead")]
    NegativeTotal {
        /// The total.
        total: Money,
    },
    /// Its due day is beyond the calendar.
    #[error("{net_days} days after {issued_on} is beyond the calendar; shorten the terms")]
    DueDateOutOfRange {
        /// Day that it would carry.
        issued_on: NaiveDate,
        /// Days until it would be due.
        net_days: u16,
    },
    /// Its lines have no total.
    #[error(transparent)]
    Totals(#[from] TotalsError),
    /// Its entry cannot be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Finalizes a draft: checks it, freezes it with the seller, the customer and the totals of this
/// moment, and makes the entry (Dr receivable and discounts, Cr revenue and tax).
///
/// # Errors
/// [`FinalizeError`]; nothing was issued then.
pub fn finalize(
    draft: DraftInvoice,
    terms: FinalizeTerms,
) -> Result<(Invoice, JournalEntry), FinalizeError> {
    check(&draft, &terms)?;
    let totals = draft.totals()?;
    if totals.total.is_negative() {
        return Err(FinalizeError::NegativeTotal {
            total: totals.total,
        });
    }
    let FinalizeTerms {
        number,
        issued_at,
        issued_on,
        seller,
        customer,
        entry_id,
    } = terms;
    let net_days = draft.net_days;
    let due_on = issued_on
        .checked_add_days(Days::new(u64::from(net_days)))
        .ok_or(FinalizeError::DueDateOutOfRange {
            issued_on,
            net_days,
        })?;
    let content = draft;
    let invoice = Invoice {
        number,
        issued_at,
        issued_on,
        due_on,
        seller,
        customer,
        entry_id,
        content,
        totals,
    };
    let entry = entry_of(&invoice)?;
    Ok((invoice, entry))
}

fn check(draft: &DraftInvoice, terms: &FinalizeTerms) -> Result<(), FinalizeError> {
    let customer = &terms.customer;
    if customer.id != draft.customer_id {
        let (drafted, given) = (draft.customer_id.clone(), customer.id.clone());
        return Err(FinalizeError::CustomerMismatch { drafted, given });
    }
    if customer.archived_at.is_some() {
        return Err(FinalizeError::CustomerArchived {
            name: customer.name.clone(),
        });
    }
    customer.validate()?;
    terms.seller.validate()?;
    if terms.number.trim().is_empty() {
        return Err(FinalizeError::NumberMissing);
    }
    if draft.lines.is_empty() {
        return Err(FinalizeError::NoLines);
    }
    let nameless = |(_, line): &(usize, &LineItem)| line.description.trim().is_empty();
    match (1..).zip(&draft.lines).find(nameless) {
        Some((line, _)) => Err(FinalizeError::DescriptionMissing { line }),
        None => Ok(()),
    }
}

fn entry_of(invoice: &Invoice) -> Result<JournalEntry, JournalError> {
    let record = EntryRecord {
        id: invoice.entry_id.clone(),
        posted_on: invoice.issued_on,
        recorded_at: invoice.issued_at,
        source: SourceDocument::Invoice(invoice.id().clone()),
        description: format!("Invoice {}", invoice.number),
        reverses: None,
    };
    JournalEntry::try_new(record, posting_rules::invoice_finalized(invoice)?)
}

impl Invoice {
    /// Identity, the same as the draft's.
    #[must_use]
    pub const fn id(&self) -> &InvoiceId {
        &self.content.id
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Instant of finalization.
    #[must_use]
    pub const fn issued_at(&self) -> DateTime<Utc> {
        self.issued_at
    }

    /// Day that it carries.
    #[must_use]
    pub const fn issued_on(&self) -> NaiveDate {
        self.issued_on
    }

    /// Last day for paying it.
    #[must_use]
    pub const fn due_on(&self) -> NaiveDate {
        self.due_on
    }

    /// The business as it was.
    #[must_use]
    pub const fn seller(&self) -> &Business {
        &self.seller
    }

    /// The customer as they were.
    #[must_use]
    pub const fn customer(&self) -> &Customer {
        &self.customer
    }

    /// Who is billed.
    #[must_use]
    pub const fn customer_id(&self) -> &CustomerId {
        &self.content.customer_id
    }

    /// The entry that finalizing made.
    #[must_use]
    pub const fn entry_id(&self) -> &JournalEntryId {
        &self.entry_id
    }

    /// What was drafted: lines, notes, look.
    #[must_use]
    pub const fn content(&self) -> &DraftInvoice {
        &self.content
    }

    /// What is billed.
    #[must_use]
    pub fn lines(&self) -> &[LineItem] {
        &self.content.lines
    }

    /// Currency of every amount on it.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.content.currency
    }

    /// What it comes to.
    #[must_use]
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }
}
