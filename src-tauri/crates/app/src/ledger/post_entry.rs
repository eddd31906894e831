//! Entries made by hand: posted, and reversed where they were wrong.

use billing::ids::JournalEntryId;
use billing::ledger::{AccountCode, EntryRecord, JournalEntry, Posting, SourceDocument};
use billing::money::{Currency, Money};

use super::entry_dto::to_dtos;
use super::journal::load;
use crate::context::App;
use crate::dto::ledger::{JournalEntryDto, PostEntryRequest, PostingInput, ReverseEntryRequest};
use crate::error::AppError;
use crate::listing::{day, required};

/// Posts an entry that a person worked out.
pub fn post_entry(app: &App, request: PostEntryRequest) -> Result<JournalEntryDto, AppError> {
    let posted_on = day(&request.posted_on, "posted_on")?;
    let currency =
        Currency::try_new(request.currency.trim()).map_err(|e| AppError::from(e).at("currency"))?;
    let record = EntryRecord {
        id: JournalEntryId::from_ulid(app.new_ulid()),
        posted_on,
        recorded_at: app.now(),
        source: SourceDocument::Manual,
        description: required(&request.description, "description")?,
        reverses: None,
    };
    let inputs = request.postings.iter().enumerate();
    let postings = inputs
        .map(|(at, input)| posting(input, currency, &format!("postings.{at}")))
        .collect::<Result<_, _>>()?;

    let entry = JournalEntry::try_new(record, postings)?;

    save(app, "ledger.post_entry", entry)
}

fn posting(input: &PostingInput, currency: Currency, path: &str) -> Result<Posting, AppError> {
    let account = AccountCode::try_new(input.account.trim())
        .map_err(|e| AppError::from(e).at(format!("{path}.account")))?;
    let amount = |text: &str, side: &str| {
        let field = format!("{path}.{side}");
        match Money::parse(text, currency) {
            Ok(amount) if amount.is_negative() => Err(AppError::new(
                "posting_negative",
                format!("A {side} is written without a sign, not as {text}."),
                "Put it on the other side instead; nothing was posted.",
            )
            .at(field)),
            read => read.map_err(|e| AppError::from(e).at(field)),
        }
    };
    let amount = match (input.debit.trim(), input.credit.trim()) {
        (debit, "") if !debit.is_empty() => amount(debit, "debit")?,
        ("", credit) if !credit.is_empty() => amount(credit, "credit")?.try_neg()?,
        _ => return Err(not_one_side(path)),
    };
    Ok(Posting::new(account, amount))
}

fn not_one_side(path: &str) -> AppError {
    AppError::new(
        "posting_not_one_side",
        "Each posting has a debit or a credit: one of them, not both.",
        "Fill in one of the two; nothing was posted.",
    )
    .at(format!("{path}.debit"))
}

/// Takes an entry made by hand back with an opposite one; both stay in the books.
pub fn reverse_entry(app: &App, request: ReverseEntryRequest) -> Result<JournalEntryDto, AppError> {
    let id = JournalEntryId::parse(&request.id)?;
    let reason = required(&request.reason, "reason")?;
    let entry = app.read(|tx| {
        let entry = load(tx, &id)?;
        check_reversible(tx, &entry)?;
        Ok(entry)
    })?;

    let description = format!("Reversal of \"{}\": {reason}", entry.description());
    let reversal_id = JournalEntryId::from_ulid(app.new_ulid());
    let reversal = entry.reversal(reversal_id, app.today()?, app.now(), description)?;

    app.write("ledger.reverse_entry", |tx| {
        check_reversible(tx, &entry)?;
        tx.journal_entries_mut().append(&reversal)?;
        one_dto(tx, reversal)
    })
}

fn check_reversible(tx: &store::ReadTx<'_>, entry: &JournalEntry) -> Result<(), AppError> {
    if *entry.source() != SourceDocument::Manual {
        return Err(AppError::new(
            "entry_of_document",
            "This entry belongs to a document, so it is not reversed by itself.",
            "Void the invoice, issue a credit note or reverse the payment; nothing was changed.",
        )
        .at("id"));
    }
    let reversed = tx.journal_entries().reversal_of(entry.id())?.is_some();
    if reversed || entry.reverses().is_some() {
        return Err(AppError::new(
            "entry_already_reversed",
            "This entry is reversed already, or is itself a reversal. Nothing was changed.",
            "Post the entry anew if it was right after all.",
        )
        .at("id"));
    }
    Ok(())
}

fn save(app: &App, action: &str, entry: JournalEntry) -> Result<JournalEntryDto, AppError> {
    app.write(action, |tx| {
        tx.journal_entries_mut().append(&entry)?;
        one_dto(tx, entry)
    })
}

fn one_dto(tx: &store::ReadTx<'_>, entry: JournalEntry) -> Result<JournalEntryDto, AppError> {
    let id = entry.id().to_string();
    let mut dtos = to_dtos(tx, &[entry])?;
    dtos.pop()
        .ok_or_else(|| crate::error_from::not_found("journal entry", &id))
}
