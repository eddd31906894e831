//! Advancing: everything that is due up to a day, in order, each thing once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::basis::Basis;
use super::error::SubscriptionError;
use super::ongoing::Ongoing;
use super::outcome::{EventKind, Outcome};
use super::subscription::{
    Change, PauseBehavior, ScheduledChange, Subscription, SubscriptionState,
};
use crate::catalog::{PlanBook, ProrationBehavior};
use crate::money::Rounding;

/// More days than any subscription has things due on in one step: 60 years of days.
const MOST_DAYS: u32 = 22_000;

/// Does everything that is due on or before a day: planned changes of a day before the billing of
/// that day, then the end of a pause, then the renewal. Doing it again does nothing. A planned
/// change that a later one made impossible falls away, as an event of its day.
///
/// # Errors
/// [`SubscriptionError`] where something that is due cannot be done; nothing is done then.
pub fn advance(
    sub: &Subscription,
    through: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let mut ongoing = Ongoing::new(sub, basis);
    ongoing.advance(through)?;
    Ok(ongoing.outcome())
}

/// The same where only days and what is held then are asked for, which do not depend on what is
/// counted: nothing is, and nothing that was billed seems to be corrected.
///
/// # Errors
/// As [`advance`].
pub fn advance_uncounted(
    sub: &Subscription,
    through: NaiveDate,
    book: &PlanBook,
) -> Result<Outcome, SubscriptionError> {
    let basis = Basis {
        book,
        usage: &|_, _| Decimal::ZERO,
        rounding: Rounding::HalfUp,
    };
    advance(&sub.uncounted(), through, &basis)
}

/// The next day on which something is due.
#[must_use]
pub fn next_due(sub: &Subscription) -> Option<NaiveDate> {
    if sub.state == SubscriptionState::Canceled {
        return None;
    }
    let planned = sub.schedule.first().map(|planned| planned.on);
    let resumed = resumes_on(sub);
    [planned, resumed, renews_on(sub)]
        .into_iter()
        .flatten()
        .min()
}

fn resumes_on(sub: &Subscription) -> Option<NaiveDate> {
    let paused = sub.state == SubscriptionState::Paused;
    sub.pause.filter(|_| paused)?.resume_on
}

/// The day on which the next period is to be billed.
fn renews_on(sub: &Subscription) -> Option<NaiveDate> {
    use SubscriptionState::{Active, Canceled, Incomplete, PastDue, Paused, Trialing, Unpaid};
    let goes_on = match sub.state {
        Trialing | Active | PastDue => true,
        // Only its first period, until that is paid.
        Incomplete => sub.billed_until == sub.period.start,
        Paused => sub
            .pause
            .is_some_and(|pause| pause.behavior != PauseBehavior::Skip),
        Unpaid | Canceled => false,
    };
    goes_on.then_some(sub.billed_until)
}

impl Ongoing<'_> {
    pub fn advance(&mut self, through: NaiveDate) -> Result<(), SubscriptionError> {
        for _ in 0..MOST_DAYS {
            match next_due(&self.sub) {
                Some(due) if due <= through => self.day(due)?,
                _ => return Ok(()),
            }
        }
        Err(SubscriptionError::TooManySteps)
    }

    fn day(&mut self, on: NaiveDate) -> Result<(), SubscriptionError> {
        while self
            .sub
            .schedule
            .first()
            .is_some_and(|planned| planned.on <= on)
        {
            let planned = self.sub.schedule.remove(0);
            self.keep_to_plan(planned, on)?;
        }
        if resumes_on(&self.sub).is_some_and(|due| due <= on) {
            self.apply(&Change::Resume, on, Some(ProrationBehavior::NextInvoice))?;
        }
        if renews_on(&self.sub).is_some_and(|due| due <= on) {
            self.renew(on)?;
        }
        Ok(())
    }

    /// Makes a planned change. One that cannot be made any more must not hold up the billing.
    fn keep_to_plan(
        &mut self,
        planned: ScheduledChange,
        on: NaiveDate,
    ) -> Result<(), SubscriptionError> {
        let mut changed = self.clone();
        match changed.apply(&planned.change, on, planned.behavior) {
            Ok(()) => *self = changed,
            Err(error) if error.is_about_the_change() => {
                self.fallen_away.push((planned.clone(), error));
                self.happened(on, EventKind::Unscheduled { planned });
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
