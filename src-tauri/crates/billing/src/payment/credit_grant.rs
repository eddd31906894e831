//! Prepaid credit: granted to a customer, used by invoices in an order that is always the same,
//! and ended by its day or by being voided.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::PaymentMethod;
use crate::ids::{CreditGrantId, CustomerId, JournalEntryId};
use crate::invoice::CreditCategory;
use crate::ledger::{
    EntryRecord, EntryTerms, JournalEntry, JournalError, SourceDocument, posting_rules,
};
use crate::money::{Money, MoneyError};

/// The last of the priorities; a grant has 50 where nobody says one.
pub const LAST_PRIORITY: u8 = 100;

/// Credit as a person grants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantedCredit {
    /// Identity.
    pub id: CreditGrantId,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// What the customer reads: "Prepaid hours 2027".
    pub name: String,
    /// How much; above zero. It pays invoices of its currency only.
    pub amount: Money,
    /// How it was paid for; nothing for a gift.
    pub paid_by: Option<PaymentMethod>,
    /// What the payer wrote.
    pub reference: String,
    /// Which is used first: 0 before 100.
    pub priority: u8,
    /// First day on which invoices use it.
    pub effective_on: NaiveDate,
    /// First day on which they no longer do.
    pub expires_on: Option<NaiveDate>,
}

/// Granted credit and what became of it: used, expired, voided and left sum to the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditGrant {
    /// What was granted.
    #[serde(flatten)]
    pub granted: GrantedCredit,
    /// Day on which it was granted; a paid grant's money came in on it.
    pub granted_on: NaiveDate,
    /// Instant at which it was written down.
    pub granted_at: DateTime<Utc>,
    /// The entry that granting made; a gift makes none.
    pub entry_id: Option<JournalEntryId>,
    /// What invoices used, less what they gave back.
    pub used: Money,
    /// What its day ended.
    pub expired: Money,
    /// What voiding ended.
    pub voided: Money,
    /// When it was voided, where that is so.
    pub voided_at: Option<DateTime<Utc>>,
}

/// How a grant stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditGrantState {
    /// Its first day is yet to come.
    Upcoming,
    /// Invoices use it.
    Available,
    /// Invoices used all of it.
    UsedUp,
    /// Its day came before all of it was used.
    Expired,
    /// What was left was taken back.
    Voided,
}

/// Why credit cannot be granted or voided. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditGrantError {
    /// Credit has a name that the customer reads.
    #[error("the credit has no name; nothing was granted, say what it is for")]
    NameMissing,
    /// Credit is more than nothing.
    #[error("credit of {amount} is none; nothing was granted, give an amount above zero")]
    NotPositive {
        /// The amount that was given.
        amount: Money,
    },
    /// Priorities go from 0 to 100.
    #[error("{priority} is no priority; nothing was granted, give 0 (first) to 100 (last)")]
    PriorityOutOfRange {
        /// The priority that was given.
        priority: u8,
    },
    /// It would never be usable.
    #[error("credit from {effective_on} cannot expire on {expires_on}; nothing was granted")]
    ExpiresBeforeItStarts {
        /// Its first day.
        effective_on: NaiveDate,
        /// The first day on which it is gone.
        expires_on: NaiveDate,
    },
    /// It would be gone at once.
    #[error("credit that expired on {expires_on} is gone on {on}; nothing was granted")]
    ExpiredAlready {
        /// The first day on which it is gone.
        expires_on: NaiveDate,
        /// The day of granting.
        on: NaiveDate,
    },
    /// It was voided before.
    #[error("\"{name}\" was voided already; nothing changed")]
    AlreadyVoided {
        /// The grant's name.
        name: String,
    },
    /// Used up or expired.
    #[error("nothing is left of \"{name}\"; nothing changed")]
    NothingLeft {
        /// The grant's name.
        name: String,
    },
    /// The currencies differ, or an amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The entry cannot be made.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Grants credit: paid ahead (Dr cash of the method, Cr prepaid credits), or as a gift, which
