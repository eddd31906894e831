//! A payment: recorded against an invoice or ahead of one, and reversed where it did not last.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CustomerId, InvoiceId, JournalEntryId, PaymentId};
use crate::invoice::{Invoice, InvoiceStatus, Settlement, amount_due, status};
use crate::ledger::{
    EntryRecord, EntryTerms, JournalEntry, JournalError, SourceDocument, posting_rules,
};
use crate::money::{Money, MoneyError};

/// How money came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// To the bank account.
    BankTransfer,
    /// Notes and coins.
    Cash,
    /// A cheque.
    Cheque,
    /// A card, through somebody else's terminal.
    Card,
    /// Anything else.
    Other,
}

impl PaymentMethod {
    /// Every method.
    pub const ALL: [Self; 5] = [
        Self::BankTransfer,
        Self::Cash,
        Self::Cheque,
        Self::Card,
        Self::Other,
    ];

    /// The word that stores and doors use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BankTransfer => "bank_transfer",
            Self::Cash => "cash",
            Self::Cheque => "cheque",
            Self::Card => "card",
            Self::Other => "other",
        }
    }
}

/// Money that came in, as a person writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedPayment {
    /// Identity.
    pub id: PaymentId,
    /// Who paid.
    pub customer_id: CustomerId,
    /// How much; above zero.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
    /// What the payer wrote, or the cheque's number.
    pub reference: String,
    /// Day on which it came in.
    pub received_on: NaiveDate,
    /// What the business wants to remember.
    pub note: String,
}

/// A recorded payment and where its money went: the three parts sum to the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Identity.
    pub id: PaymentId,
    /// Who paid.
    pub customer_id: CustomerId,
    /// The invoice that it was for, where it was for one.
    pub invoice_id: Option<InvoiceId>,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
    /// What the payer wrote, or the cheque's number.
    pub reference: String,
    /// Day on which it came in.
    pub received_on: NaiveDate,
    /// Instant at which it was written down.
    pub recorded_at: DateTime<Utc>,
    /// What the business wants to remember.
    pub note: String,
    /// When it was reversed, where that is so.
    pub reversed_at: Option<DateTime<Utc>>,
    /// What lowered the amount due.
    pub to_receivable: Money,
    /// What came in on a debt that had been given up.
    pub recovered: Money,
    /// What was left over, and is the customer's balance now.
    pub to_balance: Money,
    /// The entry that recording it made.
    pub entry_id: JournalEntryId,
}

/// Why a payment cannot be recorded or reversed. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentError {
    /// A payment is more than nothing.
    #[error("a payment of {amount} is none; nothing was recorded, give an amount above zero")]
    NotPositive {
        /// The amount that was given.
        amount: Money,
    },
    /// The invoice is somebody else's.
    #[error("invoice {number} is another customer's; nothing was recorded, choose theirs")]
    OtherCustomer {
        /// The invoice's number.
        number: String,
    },
    /// A void invoice takes no money.
    #[error("invoice {number} is void; nothing was recorded, record it without an invoice")]
    InvoiceVoid {
        /// The invoice's number.
        number: String,
    },
    /// It was reversed before.
    #[error("payment {id} was reversed already; nothing changed")]
    AlreadyReversed {
        /// The payment.
        id: PaymentId,
    },
    /// It was for another invoice, or for none.
    #[error("payment {id} did not pay this invoice; nothing changed, reverse it where it belongs")]
    OtherInvoice {
        /// The payment.
        id: PaymentId,
    },
    /// What it overpaid has been used since.
    #[error(
        "{needed} of it became customer balance, of which {available} is left; nothing changed"
    )]
    BalanceUsed {
        /// What it left over.
        needed: Money,
        /// What the balance has.
        available: Money,
    },
    /// The currencies differ, or an amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The entry cannot be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Records money for an invoice: it pays what is due, then what had been given up (a recovery of
/// bad debt), and the rest becomes the customer's balance.
///
/// # Errors
/// [`PaymentError`]; nothing was recorded then.
pub fn record(
    received: ReceivedPayment,
    invoice: &Invoice,
    settlement: &Settlement,
    terms: EntryTerms,
) -> Result<(Payment, Settlement, JournalEntry), PaymentError> {
    let number = || invoice.number().to_owned();
    if *invoice.customer_id() != received.customer_id {
        return Err(PaymentError::OtherCustomer { number: number() });
    }
    if status(invoice, settlement)? == InvoiceStatus::Void {
        return Err(PaymentError::InvoiceVoid { number: number() });
    }
    let nothing = Money::zero(invoice.currency());
    let due = amount_due(invoice, settlement)?;
    let due = if due.is_negative() { nothing } else { due };
    let to_receivable = received.amount.try_min(due)?;
    let rest = received.amount.try_sub(to_receivable)?;
    let recovered = rest.try_min(settlement.written_off)?;
    let what = format!("Payment of invoice {}", invoice.number());
    let invoice_id = Some(invoice.id().clone());
    let (payment, entry) = recorded(received, invoice_id, to_receivable, recovered, terms, what)?;
    let settlement = Settlement {
        paid: settlement.paid.try_add(to_receivable)?.try_add(recovered)?,
        written_off: settlement.written_off.try_sub(recovered)?,
        ..settlement.clone()
    };
    Ok((payment, settlement, entry))
}

