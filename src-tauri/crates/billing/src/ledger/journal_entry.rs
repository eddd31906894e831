//! Journal entries: born balanced in every currency, never changed, reversed where they were wrong.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::account::AccountCode;
use super::chart_of_accounts::account_for;
use super::posting::Posting;
use crate::ids::{CreditGrantId, CreditNoteId, InvoiceId, JournalEntryId, PaymentId};
use crate::money::{Currency, Money, MoneyError};

/// The document that an entry follows from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum SourceDocument {
    /// An invoice: finalized, voided, written off, or settled from the customer's balance.
    Invoice(InvoiceId),
    /// A credit note.
    CreditNote(CreditNoteId),
    /// A payment, or its reversal.
    Payment(PaymentId),
    /// Prepaid credit: sold, expired or voided.
    CreditGrant(CreditGrantId),
    /// Typed in by an accountant.
    Manual,
}

/// What an entry says besides its postings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRecord {
    /// Identity.
    pub id: JournalEntryId,
    /// Day that it counts for.
    pub posted_on: NaiveDate,
    /// Instant at which it was written.
    pub recorded_at: DateTime<Utc>,
    /// What it follows from.
    pub source: SourceDocument,
    /// What happened, in a few words.
    pub description: String,
    /// The entry that it takes back, where it is a reversal.
    pub reverses: Option<JournalEntryId>,
}

/// Which entry it will be, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryTerms {
    /// Identity of the entry.
    pub entry_id: JournalEntryId,
    /// Day that the entry counts for.
    pub posted_on: NaiveDate,
    /// Instant at which it is written.
    pub recorded_at: DateTime<Utc>,
}

impl EntryTerms {
    /// What the entry says of a document; it takes nothing back.
    #[must_use]
    pub fn record(self, source: SourceDocument, description: String) -> EntryRecord {
        EntryRecord {
            id: self.entry_id,
            posted_on: self.posted_on,
            recorded_at: self.recorded_at,
            source,
            description,
            reverses: None,
        }
    }
}

/// Postings that belong together and sum to zero in every currency. It has no setter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenEntry", into = "WrittenEntry")]
pub struct JournalEntry {
    record: EntryRecord,
    postings: Vec<Posting>,
}

#[derive(Serialize, Deserialize)]
struct WrittenEntry {
    #[serde(flatten)]
    record: EntryRecord,
    postings: Vec<Posting>,
}

/// Why postings make no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// An entry moves something from one account to another, so it has two postings at least.
    #[error("an entry needs two postings or more; nothing was posted")]
    TooFewPostings,
    /// Debits and credits differ.
    #[error("debits and credits differ by {difference}; nothing was posted, correct one of them")]
    Unbalanced {
        /// Debits less credits.
        difference: Money,
    },
    /// The chart has no such account.
    #[error("there is no account {code}; nothing was posted, choose one from the chart")]
    UnknownAccount {
        /// The code that was given.
        code: AccountCode,
    },
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl JournalEntry {
    /// An entry of these postings.
    ///
    /// # Errors
    /// [`JournalError`] where it has too few postings, an account that the chart has not, or does
    /// not balance in each currency.
    pub fn try_new(record: EntryRecord, postings: Vec<Posting>) -> Result<Self, JournalError> {
        if postings.len() < 2 {
            return Err(JournalError::TooFewPostings);
        }
        if let Some(unknown) = postings.iter().find(|p| account_for(&p.account).is_none()) {
            return Err(JournalError::UnknownAccount {
                code: unknown.account.clone(),
            });
        }
        match sums(&postings)?.into_values().find(|sum| !sum.is_zero()) {
            Some(difference) => Err(JournalError::Unbalanced { difference }),
            None => Ok(Self { record, postings }),
        }
    }

    /// The entry that takes this one back: the same postings with the other sign.
    ///
    /// # Errors
    /// [`JournalError::Money`] where an amount has no opposite.
    pub fn reversal(
        &self,
        id: JournalEntryId,
        posted_on: NaiveDate,
        recorded_at: DateTime<Utc>,
        description: String,
    ) -> Result<Self, JournalError> {
        let reverses = Some(self.record.id.clone());
        let source = self.record.source.clone();
        let opposite = |p: &Posting| Ok(Posting::new(p.account.clone(), p.amount.try_neg()?));
        let postings = self
            .postings
            .iter()
            .map(opposite)
            .collect::<Result<_, MoneyError>>()?;
        let record = EntryRecord {
            id,
            posted_on,
            recorded_at,
            source,
            description,
            reverses,
        };
        Self::try_new(record, postings)
    }

    /// Identity.
    #[must_use]
    pub const fn id(&self) -> &JournalEntryId {
        &self.record.id
    }

    /// Day that it counts for.
    #[must_use]
    pub const fn posted_on(&self) -> NaiveDate {
        self.record.posted_on
    }

    /// Instant at which it was written.
    #[must_use]
    pub const fn recorded_at(&self) -> DateTime<Utc> {
        self.record.recorded_at
    }

    /// What it follows from.
    #[must_use]
    pub const fn source(&self) -> &SourceDocument {
        &self.record.source
    }

    /// What happened, in a few words.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.record.description
    }

    /// The entry that it takes back, where it is a reversal.
    #[must_use]
    pub const fn reverses(&self) -> Option<&JournalEntryId> {
        self.record.reverses.as_ref()
    }

    /// Its postings.
    #[must_use]
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}

