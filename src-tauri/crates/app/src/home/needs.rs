//! What needs the person: each a sentence, an amount where there is one, and where to act.

use billing::invoice::InvoiceStatus;
use chrono::{DateTime, NaiveDate, Utc};
use store::ReadTx;
use store::table::invoice_list::{InvoiceColumn, InvoiceFilter, InvoiceListRow, InvoiceQuery};
use store::table::window::SortBy;

use crate::dto::home::NeedsMe;
use crate::error::AppError;

/// Past-due invoices that are named one by one.
const NAMED: u32 = 5;
/// A ledger with a younger backup needs none today.
const BACKUP_DAYS: i64 = 7;

/// Past-due invoices, longest first; more than are named become one line.
pub(super) fn past_due(
    tx: &ReadTx<'_>,
    today: NaiveDate,
    all: u32,
) -> Result<Vec<NeedsMe>, AppError> {
    let query = InvoiceQuery {
        filter: InvoiceFilter {
            past_due_on: Some(today),
            ..InvoiceFilter::default()
        },
        sort: vec![SortBy {
            column: InvoiceColumn::DueOn,
            descending: false,
        }],
        limit: NAMED,
        ..InvoiceQuery::default()
    };
    let rows = tx.invoices().list(&query)?.rows;
    let mut needs: Vec<NeedsMe> = rows
        .into_iter()
        .map(|row| past_due_invoice(row, today))
        .collect();
    if all > NAMED {
        needs.push(NeedsMe {
            kind: "past_due".into(),
            title: format!("{} more invoices are past due", all - NAMED),
            detail: "Sorted by how long they have been due.".into(),
            amount: None,
            route: "/invoices?view=past_due".into(),
            action: "Show all".into(),
        });
    }
    Ok(needs)
}

fn past_due_invoice(row: InvoiceListRow, today: NaiveDate) -> NeedsMe {
    let days = row.due_on.map_or(0, |due_on| (today - due_on).num_days());
    let number = row.number.unwrap_or_default();
    NeedsMe {
        kind: "past_due".into(),
        title: format!("{number} is {} past due", days_word(days)),
        detail: row.customer_name,
        amount: Some(row.due.into()),
        route: format!("/invoices/{}", row.id),
        action: "Open".into(),
    }
}

/// Drafts whose day has come, and how many others wait.
pub(super) fn drafts(tx: &ReadTx<'_>, today: NaiveDate) -> Result<Vec<NeedsMe>, AppError> {
    let query = InvoiceQuery {
        filter: InvoiceFilter {
            statuses: vec![InvoiceStatus::Draft],
            ..InvoiceFilter::default()
        },
        sort: vec![SortBy {
            column: InvoiceColumn::UpdatedAt,
            descending: false,
        }],
        limit: 1000,
        ..InvoiceQuery::default()
    };
    let rows = tx.invoices().list(&query)?.rows;
    let (due, waiting): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| row.issued_on.is_some_and(|on| on <= today));
    let mut needs: Vec<NeedsMe> = due.into_iter().map(due_draft).collect();
    if let Some(first) = waiting.first() {
        let one = waiting.len() == 1;
        needs.push(NeedsMe {
            kind: "draft".into(),
            title: if one {
                "A draft waits to be issued".into()
            } else {
                format!("{} drafts wait to be issued", waiting.len())
            },
            detail: if one {
                name_of(first)
            } else {
                "The oldest change comes first.".into()
            },
            amount: one.then(|| first.total.into()),
            route: if one {
                draft_route(first)
            } else {
                "/invoices?view=draft".into()
            },
            action: if one {
                "Continue".into()
            } else {
                "Show drafts".into()
            },
        });
    }
    Ok(needs)
}

fn due_draft(row: InvoiceListRow) -> NeedsMe {
    let on = row.issued_on.map(|on| on.to_string()).unwrap_or_default();
    NeedsMe {
        kind: "draft".into(),
        title: format!("A draft was meant to be issued on {on}"),
        detail: name_of(&row),
        amount: Some(row.total.into()),
        route: draft_route(&row),
        action: "Continue".into(),
    }
}

fn draft_route(row: &InvoiceListRow) -> String {
    format!("/invoices/{}/edit", row.id)
}

fn name_of(row: &InvoiceListRow) -> String {
    if row.customer_name.is_empty() {
        "No customer yet".into()
    } else {
        row.customer_name.clone()
    }
}

/// Books with issued invoices and no young backup.
pub(super) fn backup(newest_at: Option<&str>, now: DateTime<Utc>) -> Option<NeedsMe> {
    let newest = newest_at.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    let days = newest.map(|newest| (now - newest.with_timezone(&Utc)).num_days());
    if days.is_some_and(|days| days <= BACKUP_DAYS) {
        return None;
    }
    let title = match days {
        Some(days) => format!("The newest backup is {} old", days_word(days)),
        None => "There is no backup yet".into(),
    };
    Some(NeedsMe {
        kind: "backup".into(),
        title,
        detail: "A backup is encrypted like the ledger and opens with your passphrase.".into(),
        amount: None,
        route: "/settings/backup".into(),
        action: "Back up".into(),
    })
}

/// The check of the whole file found something.
pub(super) fn damage(found: &AppError) -> NeedsMe {
    NeedsMe {
        kind: "integrity".into(),
        title: "The ledger's file is damaged".into(),
        detail: format!("{} {}", found.message, found.fix),
        amount: None,
        route: "/settings/backup".into(),
        action: "Restore a backup".into(),
    }
}

/// The kept balances do not sum to zero.
pub(super) fn integrity(balanced: bool) -> Option<NeedsMe> {
    (!balanced).then(|| NeedsMe {
        kind: "integrity".into(),
        title: "The books do not balance".into(),
        detail: "Verify the ledger; nothing is lost while the audit log verifies.".into(),
        amount: None,
        route: "/ledger".into(),
        action: "Verify".into(),
    })
}

fn days_word(days: i64) -> String {
    if days == 1 {
        "1 day".into()
    } else {
        format!("{days} days")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_asked_for_after_a_week() {
        let now = crate::testing::instant();
        assert_eq!(backup(Some("2026-11-13T08:00:00Z"), now), None);
        // From 12 to 20 November are 8 days.
        let old = backup(Some("2026-11-12T08:00:00Z"), now).expect("it is old");
        assert_eq!(old.title, "The newest backup is 8 days old");
        assert_eq!(
            backup(None, now).expect("none").title,
            "There is no backup yet"
        );
    }

    #[test]
    fn books_that_balance_need_nobody() {
        assert_eq!(integrity(true), None);
        assert_eq!(integrity(false).expect("a need").kind, "integrity");
    }
}
