//! The journal: a window of entries, and one entry.

use billing::ids::JournalEntryId;
use billing::ledger::{AccountCode, JournalEntry};
use chrono::NaiveDate;
use store::ReadTx;
use store::table::journal_entries::JournalQuery;

use super::entry_dto::to_dtos;
use crate::context::App;
use crate::dto::ledger::{JournalEntryDto, JournalPage};
use crate::dto::lists::{Filter, FilterOp, IdRequest, ListRequest};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{
    add_words, count, date_range, minor_range, one, unsupported_filter, unsupported_sort, window,
};

/// Entries by their day, newest first unless sorted the other way.
pub fn journal(app: &App, request: ListRequest) -> Result<JournalPage, AppError> {
    let query = query(&request)?;
    app.read(|tx| {
        let (entries, total_count) = tx.journal_entries().list(&query)?;
        Ok(JournalPage {
            rows: to_dtos(tx, &entries)?,
            total_count: count(total_count),
            totals: Vec::new(),
        })
    })
}

/// One entry.
pub fn entry(app: &App, request: IdRequest) -> Result<JournalEntryDto, AppError> {
    let id = JournalEntryId::parse(&request.id)?;
    app.read(|tx| {
        let mut rows = to_dtos(tx, &[load(tx, &id)?])?;
        rows.pop()
            .ok_or_else(|| not_found("journal entry", &request.id))
    })
}

/// An entry that has to be there.
pub(super) fn load(tx: &ReadTx<'_>, id: &JournalEntryId) -> Result<JournalEntry, AppError> {
    let entry = tx.journal_entries().get(id)?;
    entry.ok_or_else(|| not_found("journal entry", id.as_str()))
}

fn query(request: &ListRequest) -> Result<JournalQuery, AppError> {
    let (offset, limit) = window(request.offset, request.limit);
    let mut query = JournalQuery {
        words: request.search.clone(),
        newest_first: true,
        offset,
        limit,
        ..JournalQuery::default()
    };
    for (at, filter) in request.filters.iter().enumerate() {
        add_filter(&mut query, at, filter)?;
    }
    for (at, sort) in request.sort.iter().enumerate() {
        match sort.column.as_str() {
            "posted_on" | "recorded_at" => query.by_debit = false,
            "amount" => query.by_debit = true,
            _ => return Err(unsupported_sort(at, sort)),
        }
        query.newest_first = sort.descending;
    }
    Ok(query)
}

fn add_filter(query: &mut JournalQuery, at: usize, filter: &Filter) -> Result<(), AppError> {
    match (filter.column.as_str(), filter.op) {
        ("posted_on", _) => {
            let (from, to): (Option<NaiveDate>, Option<NaiveDate>) = date_range(at, filter)?;
            query.from = query.from.max(from);
            query.to = [query.to, to].into_iter().flatten().min();
        }
        ("amount", _) => {
            (query.least_debit_minor, query.most_debit_minor) = minor_range(at, filter)?;
        }
        ("account", FilterOp::Is) => {
            query.account = Some(AccountCode::try_new(one(at, filter)?)?);
        }
        ("source_kind", FilterOp::Is | FilterOp::OneOf) => {
            query.source_kinds.clone_from(&filter.values);
        }
        ("description", FilterOp::Contains) => add_words(&mut query.words, one(at, filter)?),
        _ => return Err(unsupported_filter(at, filter)),
    }
    Ok(())
}
