//! Unused time: what of a line that was really billed comes back from a day on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::basis::{Basis, Counting};
use super::charge::{label, service_period};
use super::error::SubscriptionError;
use super::proration::Fraction;
use super::ratio::part_of;
use super::steps::days_of;
use super::subscription::{BilledSpan, Subscription, SubscriptionItem};
use crate::calendar::BillingPeriod;
use crate::catalog::Price;
use crate::invoice::{Explanation, LineItem, LineKind, LineSource};
use crate::money::{Money, Rounding};

/// The unused rest of what was billed.
#[derive(Debug, Clone)]
pub(super) struct Unused {
    /// The days of it.
    pub span: BillingPeriod,
    /// The part of the plan's own period.
    pub fraction: Fraction,
    /// What was billed, and for how many units.
    pub billed: (Money, i64),
    /// What comes back; zero or more.
    pub amount: Money,
    /// The part of coupons of an amount that comes back with it.
    pub amount_off: Money,
}

/// What of a span is unused from a day on.
pub(super) fn unused(
    billed: &BilledSpan,
    from: NaiveDate,
    counting: Counting,
    rounding: Rounding,
) -> Result<Option<Unused>, SubscriptionError> {
    let BillingPeriod { start, end } = billed.span;
    if from >= end {
        return Ok(None);
    }
    let from = from.max(start);
    let fraction = counting.part(billed.period, from, end)?;
    let of = counting.part(billed.period, start, end)?.part;
    Ok(Some(Unused {
        span: BillingPeriod::try_new(from, end)?,
        fraction,
        billed: (billed.amount, of),
        amount: part_of(billed.amount, fraction.part, of, rounding)?,
        amount_off: part_of(billed.amount_off, fraction.part, of, rounding)?,
    }))
}

/// Takes the unused rest off a span: what stays of it was used.
pub(super) fn cut(billed: &mut BilledSpan, unused: &Unused) -> Result<(), SubscriptionError> {
    billed.span.end = unused.span.start;
    billed.amount = billed.amount.try_sub(unused.amount)?;
    billed.amount_off = billed.amount_off.try_sub(unused.amount_off)?;
    Ok(())
}

/// The line that gives it back.
pub(super) fn credit_line(
    sub: &Subscription,
    basis: &Basis<'_>,
    item: &SubscriptionItem,
    billed: &BilledSpan,
    unused: &Unused,
) -> Result<LineItem, SubscriptionError> {
    let booked = basis.plan_of(item)?;
    let price = price_of(sub, basis, item, &billed.price_key)?;
    let what = price.map_or_else(|| booked.plan.name.clone(), |price| label(booked, price));
    let part = unused.fraction.part;
    let (amount, of) = unused.billed;
    let credit = unused.amount.try_neg()?;
    let mut explanation = Explanation::new();
    explanation.step(format!("Billed for {}", days_of(billed.span)), amount);
    let time = days_of(unused.span);
    explanation.step(
        format!("Unused for {time}: {part}/{of} of {amount}"),
        credit,
    );
    Ok(LineItem {
        description: format!("Unused time: {what}"),
        quantity: Decimal::ONE,
        unit_amount: credit.to_decimal(),
        service_period: Some(service_period(unused.span)),
        product: booked.product.name.clone(),
        source: Some(Box::new(LineSource {
            subscription_id: sub.id.clone(),
            plan_id: billed.plan_id.clone(),
            version: item.version,
            price_key: billed.price_key.clone(),
            kind: LineKind::Credit,
            fraction: Some(unused.fraction),
            explanation,
        })),
        ..LineItem::default()
    })
}

/// The price that a span was billed by, where the item still has one of that key.
pub(super) fn price_of<'a>(
    sub: &Subscription,
    basis: &Basis<'a>,
    item: &SubscriptionItem,
    key: &str,
) -> Result<Option<&'a Price>, SubscriptionError> {
    let version = &basis.plan_of(item)?.version;
    let (currency, recurrence) = (sub.terms.currency, sub.terms.recurrence);
    let mut prices = crate::catalog::prices_for(version, currency, recurrence);
    Ok(prices.find(|price| price.key == key))
}
