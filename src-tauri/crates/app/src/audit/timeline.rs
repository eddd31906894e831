//! What happened to a document or customer, in sentences, from the audit log.

use billing::money::{Currency, Money};
use serde_json::Value;
use store::table::audit_entries::AuditQuery;
use store::{AuditEntry, ChangeOfSubject, ReadTx};

use crate::dto::customers::TimelineEntry;
use crate::dto::money::MoneyDto;
use crate::error::AppError;

/// More than anybody reads of one subject.
const MOST: u32 = 500;

/// What happened to one subject, newest first; of edits that follow each other only the last.
pub(crate) fn of_subject(
    tx: &ReadTx<'_>,
    kind: &str,
    id: &str,
) -> Result<Vec<TimelineEntry>, AppError> {
    let subject = Some((kind.to_owned(), id.to_owned()));
    let query = AuditQuery {
        subject,
        limit: MOST,
        ..AuditQuery::default()
    };
    let (entries, _) = tx.audit_entries().list(&query)?;
    let mut timeline = Vec::new();
    let mut after_edit = false;
    for entry in &entries {
        let is_edit = is_edit(&entry.action);
        if !(is_edit && after_edit) {
            timeline.push(to_dto(entry, kind, id));
        }
        after_edit = is_edit;
    }
    Ok(timeline)
}

fn is_edit(action: &str) -> bool {
    matches!(action, "invoices.save_draft" | "customers.update")
}

fn to_dto(entry: &AuditEntry, of_kind: &str, of_id: &str) -> TimelineEntry {
    let (kind, word, amount_field) = match subject_of(&entry.action) {
        // What a run or a subscription did is told of the invoice whose timeline it is.
        ("subscription" | "billing_run", ..) if of_kind == "invoice" => subject_of("invoices."),
        subject => subject,
    };
    let of_it = |change: &&ChangeOfSubject| change.kind == word && change.id == of_id;
    let any = |change: &&ChangeOfSubject| change.kind == word;
    let changes = &entry.changes;
    let subject = changes.iter().find(of_it).or(changes.iter().find(any));
    let amount = subject.and_then(|subject| money(&subject.after, amount_field));
    TimelineEntry {
        at: entry.at.to_rfc3339(),
        kind: kind.to_owned(),
        title: title(entry, subject, amount),
        detail: detail(&entry.changes),
        amount: amount.map(MoneyDto::from),
        subject_id: subject.map(|subject| subject.id.clone()),
        actor: entry.actor.clone(),
    }
}

/// Kind on the wire, the audit log's word for it, and the field that holds its amount.
fn subject_of(action: &str) -> (&'static str, &'static str, &'static str) {
    match action.split_once('.').map_or(action, |(noun, _)| noun) {
        "payments" => ("payment", "payment", "amount"),
        "credit_grants" => ("credit_grant", "credit grant", "amount"),
        "credit_notes" => ("credit_note", "credit note", "total"),
        "customers" => ("customer", "customer", ""),
        "subscriptions" => ("subscription", "subscription", ""),
        "billing_runs" => ("billing_run", "invoice", "total"),
        _ => ("invoice", "invoice", "total"),
    }
}

fn title(entry: &AuditEntry, subject: Option<&ChangeOfSubject>, amount: Option<Money>) -> String {
    let number = subject
        .and_then(|subject| subject.after.get("number"))
        .and_then(Value::as_str);
    let number = number.unwrap_or_default();
    let amount = amount
        .map(|amount| format!(" of {amount}"))
        .unwrap_or_default();
    match entry.action.as_str() {
        "invoices.create_draft" => "Draft started".to_owned(),
        "invoices.duplicate" => "Draft started as a copy".to_owned(),
        "invoices.save_draft" => "Draft edited".to_owned(),
        "invoices.delete_draft" => "Draft deleted".to_owned(),
        "invoices.restore_draft" => "Draft brought back".to_owned(),
        "invoices.issue" => format!("Issued as {number}"),
        "invoices.void" => "Voided".to_owned(),
        "invoices.mark_uncollectible" => "Written off as uncollectible".to_owned(),
        "payments.record" => format!("Payment{amount} recorded"),
        "payments.reverse" => "Payment reversed".to_owned(),
        "credit_notes.issue" => format!("Credit note {number} issued"),
        "credit_grants.create" => format!("Credit{amount} granted"),
        "credit_grants.void" => "Credit taken back".to_owned(),
        "credit_grants.expire" => "Credit expired".to_owned(),
        "customers.create" => "Customer added".to_owned(),
        "customers.update" => "Customer edited".to_owned(),
        "customers.archive" => "Customer archived".to_owned(),
        "customers.restore" => "Customer brought back".to_owned(),
        "customers.delete" => "Customer deleted".to_owned(),
        "subscriptions.create" | "subscriptions.change" | "billing_runs.start"
            if !number.is_empty() =>
        {
            format!("Issued as {number}")
        }
        "subscriptions.create" => "Subscription started".to_owned(),
        "subscriptions.change" => "Subscription changed".to_owned(),
        "subscriptions.unschedule" => "Planned change taken back".to_owned(),
        "subscriptions.bulk" => "Subscription changed with others".to_owned(),
        "billing_runs.start" => "Billed by a run".to_owned(),
        "plans.publish_version" => "Price version changed with the plan".to_owned(),
        other => other.replace(['.', '_'], " "),
    }
}

/// The reason that a person gave, wherever the change holds it.
fn detail(changes: &[ChangeOfSubject]) -> String {
    let given = |field: &str| {
        let texts = changes
            .iter()
            .filter_map(|change| change.after.get(field)?.as_str());
        texts.map(str::to_owned).find(|text| !text.is_empty())
    };
    given("reason_text")
        .or_else(|| given("reason"))
        .unwrap_or_default()
}

fn money(after: &Value, field: &str) -> Option<Money> {
    let amount = after.get(field)?;
    let currency = Currency::try_new(amount.get("currency")?.as_str()?).ok()?;
    Some(Money::new(
        amount.get("minor")?.as_str()?.parse().ok()?,
        currency,
    ))
}
