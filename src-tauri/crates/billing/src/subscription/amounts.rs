//! Amounts of subscriptions: what recurs in a month, and what another price version would change.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::charge::{self, Charge};
use super::discounts::{take_amounts, take_percents};
use super::error::SubscriptionError;
use super::items;
use super::periods::{Billable, period_from};
use super::subscription::{AppliedCoupon, Subscription, SubscriptionState};
use crate::calendar::{BillingPeriod, Interval};
use crate::catalog::{CouponDuration, PlanBook, Recurrence};
use crate::ids::PlanId;
use crate::invoice::LineKind;
use crate::money::{Money, MoneyError, Rounding};

/// What another version of a plan does to a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionEffect {
    /// What a whole period costs now, after coupons, without usage and tax.
    pub before: Money,
    /// What it would cost.
    pub after: Money,
    /// What a month counts now.
    pub monthly_before: Money,
    /// What it would count.
    pub monthly_after: Money,
}

/// What a subscription counts in monthly recurring revenue: its recurring prices after running
/// coupons, without tax, setup fees and usage; a twelfth of a yearly price. Only what is active or
/// past due counts. A coupon for one invoice is no part of what recurs.
///
/// # Errors
/// [`SubscriptionError`] where a price is missing or does not fit.
pub fn monthly_amount(sub: &Subscription, book: &PlanBook) -> Result<Money, SubscriptionError> {
    let currency = sub.terms.currency;
    match sub.state {
        SubscriptionState::Active | SubscriptionState::PastDue => {
            let period = period_amount(sub, book, Rounding::HalfUp)?;
            monthly(period, sub.terms.recurrence)
        }
        _ => Ok(Money::zero(currency)),
    }
}

/// What a subscription counts on a day: nothing before its first.
///
/// # Errors
/// As [`monthly_amount`].
pub fn monthly_amount_on(
    sub: &Subscription,
    book: &PlanBook,
    on: NaiveDate,
) -> Result<Money, SubscriptionError> {
    if on < sub.started_on {
        return Ok(Money::zero(sub.terms.currency));
    }
    monthly_amount(sub, book)
}

/// What moving one item to another version would do.
///
/// # Errors
/// [`SubscriptionError`] where the item or the version is missing.
pub fn effect_of_version(
    sub: &Subscription,
    plan_id: &PlanId,
    to_version: u32,
    basis: &Basis<'_>,
) -> Result<VersionEffect, SubscriptionError> {
    let mut moved = sub.clone();
    let mut items = moved.items.iter_mut();
    let Some(item) = items.find(|item| item.plan_id == *plan_id) else {
        let plan_id = plan_id.clone();
        return Err(SubscriptionError::NotHeld { plan_id });
    };
    item.version = to_version;
    items::check(&moved.items, &moved.terms, basis.book)?;
    Ok(VersionEffect {
        before: period_amount(sub, basis.book, basis.rounding)?,
        after: period_amount(&moved, basis.book, basis.rounding)?,
        monthly_before: monthly_amount(sub, basis.book)?,
        monthly_after: monthly_amount(&moved, basis.book)?,
    })
}

/// What a whole period costs, after the coupons that run.
fn period_amount(
    sub: &Subscription,
    book: &PlanBook,
    rounding: Rounding,
) -> Result<Money, SubscriptionError> {
    let nothing = |_: &str, _: BillingPeriod| Decimal::ZERO;
    let usage = &nothing;
    let basis = Basis {
        book,
        usage,
        rounding,
    };
    let currency = sub.terms.currency;
    let mut charges = recurring(sub, &basis)?;
    let coupons: Vec<_> = sub
        .coupons
        .iter()
        .filter(|coupon| recurs(coupon, sub))
        .collect();
    take_percents(&mut charges, &coupons, rounding)?;
    take_amounts(&mut charges, &coupons, currency, rounding)?;
    Ok(Money::try_sum(
        charges.iter().map(|charge| charge.net),
        currency,
    )?)
}

/// The charges of a whole period, whenever they are billed.
fn recurring(sub: &Subscription, basis: &Basis<'_>) -> Result<Vec<Charge>, SubscriptionError> {
    let whole = period_from(&sub.terms, sub.period.start)?.whole;
    let billable = Billable { span: whole, whole };
    let mut charges = Vec::new();
    for item in &sub.items {
        for charged in items::prices(basis, &sub.terms, item)? {
            if charged.price.is_periodic() && charged.price.meter().is_none() {
                let (quantity, kind) = (item.quantity, LineKind::Period);
                charges.push(charge::charge(
                    sub, basis, charged, quantity, billable, kind,
                )?);
            }
        }
    }
    Ok(charges)
}

/// Whether a coupon is part of what recurs: it is on the current period, or will be on it.
fn recurs(coupon: &AppliedCoupon, sub: &Subscription) -> bool {
    let on_period = coupon.until.is_some_and(|until| until >= sub.period.end);
    let to_come = sub.billed_until <= sub.period.start && coupon.runs();
    coupon.duration != CouponDuration::Once && (on_period || to_come)
}

/// An amount of a period as one of a month: a year has 12 months, 52 weeks or 365 days.
fn monthly(amount: Money, recurrence: Recurrence) -> Result<Money, SubscriptionError> {
    let currency = amount.currency();
    let (times, months): (i64, i64) = match recurrence.interval {
        Interval::Day => (365, 12),
        Interval::Week => (52, 12),
        Interval::Month => (1, 1),
        Interval::Quarter => (1, 3),
        Interval::Year => (1, 12),
    };
    let months = Decimal::from(months).checked_mul(recurrence.count.into());
    let exact = amount.to_decimal().checked_mul(times.into());
    let monthly = exact
        .zip(months)
        .and_then(|(exact, months)| exact.checked_div(months));
    let monthly = monthly.ok_or(MoneyError::Overflow { currency })?;
    Ok(Money::from_decimal(monthly, currency, Rounding::HalfUp)?)
}
