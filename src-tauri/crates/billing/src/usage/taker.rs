//! Takers: whose usage it is that a customer had without saying for which subscription.

use chrono::NaiveDate;

use super::limit::has_allowance;
use crate::calendar::BillingPeriod;
use crate::catalog::PlanBook;
use crate::subscription::Subscription;

/// The subscription of a customer that takes what a meter counted on a day without naming one: the
/// first started of those that billed the meter for that day, so that nothing billed moves;
/// else, of those that have the meter and run on that day.
#[must_use]
pub fn taker_of<'s>(
    meter: &str,
    on: NaiveDate,
    subs: &'s [Subscription],
    book: &PlanBook,
) -> Option<&'s Subscription> {
    let billed_it = |sub: &&Subscription| {
        let mut spans = sub.metering.spans.iter();
        spans.any(|span| span.meter == meter && span.span.contains(on))
    };
    let has_it = |sub: &&Subscription| runs_on(sub, on) && has_allowance(sub, book, meter);
    let first = |sub: &&Subscription| (sub.started_on, sub.id.clone());
    let billed = subs.iter().filter(billed_it).min_by_key(first);
    billed.or_else(|| subs.iter().filter(has_it).min_by_key(first))
}

/// The parts of a period in which a subscription takes what names none, in order: mostly the whole
/// period, or nothing of it.
#[must_use]
pub fn parts_taken(
    meter: &str,
    taker: &Subscription,
    period: BillingPeriod,
    subs: &[Subscription],
    book: &PlanBook,
) -> Vec<BillingPeriod> {
    let mut bounds = vec![period.start, period.end];
    for sub in subs {
        bounds.push(sub.started_on);
        bounds.extend(sub.ended_on);
        let spans = sub.metering.spans.iter().map(|span| span.span);
        bounds.extend(spans.flat_map(|span| [span.start, span.end]));
    }
    bounds.retain(|on| (period.start..=period.end).contains(on));
    bounds.sort();
    bounds.dedup();
    let mut parts: Vec<BillingPeriod> = Vec::new();
    for (start, end) in bounds.iter().copied().zip(bounds.iter().copied().skip(1)) {
        if taker_of(meter, start, subs, book).is_none_or(|sub| sub.id != taker.id) {
            continue;
        }
        match parts.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => parts.push(BillingPeriod { start, end }),
        }
    }
    parts
}

fn runs_on(sub: &Subscription, on: NaiveDate) -> bool {
    sub.started_on <= on && sub.ended_on.is_none_or(|ended| on < ended)
}
