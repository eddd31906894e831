//! The schedule: changes that are planned for a day, and taking them back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::error::SubscriptionError;
use super::ongoing::Ongoing;
use super::outcome::{EventKind, Outcome};
use super::subscription::{Change, ScheduledChange, Subscription, SubscriptionState};

/// When a change takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum When {
    /// At once.
    Now,
    /// When the current period is over.
    PeriodEnd,
    /// On a day.
    On {
        /// The day.
        on: NaiveDate,
    },
}

impl When {
    /// The day that it is, for a subscription today.
    #[must_use]
    pub const fn day(self, sub: &Subscription, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Now => today,
            Self::PeriodEnd => sub.period.end,
            Self::On { on } => on,
        }
    }
}

/// Plans a change for a day after today, before the billing of that day. Phases are several.
///
/// # Errors
/// [`SubscriptionError`] where the day is not ahead, the subscription ends before it, or the
/// change could not be made on that day as things stand.
pub fn schedule(
    sub: &Subscription,
    planned: ScheduledChange,
    today: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let state = sub.state;
    if matches!(
        state,
        SubscriptionState::Canceled | SubscriptionState::Incomplete
    ) {
        return Err(SubscriptionError::NotChangeable { state });
    }
    if planned.on <= today {
        return Err(SubscriptionError::NotAhead { on: planned.on });
    }
    let on = planned.on;
    let mut ongoing = Ongoing::new(sub, basis);
    ongoing.plan_change(planned.clone(), today)?;
    // What could not be done on the day is said now, not by the run that would meet it.
    let mut ahead = ongoing.clone();
    ahead.advance(on)?;
    let mut fallen_away = ahead.fallen_away.into_iter();
    match fallen_away.find(|(fallen, _)| *fallen == planned) {
        Some((_, error)) => Err(error),
        None => Ok(ongoing.outcome()),
    }
}

/// Takes a planned change back, by its place in the schedule (from 0). A planned end is undone so.
///
/// # Errors
/// [`SubscriptionError::NotPlanned`].
pub fn unschedule(
    sub: &Subscription,
    index: usize,
    today: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let number = index.saturating_add(1);
    if index >= sub.schedule.len() {
        return Err(SubscriptionError::NotPlanned { number });
    }
    let mut ongoing = Ongoing::new(sub, basis);
    let planned = ongoing.sub.schedule.remove(index);
    ongoing.happened(today, EventKind::Unscheduled { planned });
    Ok(ongoing.outcome())
}

impl Ongoing<'_> {
    pub fn plan_change(
        &mut self,
        planned: ScheduledChange,
        today: NaiveDate,
    ) -> Result<(), SubscriptionError> {
        let ends = |planned: &&ScheduledChange| matches!(planned.change, Change::Cancel { .. });
        if let Some(end) = self.sub.schedule.iter().find(ends)
            && (planned.on >= end.on || ends(&&planned))
        {
            return Err(SubscriptionError::AfterTheEnd { ends_on: end.on });
        }
        let last = self.sub.schedule.last().map(|last| last.on);
        if let Some(on) = last.filter(|last| ends(&&planned) && *last > planned.on) {
            return Err(SubscriptionError::ChangesAfter { on });
        }
        let schedule = &mut self.sub.schedule;
        let at = schedule.partition_point(|other| other.on <= planned.on);
        schedule.insert(at, planned.clone());
        self.happened(today, EventKind::Scheduled { planned });
        Ok(())
    }
}
