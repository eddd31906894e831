//! History: the periods that a subscription had and is to have, and what was held in each.

use chrono::NaiveDate;

use super::advance::advance_uncounted;
use super::error::SubscriptionError;
use super::outcome::{Event, EventKind, Held};
use super::subscription::{Change, PauseBehavior, Subscription, SubscriptionState};
use crate::calendar::BillingPeriod;
use crate::catalog::{PlanBook, ProrationBehavior};

/// A period, what was held when it began, and what was changed within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPeriod {
    /// The period as it was to be when it began.
    pub period: BillingPeriod,
    /// The first day after it as it was: an earlier one where a change ended it.
    pub ends_on: NaiveDate,
    /// What was held when it began; none where nobody wrote it down and changes since hide it.
    pub held: Option<Held>,
    /// What was changed within it, in order.
    pub changes: Vec<HeldChange>,
    /// Whether setup fees came with it.
    pub is_first: bool,
    /// Whether it is still to be billed.
    pub coming: bool,
}

/// A change within a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldChange {
    /// Its day.
    pub on: NaiveDate,
    /// What was changed.
    pub change: Change,
    /// What became of its amounts; the plan's own rule where nobody wrote it down.
    pub behavior: Option<ProrationBehavior>,
}

/// The periods of a subscription in order: those that its events tell of, and those that begin
/// through a day if nothing else is done.
///
/// # Errors
/// [`SubscriptionError`] where what is to come cannot be computed.
pub fn held_periods(
    sub: &Subscription,
    past: &[Event],
    through: NaiveDate,
    book: &PlanBook,
) -> Result<Vec<HeldPeriod>, SubscriptionError> {
    let mut periods = Vec::new();
    for event in past {
        add(&mut periods, event, false);
    }
    for event in &advance_uncounted(sub, through, book)?.events {
        add(&mut periods, event, true);
    }
    fill(&mut periods, sub);
    Ok(periods)
}

fn add(periods: &mut Vec<HeldPeriod>, event: &Event, coming: bool) {
    match &event.what {
        EventKind::Renewed { period, held } => {
            if let Some(last) = periods.last_mut() {
                last.ends_on = last.ends_on.min(period.start);
            }
            periods.push(HeldPeriod {
                period: *period,
                ends_on: period.end,
                held: held.as_deref().cloned(),
                changes: Vec::new(),
                is_first: periods.is_empty(),
                coming,
            });
        }
        EventKind::Changed { change, behavior } => {
            if let Some(last) = periods.last_mut() {
                last.change(event.on, change, *behavior);
            }
        }
        EventKind::Became {
            to: SubscriptionState::Canceled,
            ..
        } => {
            if let Some(last) = periods.last_mut() {
                last.ends_on = last.ends_on.min(event.on);
            }
        }
        EventKind::Started { .. }
        | EventKind::Became { .. }
        | EventKind::Scheduled { .. }
        | EventKind::Unscheduled { .. } => {}
    }
}

impl HeldPeriod {
    fn change(&mut self, on: NaiveDate, change: &Change, behavior: Option<ProrationBehavior>) {
        if let Change::Pause {
            behavior: PauseBehavior::Skip,
            ..
        } = change
        {
            self.ends_on = self.ends_on.min(on);
        }
        self.changes.push(HeldChange {
            on,
            change: change.clone(),
            behavior,
        });
    }
}

/// Where nobody wrote down what was held, it is what is held now as long as nothing that was
/// changed since says otherwise.
fn fill(periods: &mut [HeldPeriod], sub: &Subscription) {
    for period in periods.iter_mut().rev() {
        if period.changes.iter().any(|one| is_of_items(&one.change)) {
            return;
        }
        period.held.get_or_insert_with(|| Held {
            items: sub.items.clone(),
            recurrence: sub.terms.recurrence,
            whole: period.period,
        });
    }
}

const fn is_of_items(change: &Change) -> bool {
    !matches!(
        change,
        Change::AddCoupon { .. }
            | Change::RemoveCoupon { .. }
            | Change::Pause { .. }
            | Change::Resume
            | Change::Cancel { .. }
    )
}
