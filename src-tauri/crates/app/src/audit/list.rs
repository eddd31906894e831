//! `audit.list`: a window of the audit log.

use serde_json::{Map, Value};
use store::table::audit_entries::AuditQuery;
use store::{AuditEntry, ChangeOfSubject};

use crate::context::App;
use crate::dto::ledger::{AuditPage, AuditRow};
use crate::dto::lists::{Filter, FilterOp, ListRequest};
use crate::error::AppError;
use crate::listing::{count, one, unsupported_filter, unsupported_sort, window};

/// Written by a document's own change: the document is what the entry is about.
const FOLLOWING: &[&str] = &["journal entry", "account", "number series", "setting"];

/// One row a commit, newest first unless sorted the other way.
pub fn list(app: &App, request: ListRequest) -> Result<AuditPage, AppError> {
    let query = query(&request)?;
    app.read(|tx| {
        let (entries, total_count) = tx.audit_entries().list(&query)?;
        Ok(AuditPage {
            rows: entries.iter().map(to_dto).collect(),
            total_count: count(total_count),
        })
    })
}

fn query(request: &ListRequest) -> Result<AuditQuery, AppError> {
    let (offset, limit) = window(request.offset, request.limit);
    let mut query = AuditQuery {
        words: request.search.clone(),
        offset,
        limit,
        ..AuditQuery::default()
    };
    for (at, filter) in request.filters.iter().enumerate() {
        add_filter(&mut query, at, filter)?;
    }
    for (at, sort) in request.sort.iter().enumerate() {
        match sort.column.as_str() {
            "seq" | "at" => query.oldest_first = !sort.descending,
            _ => return Err(unsupported_sort(at, sort)),
        }
    }
    // Kind and id together are found by one look at the index.
    query.subject = match (query.subject_kind.take(), query.subject_id.take()) {
        (Some(kind), Some(id)) => Some((kind, id)),
        (kind, id) => {
            (query.subject_kind, query.subject_id) = (kind, id);
            None
        }
    };
    Ok(query)
}

fn add_filter(query: &mut AuditQuery, at: usize, filter: &Filter) -> Result<(), AppError> {
    let value = || one(at, filter).map(|value| Some(value.to_owned()));
    // The log has "credit note" where the wire has "credit_note".
    let spaced = || one(at, filter).map(|value| Some(value.replace('_', " ")));
    match (filter.column.as_str(), filter.op) {
        ("actor", FilterOp::Is) => query.actor = value()?,
        ("action", FilterOp::Is | FilterOp::Contains) => query.action = value()?,
        ("source", FilterOp::Is) => query.source = value()?,
        ("subject_kind", FilterOp::Is) => query.subject_kind = spaced()?,
        ("subject_id", FilterOp::Is) => query.subject_id = value()?,
        _ => return Err(unsupported_filter(at, filter)),
    }
    Ok(())
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