fn sums(postings: &[Posting]) -> Result<BTreeMap<Currency, Money>, MoneyError> {
    let mut sums: BTreeMap<Currency, Money> = BTreeMap::new();
    for posting in postings {
        let currency = posting.amount.currency();
        let sum = sums.entry(currency).or_insert(Money::zero(currency));
        *sum = sum.try_add(posting.amount)?;
    }
    Ok(sums)
}

impl TryFrom<WrittenEntry> for JournalEntry {
    type Error = JournalError;
    fn try_from(written: WrittenEntry) -> Result<Self, JournalError> {
        Self::try_new(written.record, written.postings)
    }
}

impl From<JournalEntry> for WrittenEntry {
    fn from(entry: JournalEntry) -> Self {
        Self {
            record: entry.record,
            postings: entry.postings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ulid::Ulid;

    fn record() -> EntryRecord {
        EntryRecord {
            id: JournalEntryId::from_ulid(Ulid::from_parts(1, 1)),
            posted_on: "2026-11-20".parse().unwrap(),
            recorded_at: "2026-11-20T09:00:00Z".parse().unwrap(),
            source: SourceDocument::Manual,
            description: "Opening".into(),
            reverses: None,
        }
    }

    fn posting(account: &str, minor: i64, currency: Currency) -> Posting {
        Posting::new(
            AccountCode::try_new(account).unwrap(),
            Money::new(minor, currency),
        )
    }

    const EUR: Currency = Currency::EUR;

    #[test]
    fn an_entry_balances_in_each_currency_or_is_not_born() {
        let balanced = vec![posting("1000", 500, EUR), posting("3000", -500, EUR)];
        assert!(JournalEntry::try_new(record(), balanced).is_ok());
        let crossed = vec![
            posting("1000", 500, EUR),
            posting("3000", -500, Currency::USD),
        ];
        let difference = Money::new(500, EUR);
        let refused = JournalEntry::try_new(record(), crossed);
        assert_eq!(refused, Err(JournalError::Unbalanced { difference }));
    }

    #[test]
    fn one_posting_or_an_unknown_account_makes_no_entry() {
        let single = JournalEntry::try_new(record(), vec![posting("1000", 0, EUR)]);
        assert_eq!(single, Err(JournalError::TooFewPostings));
        let unknown = vec![posting("9999", 5, EUR), posting("1000", -5, EUR)];
        let refused = JournalEntry::try_new(record(), unknown);
        assert!(matches!(refused, Err(JournalError::UnknownAccount { .. })));
    }

    #[test]
    fn a_reversal_takes_back_every_posting_and_names_the_entry() {
        let postings = vec![posting("1000", 500, EUR), posting("3000", -500, EUR)];
        let entry = JournalEntry::try_new(record(), postings).unwrap();
        let id = JournalEntryId::from_ulid(Ulid::from_parts(2, 2));
        let on = "2026-11-21".parse().unwrap();
        let back = entry
            .reversal(id, on, entry.recorded_at(), "Correction".into())
            .unwrap();
        assert_eq!(back.reverses(), Some(entry.id()));
        assert_eq!(
            back.postings(),
            [posting("1000", -500, EUR), posting("3000", 500, EUR)]
        );
    }

    #[test]
    fn json_that_does_not_balance_is_no_entry() {
        let postings = vec![posting("1000", 500, EUR), posting("3000", -500, EUR)];
        let entry = JournalEntry::try_new(record(), postings).unwrap();
        let written = serde_json::to_string(&entry).unwrap();
        assert_eq!(
            serde_json::from_str::<JournalEntry>(&written).unwrap(),
            entry
        );
        let tampered = written.replacen("\"500\"", "\"600\"", 1);
        assert!(serde_json::from_str::<JournalEntry>(&tampered).is_err());
    }
}