/// Records money that is for no invoice yet: all of it becomes the customer's balance.
///
/// # Errors
/// [`PaymentError`]; nothing was recorded then.
pub fn record_unapplied(
    received: ReceivedPayment,
    terms: EntryTerms,
) -> Result<(Payment, JournalEntry), PaymentError> {
    let nothing = Money::zero(received.amount.currency());
    recorded(
        received,
        None,
        nothing,
        nothing,
        terms,
        "Payment ahead of an invoice".to_owned(),
    )
}

fn recorded(
    received: ReceivedPayment,
    invoice_id: Option<InvoiceId>,
    to_receivable: Money,
    recovered: Money,
    terms: EntryTerms,
    description: String,
) -> Result<(Payment, JournalEntry), PaymentError> {
    let ReceivedPayment {
        id,
        customer_id,
        amount,
        method,
        reference,
        received_on,
        note,
    } = received;
    if !amount.is_positive() {
        return Err(PaymentError::NotPositive { amount });
    }
    let payment = Payment {
        to_balance: amount.try_sub(to_receivable)?.try_sub(recovered)?,
        entry_id: terms.entry_id.clone(),
        recorded_at: terms.recorded_at,
        reversed_at: None,
        id,
        customer_id,
        invoice_id,
        amount,
        method,
        reference,
        received_on,
        note,
        to_receivable,
        recovered,
    };
    let postings = posting_rules::payment_received(&payment)?;
    let source = SourceDocument::Payment(payment.id.clone());
    let record = terms.record(source, description);
    let entry = JournalEntry::try_new(record, postings)?;
    Ok((payment, entry))
}

/// Takes back a payment of an invoice that did not last (a bounced cheque, a mistake): the invoice
/// owes it again. `available` is the customer's balance, which has to hold what was overpaid.
///
/// # Errors
/// [`PaymentError`]; nothing changed then.
pub fn reverse(
    payment: Payment,
    invoice: &Invoice,
    settlement: &Settlement,
    available: Money,
    terms: EntryTerms,
) -> Result<(Payment, Settlement, JournalEntry), PaymentError> {
    if payment.invoice_id.as_ref() != Some(invoice.id()) {
        return Err(PaymentError::OtherInvoice { id: payment.id });
    }
    let Payment {
        to_receivable,
        recovered,
        ..
    } = payment;
    let (payment, entry) = reversed(payment, available, terms)?;
    let settlement = Settlement {
        paid: settlement.paid.try_sub(to_receivable)?.try_sub(recovered)?,
        written_off: settlement.written_off.try_add(recovered)?,
        ..settlement.clone()
    };
    Ok((payment, settlement, entry))
}

/// Takes back a payment that was for no invoice. `available` is the customer's balance.
///
/// # Errors
/// [`PaymentError`]; nothing changed then.
pub fn reverse_unapplied(
    payment: Payment,
    available: Money,
    terms: EntryTerms,
) -> Result<(Payment, JournalEntry), PaymentError> {
    if payment.invoice_id.is_some() {
        return Err(PaymentError::OtherInvoice { id: payment.id });
    }
    reversed(payment, available, terms)
}

fn reversed(
    payment: Payment,
    available: Money,
    terms: EntryTerms,
) -> Result<(Payment, JournalEntry), PaymentError> {
    if payment.reversed_at.is_some() {
        return Err(PaymentError::AlreadyReversed { id: payment.id });
    }
    let needed = payment.to_balance;
    if available.try_sub(needed)?.is_negative() && needed.is_positive() {
        return Err(PaymentError::BalanceUsed { needed, available });
    }
    let mut postings = posting_rules::payment_received(&payment)?;
    for posting in &mut postings {
        posting.amount = posting.amount.try_neg()?;
    }
    let reversed_at = Some(terms.recorded_at);
    let source = SourceDocument::Payment(payment.id.clone());
    let record = EntryRecord {
        reverses: Some(payment.entry_id.clone()),
        ..terms.record(source, "Payment reversed".to_owned())
    };
    let entry = JournalEntry::try_new(record, postings)?;
    Ok((
        Payment {
            reversed_at,
            ..payment
        },
        entry,
    ))
}
