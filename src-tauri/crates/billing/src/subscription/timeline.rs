//! The timeline: what happened to a subscription, and what is to come as things stand.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::advance::advance;
use super::basis::Basis;
use super::error::SubscriptionError;
use super::outcome::{Bill, BillKind, Event, EventKind};
use super::subscription::{Subscription, SubscriptionState};
use crate::money::Money;

/// One entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// The day.
    pub on: NaiveDate,
    /// What happens.
    pub what: EventKind,
    /// What it bills before tax, where it bills and is to come.
    pub amount: Option<Money>,
    /// Whether it is to come.
    pub coming: bool,
}

/// What happened, and what will by a day if nothing else is done, by day.
///
/// # Errors
/// [`SubscriptionError`] where what is to come cannot be computed.
pub fn timeline(
    sub: &Subscription,
    past: &[Event],
    horizon: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Vec<TimelineEntry>, SubscriptionError> {
    let happened = |event: &Event| TimelineEntry {
        on: event.on,
        what: event.what.clone(),
        amount: None,
        coming: false,
    };
    let mut entries: Vec<TimelineEntry> = past.iter().map(happened).collect();
    let coming = advance(sub, horizon, basis)?;
    for event in coming.events {
        let bill = coming
            .bills
            .iter()
            .find(|bill| bill.on == event.on && opens(bill, &event));
        let amount = bill.map(|bill| bill.net(sub.terms.currency)).transpose()?;
        entries.push(TimelineEntry {
            on: event.on,
            what: event.what,
            amount,
            coming: true,
        });
    }
    entries.sort_by_key(|entry| entry.on);
    Ok(entries)
}

/// Whether a bill is that of an event.
const fn opens(bill: &Bill, event: &Event) -> bool {
    matches!(
        (bill.kind, &event.what),
        (BillKind::Period, EventKind::Renewed { .. })
            | (BillKind::Change, EventKind::Changed { .. })
            | (
                BillKind::Final,
                EventKind::Became {
                    to: SubscriptionState::Canceled,
                    ..
                }
            )
    )
}
