//! Drafts that bill subscriptions and were looked at long enough: the next run issues them.

use billing::ids::InvoiceId;
use billing::invoice::InvoiceStatus;
use billing::subscription::{BillKind, Change, Event, EventKind, PauseBehavior};
use chrono::{DateTime, Days, NaiveDate, Utc};
use store::ReadTx;
use store::table::billed_periods::ClaimedPeriod;
use store::table::invoice_list::{InvoiceFilter, InvoiceListRow, InvoiceQuery};

use crate::business::get::local_date;
use crate::dto::billing_runs::RunRow;
use crate::dto::words::to_word;
use crate::error::AppError;
use crate::invoices::stored::load_draft;
use crate::invoices::typed;
use crate::subscriptions::facts::plan_name;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::words::span;

/// A draft whose days of review are over, with its row of a run's report.
#[derive(Debug, Clone)]
pub(crate) struct Reviewed {
    pub(crate) invoice: InvoiceId,
    pub(crate) row: RunRow,
    created_at: DateTime<Utc>,
}

/// Those that are due now, oldest first, whoever drafted them: a run, a new subscription or a
/// change. A draft that was kept because its subscription rests is never issued by itself.
pub(crate) fn due(tx: &ReadTx<'_>, ground: &Ground) -> Result<Vec<Reviewed>, AppError> {
    let drafts = InvoiceQuery {
        filter: InvoiceFilter {
            statuses: vec![InvoiceStatus::Draft],
            ..InvoiceFilter::default()
        },
        limit: u32::MAX,
        ..InvoiceQuery::default()
    };
    let mut due = Vec::new();
    for draft in tx.invoices().list(&drafts)?.rows {
        let claims = tx.billed_periods().of_invoice(&draft.id)?;
        if !claims.is_empty() {
            due.extend(reviewed(tx, ground, draft, &claims)?);
        }
    }
    due.sort_by(|one, other| {
        (one.created_at, &one.invoice).cmp(&(other.created_at, &other.invoice))
    });
    Ok(due)
}

fn reviewed(
    tx: &ReadTx<'_>,
    ground: &Ground,
    draft: InvoiceListRow,
    claims: &[ClaimedPeriod],
) -> Result<Option<Reviewed>, AppError> {
    let stored = load_draft(tx, &draft.id)?;
    let days = Days::new(ground.settings.review_days.into());
    let on = local_date(stored.created_at, &ground.business.timezone);
    let over = on
        .checked_add_days(days)
        .is_some_and(|until| until <= ground.today());
    if !over || is_held(tx, claims)? {
        return Ok(None);
    }
    let times = typed::of_stored(&stored)?.lines.into_iter();
    let times = times.filter_map(|line| {
        let start: NaiveDate = line.service_start?.parse().ok()?;
        Some((start, line.service_end?.parse().ok()?))
    });
    let mut subscription_ids: Vec<String> = Vec::new();
    for claim in claims {
        let id = claim.subscription_id.to_string();
        if !subscription_ids.contains(&id) {
            subscription_ids.push(id);
        }
    }
    let customer_id = draft.customer_id.as_ref().map(ToString::to_string);
    let row = RunRow {
        customer_id: customer_id.unwrap_or_default(),
        customer_name: draft.customer_name,
        title: title(tx, claims, subscription_ids.len(), times.collect())?,
        subscription_ids,
        on: claims.first().map_or(on, |claim| claim.on).to_string(),
        lines: 0,
        total: draft.total.into(),
        invoice_id: Some(draft.id.to_string()),
        number: None,
        status: InvoiceStatus::Draft.as_str().to_owned(),
    };
    Ok(Some(Reviewed {
        invoice: draft.id,
        row,
        created_at: stored.created_at,
    }))
}

/// "Voice AI Professional and 1 more, 1 Nov – 30 Nov 2026".
fn title(
    tx: &ReadTx<'_>,
    claims: &[ClaimedPeriod],
    subscriptions: usize,
    times: Vec<(NaiveDate, NaiveDate)>,
) -> Result<String, AppError> {
    let first = claims.first().map(|claim| &claim.subscription_id);
    let sub = match first {
        Some(id) => tx.subscriptions().get(id)?,
        None => None,
    };
    let mut title = match sub {
        Some(sub) => plan_name(&sub, &tx.plan_versions().book_of(&sub)?),
        None => String::new(),
    };
    if subscriptions > 1 {
        title.push_str(&format!(" and {} more", subscriptions.saturating_sub(1)));
    }
    let start = times.iter().map(|(start, _)| *start).min();
    let end = times.iter().map(|(_, end)| *end).max();
    if let Some((start, end)) = start.zip(end) {
        title.push_str(", ");
        title.push_str(&span(start, end));
    }
    Ok(title)
}

/// Whether it was made while its subscription was paused with its invoices kept as drafts.
fn is_held(tx: &ReadTx<'_>, claims: &[ClaimedPeriod]) -> Result<bool, AppError> {
    for claim in claims {
        let events: Vec<Event> = tx.subscription_events().of(&claim.subscription_id)?;
        if was_kept_back(&events, claim) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What was billed on the day on which a pause begins or ends was billed before it or after it, as
/// the events of that day have it.
fn was_kept_back(events: &[Event], claim: &ClaimedPeriod) -> bool {
    let (mut keeps, mut billed, mut earlier) = (false, None, 0u32);
    for event in events.iter().filter(|event| event.on <= claim.on) {
        match &event.what {
            EventKind::Changed {
                change: Change::Pause { behavior, .. },
                ..
            } => keeps = *behavior == PauseBehavior::KeepAsDraft,
            EventKind::Changed {
                change: Change::Resume,
                ..
            } => keeps = false,
            what if event.on == claim.on && bills(what, &claim.kind) => {
                if earlier <= claim.ordinal {
                    billed = Some(keeps);
                }
                earlier = earlier.saturating_add(1);
            }
            _ => {}
        }
    }
    billed.unwrap_or(keeps)
}

/// Whether a bill of this kind comes from an event.
fn bills(what: &EventKind, kind: &str) -> bool {
    match what {
        EventKind::Renewed { .. } => kind == to_word(BillKind::Period),
        EventKind::Changed {
            change: Change::Cancel { .. },
            ..
        } => kind == to_word(BillKind::Final),
        EventKind::Changed { .. } => kind == to_word(BillKind::Change),
        _ => false,
    }
}

/// What a dry run says of them.
pub(crate) fn words(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("A draft that was looked at long enough is issued.".to_owned()),
        count => Some(format!(
            "{count} drafts that were looked at long enough are issued."
        )),
    }
}
