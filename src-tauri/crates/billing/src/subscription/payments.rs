//! What payments do to a subscription: paid, failed, and given up after the last retry.

use chrono::NaiveDate;

use super::basis::Basis;
use super::error::SubscriptionError;
use super::lifecycle::{AfterRetries, Effect, Trigger, transition};
use super::ongoing::Ongoing;
use super::outcome::Outcome;
use super::subscription::{PauseBehavior, Subscription};
use crate::catalog::ProrationBehavior;

/// Everything that was due is paid. One that was unpaid beyond its period begins a new period,
/// which `advance` bills.
///
/// # Errors
/// [`SubscriptionError`].
pub fn payment_succeeded(
    sub: &Subscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let mut ongoing = Ongoing::new(sub, basis);
    let effect = ongoing.step(Trigger::PaymentSucceeds, on)?;
    if effect == Effect::GoesOn && on > sub.billed_until {
        let settled = ongoing.settle_all(sub.period.end)?;
        ongoing.put_aside(settled)?;
        ongoing.sub.billed.clear();
        ongoing.begin_period(on, false)?;
    }
    Ok(ongoing.outcome())
}

/// An invoice was not paid in time.
///
/// # Errors
/// [`SubscriptionError`].
pub fn payment_failed(
    sub: &Subscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let mut ongoing = Ongoing::new(sub, basis);
    ongoing.step(Trigger::PaymentFails, on)?;
    Ok(ongoing.outcome())
}

/// The last retry failed, and the grace period is over: what the policy says takes place.
///
/// # Errors
/// [`SubscriptionError`] where the state does not allow it.
pub fn give_up(
    sub: &Subscription,
    on: NaiveDate,
    then: AfterRetries,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    transition(sub.state, Trigger::GivesUp(then))?;
    let mut ongoing = Ongoing::new(sub, basis);
    match then {
        AfterRetries::Pause => {
            let (behavior, proration) = (PauseBehavior::Skip, ProrationBehavior::NextInvoice);
            ongoing.pause(on, behavior, None, proration)?;
        }
        AfterRetries::Cancel => ongoing.cancel(on, true)?,
        AfterRetries::PastDue | AfterRetries::Unpaid => {
            ongoing.step(Trigger::GivesUp(then), on)?;
        }
    }
    Ok(ongoing.outcome())
}
