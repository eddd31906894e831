//! What moves prepaid credit: given back by an invoice, ended by its day, ended by being voided.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::credit_grant::{CreditGrant, CreditGrantError, entry_record};
use crate::ids::{CreditGrantId, InvoiceId, JournalEntryId};
use crate::invoice::{AppliedCredit, CreditCategory};
use crate::ledger::{EntryTerms, JournalEntry, JournalError, posting_rules};
use crate::money::{Money, MoneyError};

/// What happened to credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditMovementKind {
    /// It was granted.
    Granted,
    /// It paid an invoice.
    Applied,
    /// An invoice gave it back.
    Returned,
    /// Its day came.
    Expired,
    /// It was taken back.
    Voided,
}

impl CreditMovementKind {
    /// The word that stores and doors use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Applied => "applied",
            Self::Returned => "returned",
            Self::Expired => "expired",
            Self::Voided => "voided",
        }
    }
}

/// One thing that happened to a grant. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditMovement {
    /// The grant.
    pub grant_id: CreditGrantId,
    /// What happened.
    pub kind: CreditMovementKind,
    /// How much; above zero whichever way it went.
    pub amount: Money,
    /// Day that it counts for.
    pub on: NaiveDate,
    /// Instant at which it was written.
    pub at: DateTime<Utc>,
    /// The invoice that used it or gave it back.
    pub invoice_id: Option<InvoiceId>,
    /// The entry that it made, where it made one.
    pub entry_id: Option<JournalEntryId>,
}

/// Credit that ended, and where it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedCredit {
    /// The grant as it is now.
    pub grant: CreditGrant,
    /// What happened.
    pub movement: CreditMovement,
    /// Its entry; the end of a gift makes none.
    pub entry: Option<JournalEntry>,
    /// What became the customer's balance: paid credit that was voided.
    pub to_balance: Money,
}

impl CreditMovement {
    /// The first: all of it was granted.
    #[must_use]
    pub fn of_grant(grant: &CreditGrant) -> Self {
        Self {
            grant_id: grant.id().clone(),
            kind: CreditMovementKind::Granted,
            amount: grant.granted.amount,
            on: grant.granted_on,
            at: grant.granted_at,
            invoice_id: None,
            entry_id: grant.entry_id.clone(),
        }
    }
}

/// Puts back into a grant what an invoice gives back of it. Where it has ended meanwhile, it is
/// for [`end_if_over`] to end this too.
///
/// # Errors
/// [`MoneyError`] where grant and part do not belong together.
pub fn put_back(grant: CreditGrant, part: &AppliedCredit) -> Result<CreditGrant, MoneyError> {
    Ok(CreditGrant {
        used: grant.used.try_sub(part.amount)?,
        ..grant
    })
}

/// Ends what is left of a grant whose day has come, or that was voided before an invoice gave
/// credit back. Paid credit that expires is earned (Dr prepaid credits, Cr breakage); a gift just
/// ends. Nothing where nothing is over or left.
///
/// # Errors
/// [`JournalError`]; nothing changed then.
pub fn end_if_over(
    grant: CreditGrant,
    terms: EntryTerms,
) -> Result<Option<EndedCredit>, JournalError> {
    if !grant.left()?.is_positive() {
        return Ok(None);
    }
    if grant.voided_at.is_some() {
        return end(grant, CreditMovementKind::Voided, terms).map(Some);
    }
    if grant.has_expired(terms.posted_on) {
        return end(grant, CreditMovementKind::Expired, terms).map(Some);
    }
    Ok(None)
}

/// Takes back what is left of a grant: paid credit becomes the customer's balance (Dr prepaid
/// credits, Cr customer balance), a gift just ends. What invoices used stays used.
///
/// # Errors
/// [`CreditGrantError`]; nothing changed then.
pub fn void_grant(grant: CreditGrant, terms: EntryTerms) -> Result<EndedCredit, CreditGrantError> {
    let name = grant.granted.name.clone();
    if grant.voided_at.is_some() {
        return Err(CreditGrantError::AlreadyVoided { name });
    }
    if !grant.left()?.is_positive() || grant.has_expired(terms.posted_on) {
        return Err(CreditGrantError::NothingLeft { name });
    }
    let voided = CreditGrant {
        voided_at: Some(terms.recorded_at),
        ..grant
    };
    Ok(end(voided, CreditMovementKind::Voided, terms)?)
}

/// Ends what is left, as expired or as voided.
fn end(
    grant: CreditGrant,
    kind: CreditMovementKind,
    terms: EntryTerms,
) -> Result<EndedCredit, JournalError> {
    let amount = grant.left()?;
    let is_paid = grant.category() == CreditCategory::Paid;
    let is_void = kind == CreditMovementKind::Voided;
    let (on, at) = (terms.posted_on, terms.recorded_at);
    let entry = match (is_paid, is_void) {
        (false, _) => None,
        (true, false) => {
            let record = entry_record(&grant, terms, "Prepaid credit expired");
            let postings = posting_rules::credit_expired(amount)?;
            Some(JournalEntry::try_new(record, postings)?)
        }
        (true, true) => {
            let record = entry_record(&grant, terms, "Prepaid credit voided");
            let postings = posting_rules::credit_voided(amount)?;
            Some(JournalEntry::try_new(record, postings)?)
        }
    };
    let nothing = Money::zero(amount.currency());
    let movement = CreditMovement {
        grant_id: grant.id().clone(),
        kind,
        amount,
        on,
        at,
        invoice_id: None,
        entry_id: entry.as_ref().map(|entry| entry.id().clone()),
    };
    let (expired, voided) = match is_void {
        true => (grant.expired, grant.voided.try_add(amount)?),
        false => (grant.expired.try_add(amount)?, grant.voided),
    };
    Ok(EndedCredit {
        grant: CreditGrant {
            expired,
            voided,
            ..grant
        },
        movement,
        entry,
        to_balance: if is_paid && is_void { amount } else { nothing },
    })
}
