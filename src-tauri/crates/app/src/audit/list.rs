//! `audit.list`: a window of the audit log, newest first.

use serde_json::{Map, Value};
use store::table::audit_entries::AuditQuery;
use store::{AuditEntry, ChangeOfSubject, ReadTx};

use crate::context::App;
use crate::dto::ledger::{AuditPage, AuditRow};
use crate::dto::lists::{Filter, FilterOp, ListRequest};
use crate::error::AppError;
use crate::listing::{all_words_in, count, one, unsupported_filter, unsupported_sort, window};

/// Entries read at a time while they are searched.
const BATCH: u32 = 1000;
/// Written by a document's own change: the document is what the entry is about.
const FOLLOWING: &[&str] = &["journal entry", "account", "number series", "setting"];

/// One row a commit. Searching and filtering by kind look through the whole log.
pub fn list(app: &App, request: ListRequest) -> Result<AuditPage, AppError> {
    let asked = Asked::read(&request)?;
    let (offset, limit) = window(request.offset, request.limit);
    app.read(|tx| {
        let (entries, total_count) = asked.find(tx, offset, limit)?;
        Ok(AuditPage {
            rows: entries.iter().map(to_dto).collect(),
            total_count,
        })
    })
}

#[derive(Debug, Default)]
struct Asked {
    query: AuditQuery,
    kind: Option<String>,
    id: Option<String>,
    source: Option<String>,
    words: String,
}

impl Asked {
    fn read(request: &ListRequest) -> Result<Self, AppError> {
        let mut asked = Self {
            words: request.search.clone(),
            ..Self::default()
        };
        for (at, filter) in request.filters.iter().enumerate() {
            asked.add(at, filter)?;
        }
        for (at, sort) in request.sort.iter().enumerate() {
            if !matches!(sort.column.as_str(), "seq" | "at") || !sort.descending {
                return Err(unsupported_sort(at, sort));
            }
        }
        if let (Some(kind), Some(id)) = (&asked.kind, &asked.id) {
            asked.query.subject = Some((kind.replace('_', " "), id.clone()));
        }
        Ok(asked)
    }

    fn add(&mut self, at: usize, filter: &Filter) -> Result<(), AppError> {
        let value = || one(at, filter).map(|value| Some(value.to_owned()));
        match (filter.column.as_str(), filter.op) {
            ("actor", FilterOp::Is) => self.query.actor = value()?,
            ("action", FilterOp::Is | FilterOp::Contains) => self.query.action = value()?,
            ("source", FilterOp::Is) => self.source = value()?,
            ("subject_kind", FilterOp::Is) => self.kind = value()?,
            ("subject_id", FilterOp::Is) => self.id = value()?,
            _ => return Err(unsupported_filter(at, filter)),
        }
        Ok(())
    }

    fn needs_looking(&self) -> bool {
        let by_subject = self.query.subject.is_none() && (self.kind.is_some() || self.id.is_some());
        by_subject || self.source.is_some() || !self.words.trim().is_empty()
    }

    fn find(
        &self,
        tx: &ReadTx<'_>,
        offset: u32,
        limit: u32,
    ) -> Result<(Vec<AuditEntry>, u32), AppError> {
        if !self.needs_looking() {
            let query = AuditQuery {
                offset,
                limit,
                ..self.query.clone()
            };
            let (entries, total) = tx.audit_entries().list(&query)?;
            return Ok((entries, count(total)));
        }
        let (mut kept, mut found, mut read) = (Vec::new(), 0_u32, 0_u32);
        loop {
            let query = AuditQuery {
                offset: read,
                limit: BATCH,
                ..self.query.clone()
            };
            let (entries, _) = tx.audit_entries().list(&query)?;
            if entries.is_empty() {
                return Ok((kept, found));
            }
            for entry in entries {
                read = read.saturating_add(1);
                if self.matches(&entry) {
                    if (offset..offset.saturating_add(limit)).contains(&found) {
                        kept.push(entry);
                    }
                    found = found.saturating_add(1);
                }
            }
        }
    }

    fn matches(&self, entry: &AuditEntry) -> bool {
        let is = |wanted: &Option<String>, found: &str| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.replace('_', " ") == found.replace('_', " "))
        };
        let subjects = || entry.changes.iter();
        let words = format!(
            "{} {} {} {}",
            entry.actor,
            entry.action,
            entry.source,
            subjects()
                .map(|c| format!("{} {} ", c.kind, c.id))
                .collect::<String>()
        );
        is(&self.source, &entry.source)
            && subjects().any(|c| is(&self.kind, &c.kind) && is(&self.id, &c.id))
            && all_words_in(&self.words, &words)
    }
}

/// What the entry is about: its first subject that is not a consequence of another.
pub(crate) fn main_subject(entry: &AuditEntry) -> Option<&ChangeOfSubject> {
    let own = entry
        .changes
        .iter()
        .find(|change| !FOLLOWING.contains(&change.kind.as_str()));
    own.or(entry.changes.first())
}

fn to_dto(entry: &AuditEntry) -> AuditRow {
    let subject = main_subject(entry);
    AuditRow {
        seq: count(entry.seq),
        at: entry.at.to_rfc3339(),
        actor: entry.actor.clone(),
        source: entry.source.clone(),
        action: entry.action.clone(),
        subject_kind: subject
            .map(|s| s.kind.replace(' ', "_"))
            .unwrap_or_default(),
        subject_id: subject.map(|s| s.id.clone()).unwrap_or_default(),
        before: side(&entry.changes, |change| &change.before),
        after: side(&entry.changes, |change| &change.after),
        hash: entry.hash.clone(),
    }
}

/// One subject's value by itself; those of several by kind and id.
fn side(changes: &[ChangeOfSubject], of: fn(&ChangeOfSubject) -> &Value) -> Option<String> {
    let present: Vec<&ChangeOfSubject> = changes
        .iter()
        .filter(|change| !of(change).is_null())
        .collect();
    match (changes, present.as_slice()) {
        (_, []) => None,
        ([only], _) => Some(of(only).to_string()),
        (_, several) => {
            let named = several.iter().map(|change| {
                (
                    format!("{} {}", change.kind, change.id).trim().to_owned(),
                    of(change).clone(),
                )
            });
            Some(Value::Object(named.collect::<Map<String, Value>>()).to_string())
        }
    }
}
