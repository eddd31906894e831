//! Previews: the next bill, and a change with its bills, by the functions that do them.

use chrono::NaiveDate;
use serde::Serialize;

use super::advance::{advance, next_due};
use super::basis::Basis;
use super::change::apply;
use super::error::SubscriptionError;
use super::ongoing::line_net;
use super::outcome::{Bill, Outcome};
use super::subscription::{Change, Subscription};
use crate::catalog::ProrationBehavior;
use crate::invoice::LineItem;
use crate::money::{Currency, Money, MoneyError, Rounding};

/// More days without a bill than any look ahead needs.
const MOST_STEPS: u32 = 400;

/// A change before it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangePreview {
    /// Exactly what making it comes to.
    pub outcome: Outcome,
    /// What is billed at once, before tax.
    pub due_now: Money,
    /// What comes with the next invoice on top of its period; below zero for a credit.
    pub pending: Money,
    /// The next bill after it.
    pub next: Option<Bill>,
}

/// Makes a change on a day and bills what that makes due on the same day.
///
/// # Errors
/// [`SubscriptionError`]; nothing is changed then.
pub fn change_now(
    sub: &Subscription,
    change: &Change,
    on: NaiveDate,
    behavior: Option<ProrationBehavior>,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let changed = apply(sub, change, on, behavior, basis)?;
    let advanced = advance(&changed.subscription, on, basis)?;
    Ok(changed.then(advanced))
}

/// What [`change_now`] would come to, with its sums and the next bill.
///
/// # Errors
/// [`SubscriptionError`], as the change itself.
pub fn preview_change(
    sub: &Subscription,
    change: &Change,
    on: NaiveDate,
    behavior: Option<ProrationBehavior>,
    basis: &Basis<'_>,
) -> Result<ChangePreview, SubscriptionError> {
    let outcome = change_now(sub, change, on, behavior, basis)?;
    let currency = sub.terms.currency;
    let now = outcome.bills.iter().flat_map(|bill| &bill.lines);
    Ok(ChangePreview {
        due_now: net_of_lines(now, currency)?,
        pending: net_of_lines(&outcome.subscription.pending, currency)?,
        next: upcoming(&outcome.subscription, basis)?,
        outcome,
    })
}

/// The next bill, as things stand; none where nothing will be billed.
///
/// # Errors
/// [`SubscriptionError`] where it cannot be computed.
pub fn upcoming(sub: &Subscription, basis: &Basis<'_>) -> Result<Option<Bill>, SubscriptionError> {
    let mut sub = sub.clone();
    for _ in 0..MOST_STEPS {
        let Some(due) = next_due(&sub) else { break };
        let outcome = advance(&sub, due, basis)?;
        if let Some(bill) = outcome.bills.into_iter().next() {
            return Ok(Some(bill));
        }
        sub = outcome.subscription;
    }
    Ok(None)
}

/// What a subscription that is over still owes its customer: credits that no bill had room for.
/// Whoever ends it gives them to the customer's balance. Zero where there are none.
///
/// # Errors
/// [`MoneyError`] where the sum does not fit.
pub fn credit_owed(sub: &Subscription) -> Result<Money, MoneyError> {
    let nothing = Money::zero(sub.terms.currency);
    if sub.ended_on.is_none() {
        return Ok(nothing);
    }
    let owed = net_of_lines(&sub.pending, sub.terms.currency)?.try_neg()?;
    Ok(if owed.is_positive() { owed } else { nothing })
}

impl Bill {
    /// What its lines come to, before exclusive tax; never below zero.
    ///
    /// # Errors
    /// [`MoneyError`] where the sum does not fit.
    pub fn net(&self, currency: Currency) -> Result<Money, MoneyError> {
        net_of_lines(&self.lines, currency)
    }
}

/// What lines of subscriptions come to, before exclusive tax.
///
/// # Errors
/// [`MoneyError`] where the sum does not fit.
pub fn net_of_lines<'a>(
    lines: impl IntoIterator<Item = &'a LineItem>,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let mut sum = Money::zero(currency);
    for line in lines {
        let net = line_net(line).ok_or(MoneyError::Overflow { currency })?;
        sum = sum.try_add(Money::from_decimal(net, currency, Rounding::HalfUp)?)?;
    }
    Ok(sum)
}
