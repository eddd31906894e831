//! What a voided invoice had billed of meters: it is not billed any more.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::metering::{MeteredSpan, UsedSoFar};
use super::ongoing::line_net;
use super::subscription::{BilledSpan, Subscription};
use crate::invoice::{LineItem, LineKind, LineSource};
use crate::money::{Money, MoneyError, Rounding};

/// Takes back that the lines of a voided invoice billed usage: it comes with the next invoice, like
/// usage that was told late. Of a subscription that is over there is no next one, and the usage
/// is given up with its invoice. To be called once the invoice is forgotten, as only then it shows
/// which times are settled again by themselves.
///
/// # Errors
/// [`MoneyError`] where an amount does not fit.
pub fn free_usage(sub: &mut Subscription, lines: &[LineItem]) -> Result<(), MoneyError> {
    let currency = sub.terms.currency;
    let mut freed = Vec::new();
    for line in lines {
        let (Some(source), Some(time)) = (&line.source, line.service_period) else {
            continue;
        };
        if source.subscription_id != sub.id || source.kind != LineKind::Usage {
            continue;
        }
        let net = line_net(line).ok_or(MoneyError::Overflow { currency })?;
        let net = Money::from_decimal(net, currency, Rounding::HalfUp)?;
        freed.extend(free(sub, source, time.start, net)?);
    }
    for at in freed {
        settle_again(sub, at);
    }
    let is_open = |span: &MeteredSpan| span.span.start < span.span.end;
    sub.metering.spans.retain(is_open);
    Ok(())
}

/// Takes a line off what was billed; the place of the time that it was for.
fn free(
    sub: &mut Subscription,
    source: &LineSource,
    start: NaiveDate,
    net: Money,
) -> Result<Option<usize>, MoneyError> {
    let (plan_id, key) = (&source.plan_id, &source.price_key);
    let mut spans = sub.metering.spans.iter_mut().enumerate();
    let found = spans.find(|(_, span)| {
        span.plan_id == *plan_id && span.price_key == *key && span.span.contains(start)
    });
    if let Some((at, span)) = found {
        span.net = span.net.try_sub(net)?;
        span.quantity = Decimal::ZERO;
        return Ok(Some(at));
    }
    for so_far in &mut sub.metering.so_far {
        if so_far.plan_id == *plan_id && so_far.price_key == *key && so_far.from == start {
            so_far.net = so_far.net.try_sub(net)?;
        }
    }
    sub.metering.so_far.retain(|one| one.net.is_positive());
    Ok(None)
}

/// Empties a time that nobody bills late: one of a subscription that is over, and one of the
/// current period that its end settles. What an earlier invoice billed of it stays billed.
fn settle_again(sub: &mut Subscription, at: usize) {
    let Some(span) = sub.metering.spans.get(at).cloned() else {
        return;
    };
    let over = sub.ended_on.is_some();
    if !over && !is_settled_again(sub, &span) {
        return;
    }
    if let Some(span) = sub.metering.spans.get_mut(at) {
        span.span.end = span.span.start;
    }
    if !over && span.net.is_positive() {
        sub.metering.so_far.push(UsedSoFar {
            plan_id: span.plan_id,
            price_key: span.price_key,
            from: span.span.start,
            net: span.net,
        });
    }
}

fn is_settled_again(sub: &Subscription, span: &MeteredSpan) -> bool {
    let is_of =
        |billed: &&BilledSpan| billed.plan_id == span.plan_id && billed.price_key == span.price_key;
    let billed = sub.billed.iter().filter(is_of);
    let settled = billed.map(|billed| billed.span.end);
    let settled = settled.fold(sub.period.start, NaiveDate::max);
    span.span.start >= sub.period.start
        && span.span.end > settled
        && sub.items.iter().any(|item| item.plan_id == span.plan_id)
}