/// posts nothing until an invoice uses it.
///
/// # Errors
/// [`CreditGrantError`]; nothing was granted then.
pub fn grant(
    granted: GrantedCredit,
    terms: EntryTerms,
) -> Result<(CreditGrant, Option<JournalEntry>), CreditGrantError> {
    check(&granted, terms.posted_on)?;
    let nothing = Money::zero(granted.amount.currency());
    let mut grant = CreditGrant {
        granted_on: terms.posted_on,
        granted_at: terms.recorded_at,
        entry_id: None,
        used: nothing,
        expired: nothing,
        voided: nothing,
        voided_at: None,
        granted,
    };
    let Some(method) = grant.granted.paid_by else {
        return Ok((grant, None));
    };
    let postings = posting_rules::credit_sold(method, grant.granted.amount)?;
    let record = entry_record(&grant, terms, "Prepaid credit sold");
    let entry = JournalEntry::try_new(record, postings)?;
    grant.entry_id = Some(entry.id().clone());
    Ok((grant, Some(entry)))
}

fn check(granted: &GrantedCredit, on: NaiveDate) -> Result<(), CreditGrantError> {
    let GrantedCredit {
        amount,
        priority,
        effective_on,
        ..
    } = *granted;
    if granted.name.trim().is_empty() {
        return Err(CreditGrantError::NameMissing);
    }
    if !amount.is_positive() {
        return Err(CreditGrantError::NotPositive { amount });
    }
    if priority > LAST_PRIORITY {
        return Err(CreditGrantError::PriorityOutOfRange { priority });
    }
    match granted.expires_on {
        Some(expires_on) if expires_on <= effective_on => {
            Err(CreditGrantError::ExpiresBeforeItStarts {
                effective_on,
                expires_on,
            })
        }
        Some(expires_on) if expires_on <= on => {
            Err(CreditGrantError::ExpiredAlready { expires_on, on })
        }
        _ => Ok(()),
    }
}

impl CreditGrant {
    /// Identity.
    #[must_use]
    pub const fn id(&self) -> &CreditGrantId {
        &self.granted.id
    }

    /// Whether it was paid for.
    #[must_use]
    pub const fn category(&self) -> CreditCategory {
        match self.granted.paid_by {
            Some(_) => CreditCategory::Paid,
            None => CreditCategory::Promotional,
        }
    }

    /// What was neither used nor ended, whatever the day.
    ///
    /// # Errors
    /// [`MoneyError`] where its amounts do not belong together.
    pub fn left(&self) -> Result<Money, MoneyError> {
        [self.used, self.expired, self.voided]
            .into_iter()
            .try_fold(self.granted.amount, Money::try_sub)
    }

    /// What an invoice of a day can use.
    ///
    /// # Errors
    /// [`MoneyError`] where its amounts do not belong together.
    pub fn available(&self, on: NaiveDate) -> Result<Money, MoneyError> {
        match on < self.granted.effective_on || self.has_expired(on) || self.voided_at.is_some() {
            true => Ok(Money::zero(self.granted.amount.currency())),
            false => self.left(),
        }
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn has_expired(&self, on: NaiveDate) -> bool {
        self.granted.expires_on.is_some_and(|end| end <= on)
    }

    /// How it stands on a day.
    ///
    /// # Errors
    /// [`MoneyError`] where its amounts do not belong together.
    pub fn state(&self, on: NaiveDate) -> Result<CreditGrantState, MoneyError> {
        let is_used = self.used == self.granted.amount;
        Ok(match () {
            () if self.voided_at.is_some() => CreditGrantState::Voided,
            () if is_used => CreditGrantState::UsedUp,
            () if self.expired.is_positive() || self.has_expired(on) => CreditGrantState::Expired,
            () if on < self.granted.effective_on => CreditGrantState::Upcoming,
            () => CreditGrantState::Available,
        })
    }

    /// Which of two is used first, as Stripe does: the lower priority, then what expires sooner,
    /// then gifts before what was paid for, then what began first, then the older.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        let rank = |grant: &Self| {
            let never = grant.granted.expires_on.is_none();
            let granted = &grant.granted;
            let end = (never, granted.expires_on);
            (
                granted.priority,
                end,
                grant.category(),
                granted.effective_on,
            )
        };
        let same_rank = rank(self).cmp(&rank(other));
        same_rank.then_with(|| self.id().cmp(other.id()))
    }
}

pub(super) fn entry_record(grant: &CreditGrant, terms: EntryTerms, what: &str) -> EntryRecord {
    let description = format!("{what}: {}", grant.granted.name);
    terms.record(SourceDocument::CreditGrant(grant.id().clone()), description)
}
