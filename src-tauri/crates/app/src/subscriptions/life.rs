//! The life of a subscription: what happened and what is to come, by day, as sentences.

use billing::catalog::PlanBook;
use billing::ids::PlanId;
use billing::subscription::{
    Change, Event, EventKind, Subscription, SubscriptionState, TimelineEntry, timeline,
};
use chrono::{Months, NaiveDate};
use store::ReadTx;
use store::table::billed_periods::BilledPeriod;

use super::ground::Ground;
use super::words::{capital, change_words, day, kind_of, span};
use crate::dto::subscriptions::LifeEventDto;
use crate::error::AppError;

/// How far the life is followed into the future.
const MONTHS_AHEAD: u32 = 12;
/// Coming events that are shown: more says nothing new.
const MOST_COMING: usize = 12;

/// Past and coming events, and the invoices that it made, by day.
pub(crate) fn life(
    tx: &ReadTx<'_>,
    ground: &Ground,
    sub: &Subscription,
    book: &PlanBook,
) -> Result<Vec<LifeEventDto>, AppError> {
    let today = ground.today_in(&sub.terms.timezone);
    let horizon = today.checked_add_months(Months::new(MONTHS_AHEAD));
    let past: Vec<Event> = tx.subscription_events().of(&sub.id)?;
    let book = &with_past_plans(tx, &past, book)?;
    let through = horizon.unwrap_or(today);
    let entries = timeline(sub, &past, through, &ground.basis_without_usage(book))?;
    // What was written down for a later day, such as a start, is still to come.
    let entries = entries.into_iter().map(|entry| TimelineEntry {
        coming: entry.coming || entry.on > today,
        ..entry
    });
    let (coming, past): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.coming);
    let mut life: Vec<LifeEventDto> = past.iter().filter_map(|entry| told(entry, book)).collect();
    for billed in tx.billed_periods().of_subscription(&sub.id)? {
        life.push(invoice(&billed));
    }
    life.sort_by(|one, other| one.on.cmp(&other.on));
    let coming = coming.iter().filter_map(|entry| told(entry, book));
    life.extend(coming.take(MOST_COMING));
    Ok(life)
}

/// The book with the plans that the subscription had or was to have, for their names.
fn with_past_plans(tx: &ReadTx<'_>, past: &[Event], book: &PlanBook) -> Result<PlanBook, AppError> {
    let mut all = book.clone();
    for plan_id in past.iter().filter_map(plan_of) {
        let is_there = all.iter().any(|booked| booked.plan.id == *plan_id);
        if is_there || tx.plans().get(plan_id)?.is_none() {
            continue;
        }
        if let Some(newest) = tx.plan_versions().newest(plan_id)? {
            let keys = [(plan_id.clone(), newest.version)];
            for booked in tx.plan_versions().book(&keys)?.iter() {
                all.insert(booked.clone());
            }
        }
    }
    Ok(all)
}

fn plan_of(event: &Event) -> Option<&PlanId> {
    let change = match &event.what {
        EventKind::Changed { change, .. } => change,
        EventKind::Scheduled { planned } | EventKind::Unscheduled { planned } => &planned.change,
        _ => return None,
    };
    match change {
        Change::Plan { plan_id, .. }
        | Change::Quantity { plan_id, .. }
        | Change::AddAddon { plan_id, .. }
        | Change::RemoveAddon { plan_id }
        | Change::Version { plan_id, .. } => Some(plan_id),
        _ => None,
    }
}

/// An event in words; one that another event already tells is left out.
fn told(entry: &TimelineEntry, book: &PlanBook) -> Option<LifeEventDto> {
    let (kind, title, detail) = match &entry.what {
        EventKind::Started { trial_end: None } => {
            let title = if entry.coming { "Starts" } else { "Started" };
            ("started", title.to_owned(), String::new())
        }
        EventKind::Started {
            trial_end: Some(end),
        } => {
            let detail = format!("Free until {}.", day(*end));
            let title = if entry.coming {
                "Trial starts"
            } else {
                "Trial started"
            };
            ("started", title.to_owned(), detail)
        }
        EventKind::Became { from, to } => became(*from, *to)?,
        EventKind::Renewed { period, .. } => {
            let detail = span(period.start, period.end);
            ("renewal", "Period begins".to_owned(), detail)
        }
        // That it came to its end tells the same.
        EventKind::Changed {
            change: Change::Cancel { .. },
            ..
        } => return None,
        EventKind::Changed { change, .. } => {
            let title = capital(&change_words(change, book));
            (kind_of(change), title, String::new())
        }
        EventKind::Scheduled { planned } => {
            let words = change_words(&planned.change, book);
            let title = format!("Planned for {}: {words}", day(planned.on));
            ("change", title, String::new())
        }
        EventKind::Unscheduled { planned } => {
            let words = change_words(&planned.change, book);
            let title = format!("Taken back for {}: {words}", day(planned.on));
            ("change", title, String::new())
        }
    };
    Some(LifeEventDto {
        on: entry.on.to_string(),
        kind: kind.to_owned(),
        title,
        detail,
        amount: entry.amount.map(Into::into),
        coming: entry.coming,
        subject_id: None,
    })
}

fn became(
    from: SubscriptionState,
    to: SubscriptionState,
) -> Option<(&'static str, String, String)> {
    use SubscriptionState::{Active, Canceled, Incomplete, PastDue, Paused, Trialing, Unpaid};
    let (kind, title) = match (from, to) {
        (Trialing, Active) => ("trial_end", "Trial ends"),
        (Incomplete, Active) => ("started", "Paid for the first time, and active"),
        (PastDue | Unpaid, Active) => ("change", "Paid, and active again"),
        (_, PastDue) => ("change", "Past due: an invoice was not paid in time"),
        (_, Unpaid) => (
            "change",
            "Unpaid: it bills nothing until what is due is paid",
        ),
        (_, Canceled) => ("end", "Ends"),
        // The change itself tells these.
        (_, Active | Paused | Trialing | Incomplete) => return None,
    };
    Some((kind, title.to_owned(), String::new()))
}

fn invoice(billed: &BilledPeriod) -> LifeEventDto {
    let on: NaiveDate = billed.issued_on.unwrap_or(billed.on);
    let title = match &billed.number {
        Some(number) => format!("Invoice {number}"),
        None => "Invoice drafted".to_owned(),
    };
    LifeEventDto {
        on: on.to_string(),
        kind: "invoice".to_owned(),
        title,
        detail: billed.status.as_str().to_owned(),
        amount: Some(billed.total.into()),
        coming: false,
        subject_id: Some(billed.invoice_id.to_string()),
    }
}
