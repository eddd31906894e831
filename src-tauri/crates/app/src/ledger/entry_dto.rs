//! Journal entries and postings as they cross a door: debits and credits apart, with names.

use std::collections::BTreeMap;

use billing::ledger::{AccountCode, JournalEntry, Posting, SourceDocument, account_for};
use billing::money::{Currency, Money};
use store::ReadTx;
use store::table::invoices::StoredInvoice;
use store::table::journal_entries::JournalQuery;

use crate::dto::ledger::{JournalEntryDto, PostingDto};
use crate::dto::money::MoneyDto;
use crate::error::AppError;

/// What entries need besides themselves: the names of accounts.
#[derive(Debug)]
pub(crate) struct Context {
    names: BTreeMap<AccountCode, String>,
}

/// The entries with names of accounts and sources.
pub(crate) fn to_dtos(
    tx: &ReadTx<'_>,
    entries: &[JournalEntry],
) -> Result<Vec<JournalEntryDto>, AppError> {
    let context = Context::of(tx)?;
    entries
        .iter()
        .map(|entry| context.to_dto(tx, entry))
        .collect()
}

impl Context {
    fn of(tx: &ReadTx<'_>) -> Result<Self, AppError> {
        let accounts = tx.accounts().list()?.into_iter();
        Ok(Self {
            names: accounts
                .map(|account| (account.code, account.name))
                .collect(),
        })
    }

    fn to_dto(&self, tx: &ReadTx<'_>, entry: &JournalEntry) -> Result<JournalEntryDto, AppError> {
        let (kind, id) = source_words(entry.source());
        let reversed_by = tx.journal_entries().reversal_of(entry.id())?;
        Ok(JournalEntryDto {
            id: entry.id().to_string(),
            posted_on: entry.posted_on().to_string(),
            recorded_at: entry.recorded_at().to_rfc3339(),
            description: entry.description().to_owned(),
            source_kind: kind.to_owned(),
            source_id: id,
            source_label: source_label(tx, entry.source())?,
            reverses: entry.reverses().map(ToString::to_string),
            reversed_by: reversed_by.map(|id| id.to_string()),
            amounts: debits(entry)?,
            postings: entry
                .postings()
                .iter()
                .map(|posting| self.posting(posting))
                .collect::<Result<_, _>>()?,
        })
    }

    fn posting(&self, posting: &Posting) -> Result<PostingDto, AppError> {
        let (debit, credit) = sides(posting.amount)?;
        let name = self.names.get(&posting.account).cloned();
        let name = name.or_else(|| account_for(&posting.account).map(|account| account.name));
        Ok(PostingDto {
            account: posting.account.to_string(),
            account_name: name.unwrap_or_default(),
            debit,
            credit,
        })
    }
}

/// The sum of an entry's debits, one amount a currency.
fn debits(entry: &JournalEntry) -> Result<Vec<MoneyDto>, AppError> {
    let mut sums: BTreeMap<Currency, Money> = BTreeMap::new();
    for posting in entry
        .postings()
        .iter()
        .filter(|posting| posting.amount.is_positive())
    {
        let currency = posting.amount.currency();
        let sum = sums.entry(currency).or_insert(Money::zero(currency));
        *sum = sum.try_add(posting.amount)?;
    }
    Ok(sums.into_values().map(MoneyDto::from).collect())
}

/// All entries of one source document, oldest first.
pub(crate) fn entries_of(
    tx: &ReadTx<'_>,
    source: &SourceDocument,
) -> Result<Vec<JournalEntry>, AppError> {
    let query = JournalQuery {
        source: Some(source.clone()),
        limit: u32::MAX,
        ..JournalQuery::default()
    };
    Ok(tx.journal_entries().list(&query)?.0)
}

/// An amount in the column of its side, as positive; zero counts as a debit.
pub(crate) fn sides(amount: Money) -> Result<(Option<MoneyDto>, Option<MoneyDto>), AppError> {
    if amount.is_negative() {
        Ok((None, Some(amount.try_neg()?.into())))
    } else {
        Ok((Some(amount.into()), None))
    }
}

/// A source's kind on the wire, and its id.
pub(crate) fn source_words(source: &SourceDocument) -> (&'static str, Option<String>) {
    match source {
        SourceDocument::Invoice(id) => ("invoice", Some(id.to_string())),
        SourceDocument::CreditNote(id) => ("credit_note", Some(id.to_string())),
        SourceDocument::Payment(id) => ("payment", Some(id.to_string())),
        SourceDocument::CreditGrant(id) => ("credit_grant", Some(id.to_string())),
        SourceDocument::Manual => ("manual", None),
    }
}

/// How a person calls a source: its number, or what it brought.
fn source_label(tx: &ReadTx<'_>, source: &SourceDocument) -> Result<String, AppError> {
    Ok(match source {
        SourceDocument::Invoice(id) => match tx.invoices().get(id)? {
            Some(StoredInvoice::Issued { invoice, .. }) => format!("Invoice {}", invoice.number()),
            _ => "Invoice".to_owned(),
        },
        SourceDocument::CreditNote(id) => {
            let note = tx.credit_notes().get(id)?;
            note.map_or("Credit note".to_owned(), |note| {
                format!("Credit note {}", note.number)
            })
        }
        SourceDocument::Payment(id) => {
            let payment = tx.payments().get(id)?;
            payment.map_or("Payment".to_owned(), |payment| {
                format!("Payment of {}", payment.amount)
            })
        }
        SourceDocument::CreditGrant(id) => {
            let grant = tx.credit_grants().get(id)?;
            grant.map_or("Prepaid credit".to_owned(), |grant| {
                format!("Prepaid credit {}", grant.granted.name)
            })
        }
        SourceDocument::Manual => "Entry by hand".to_owned(),
    })
}
