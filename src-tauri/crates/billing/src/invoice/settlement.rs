//! Settlement: what was done about an invoice since it was finalized, and what is left to pay.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::applied_credit::AppliedCredit;
use super::finalize::Invoice;
use crate::money::{Currency, Money, MoneyError};

/// What was done about an invoice. The invoice itself never changes; this is what does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Payments that went to this invoice, without what they overpaid.
    pub paid: Money,
    /// Credit notes, as far as they lowered what is owed; the rest is in the customer's balance.
    pub credited: Money,
    /// Prepaid credit that was used for it, in the order in which it was, less what it gave back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prepaid: Vec<AppliedCredit>,
    /// Customer balance that was used for it.
    pub applied_balance: Money,
    /// What was given up as a bad debt, less what came in later after all.
    pub written_off: Money,
    /// When it was voided, where that is so.
    pub voided_at: Option<DateTime<Utc>>,
    /// When it was marked uncollectible, where that is so.
    pub uncollectible_at: Option<DateTime<Utc>>,
}

/// Where an invoice stands, in Stripe's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceStatus {
    /// Still being written; no number yet.
    Draft,
    /// Finalized, and something is due.
    Open,
    /// Finalized, and nothing is due any more.
    Paid,
    /// Withdrawn: it owes nothing and never will.
    Void,
    /// Given up as a bad debt.
    Uncollectible,
}

impl InvoiceStatus {
    /// The word that stores and doors use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Void => "void",
            Self::Uncollectible => "uncollectible",
        }
    }
}

impl Settlement {
    /// Nothing done yet.
    #[must_use]
    pub const fn new(currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            paid: nothing,
            credited: nothing,
            prepaid: Vec::new(),
            applied_balance: nothing,
            written_off: nothing,
            voided_at: None,
            uncollectible_at: None,
        }
    }

    /// What prepaid credit paid of it.
    ///
    /// # Errors
    /// [`MoneyError`] where a part is in another currency.
    pub fn prepaid_credit(&self) -> Result<Money, MoneyError> {
        AppliedCredit::sum(&self.prepaid, self.paid.currency())
    }
}

/// What is left to pay: total less credit notes, payments, prepaid credit, applied balance and
/// write-offs. A void invoice owes nothing.
///
/// # Errors
/// [`MoneyError`] where invoice and settlement do not belong together.
pub fn amount_due(invoice: &Invoice, settlement: &Settlement) -> Result<Money, MoneyError> {
    let total = invoice.totals().total;
    if settlement.voided_at.is_some() {
        return Ok(Money::zero(total.currency()));
    }
    let Settlement {
        paid,
        credited,
        applied_balance,
        written_off,
        ..
    } = *settlement;
    let prepaid = settlement.prepaid_credit()?;
    [paid, credited, prepaid, applied_balance, written_off]
        .into_iter()
        .try_fold(total, Money::try_sub)
}

/// Where the invoice stands.
///
/// # Errors
/// [`MoneyError`] where invoice and settlement do not belong together.
pub fn status(invoice: &Invoice, settlement: &Settlement) -> Result<InvoiceStatus, MoneyError> {
    let due = amount_due(invoice, settlement)?;
    Ok(if settlement.voided_at.is_some() {
        InvoiceStatus::Void
    } else if settlement.uncollectible_at.is_some() && settlement.written_off.is_positive() {
        InvoiceStatus::Uncollectible
    } else if due.is_positive() {
        InvoiceStatus::Open
    } else {
        InvoiceStatus::Paid
    })
}

/// Whether something should have been paid before this day.
///
/// # Errors
/// [`MoneyError`] where invoice and settlement do not belong together.
pub fn is_past_due(
    invoice: &Invoice,
    settlement: &Settlement,
    on: NaiveDate,
) -> Result<bool, MoneyError> {
    Ok(days_past_due(invoice, settlement, on)? > 0)
}

/// Days since an open invoice was due; zero where it is not late or not open.
///
/// # Errors
/// [`MoneyError`] where invoice and settlement do not belong together.
pub fn days_past_due(
    invoice: &Invoice,
    settlement: &Settlement,
    on: NaiveDate,
) -> Result<i64, MoneyError> {
    if status(invoice, settlement)? != InvoiceStatus::Open {
        return Ok(0);
    }
    Ok(on.signed_duration_since(invoice.due_on()).num_days().max(0))
}
