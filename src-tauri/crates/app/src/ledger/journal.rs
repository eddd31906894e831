//! The journal: a window of entries, and one entry.

use billing::ids::JournalEntryId;
use billing::ledger::{AccountCode, JournalEntry};
use chrono::NaiveDate;
use store::ReadTx;
use store::table::journal_entries::JournalQuery;

use super::entry_dto::{source_words, to_dtos};
use crate::context::App;
use crate::dto::ledger::{JournalEntryDto, JournalPage};
use crate::dto::lists::{Filter, FilterOp, IdRequest, ListRequest};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::{
    all_words_in, count, date_range, one, unsupported_filter, unsupported_sort, window,
};

/// Entries by their day, newest first unless sorted the other way.
pub fn journal(app: &App, request: ListRequest) -> Result<JournalPage, AppError> {
    let asked = Asked::read(&request)?;
    let (offset, limit) = window(request.offset, request.limit);
    app.read(|tx| {
        let (entries, total_count) = asked.find(tx, offset, limit)?;
        Ok(JournalPage {
            rows: to_dtos(tx, &entries)?,
            total_count,
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

/// What the store finds by itself, and what is looked for in the entries that it finds.
#[derive(Debug, Default)]
struct Asked {
    query: JournalQuery,
    kinds: Vec<String>,
    words: Vec<String>,
}

impl Asked {
    fn read(request: &ListRequest) -> Result<Self, AppError> {
        let mut asked = Self {
            query: JournalQuery {
                newest_first: true,
                ..JournalQuery::default()
            },
            kinds: Vec::new(),
            words: vec![request.search.clone()],
        };
        for (at, filter) in request.filters.iter().enumerate() {
            asked.add(at, filter)?;
        }
        for (at, sort) in request.sort.iter().enumerate() {
            match sort.column.as_str() {
                "posted_on" | "recorded_at" => asked.query.newest_first = sort.descending,
                _ => return Err(unsupported_sort(at, sort)),
            }
        }
        Ok(asked)
    }

    fn add(&mut self, at: usize, filter: &Filter) -> Result<(), AppError> {
        match (filter.column.as_str(), filter.op) {
            ("posted_on", _) => {
                let (from, to): (Option<NaiveDate>, Option<NaiveDate>) = date_range(at, filter)?;
                self.query.from = self.query.from.max(from);
                self.query.to = [self.query.to, to].into_iter().flatten().min();
            }
            ("account", FilterOp::Is) => {
                let code = AccountCode::try_new(one(at, filter)?)?;
                self.query.account = Some(code);
            }
            ("source_kind", FilterOp::Is | FilterOp::OneOf) => {
                self.kinds.clone_from(&filter.values);
            }
            ("description", FilterOp::Contains) => self.words.push(one(at, filter)?.to_owned()),
            _ => return Err(unsupported_filter(at, filter)),
        }
        Ok(())
    }

    fn find(
        &self,
        tx: &ReadTx<'_>,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<JournalEntry>, u32), AppError> {
        if self.kinds.is_empty() && self.words.iter().all(|text| text.trim().is_empty()) {
            let query = JournalQuery {
                offset,
                limit,
                ..self.query.clone()
            };
            let (entries, total) = tx.journal_entries().list(&query)?;
            return Ok((entries, count(total)));
        }
        let query = JournalQuery {
            limit: u32::MAX,
            ..self.query.clone()
        };
        let (mut entries, _) = tx.journal_entries().list(&query)?;
        entries.retain(|entry| self.matches(entry));
        let total = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let in_window = |at: &u32| (offset..offset.saturating_add(limit)).contains(at);
        let rows = (0_u32..).zip(entries).filter(|(at, _)| in_window(at));
        Ok((rows.map(|(_, entry)| entry).collect(), total))
    }

    fn matches(&self, entry: &JournalEntry) -> bool {
        let (kind, _) = source_words(entry.source());
        let of_kind = self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted == kind);
        of_kind
            && self
                .words
                .iter()
                .all(|words| all_words_in(words, entry.description()))
    }
}
