//! Limits: what a subscription may use of a meter, how much of it is used, and when it runs out.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::meter::{Aggregation, Meter};
use super::span::{UsageSpan, seconds};
use crate::calendar::local_date;
use crate::catalog::{
    BookedPlan, Enforcement, Entitlement, Grant, PlanBook, PlanKind, Price, prices_for,
};
use crate::money::Rounding;
use crate::pricing::{PriceError, PricedAmount, price};
use crate::subscription::{Subscription, by_addons, including};

/// Digits after the point of a percentage; it is rounded down, so that 100 is never shown early.
const PERCENT_DECIMALS: u32 = 2;

/// What becomes of use beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitPolicy {
    /// It is let through, and billed where there is a price.
    Soft,
    /// It is refused.
    Hard,
}

/// What a subscription may use of a meter in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance<'a> {
    /// Key of the meter and of the limit.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it is counted in; empty where it is not said.
    pub unit: String,
    /// The most; none means unlimited.
    pub most: Option<Decimal>,
    /// What becomes of more.
    pub policy: LimitPolicy,
    /// What is billed for it.
    pub price: Option<&'a Price>,
    /// What add-ons include beyond what that price does; the greatest number where it is no end.
    pub included: Decimal,
    /// Percentages at which somebody is told, where the plan says its own.
    pub alert_at: Vec<Decimal>,
}

impl Allowance<'_> {
    /// What a period's quantity costs, with what add-ons include taken off; none where nothing is
    /// billed for it.
    ///
    /// # Errors
    /// [`PriceError`] where it cannot be computed.
    pub fn cost(
        &self,
        quantity: Decimal,
        rounding: Rounding,
    ) -> Result<Option<PricedAmount>, PriceError> {
        let Some(of) = self.price else {
            return Ok(None);
        };
        let quantity = quantity.max(Decimal::ZERO);
        let terms = including(of, self.included, quantity).terms(rounding);
        price(quantity, &terms).map(Some)
    }
}

/// How far a period's usage has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is used by now.
    pub used: Decimal,
    /// What was used when the period began: zero, or a level that was carried in.
    pub at_start: Decimal,
    /// The period.
    pub span: UsageSpan,
    /// Now.
    pub now: DateTime<Utc>,
    /// The zone that days are of.
    pub tz: Tz,
}

/// How usage stands to a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitState {
    /// Key of the meter and of the limit.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it is counted in; empty where it is not said.
    pub unit: String,
    /// The most; none means unlimited.
    pub most: Option<Decimal>,
    /// What is used.
    pub used: Decimal,
    /// What is left, zero or more; none means unlimited.
    pub left: Option<Decimal>,
    /// What is used beyond the most.
    pub over: Decimal,
    /// Percent of the most, rounded down to two digits; none where it is unlimited.
    pub percent: Option<Decimal>,
    /// What becomes of more.
    pub policy: LimitPolicy,
    /// The day on which nothing will be left at this pace, where that is within the period and
    /// there is a day or more to judge by.
    pub runs_out_on: Option<NaiveDate>,
}

/// What a subscription may use of a meter: what its plan and add-ons grant and price. None where
/// they do neither. A limit that a price goes beyond is what that price includes, as that is what
/// is billed, with what add-ons raise it by; one that says for itself what becomes of more is as
/// it says, with that of add-ons added. On what adds up in a period, a limit counts as many times
/// as the period is longer than the shortest time that the plan is sold by, like what its price
/// includes; on a level it is the same in any period.
#[must_use]
pub fn allowance<'a>(
    sub: &Subscription,
    book: &'a PlanBook,
    meter: &Meter,
) -> Option<Allowance<'a>> {
    let adds_up = adds_up(meter);
    let meter = meter.key.as_str();
    let priced = price_of(sub, book, meter);
    let price = priced.map(|(_, price)| price);
    let more = priced.map(|(booked, price)| by_addons(&sub.items, book, booked, price));
    let more = more.unwrap_or_default();
    let limits = limits(sub, book, meter, adds_up);
    let Some((own, _)) = limits.first() else {
        let price = price?;
        return Some(Allowance {
            key: meter.to_owned(),
            name: price.name.clone(),
            unit: price.unit.clone(),
            most: Some(price.included).filter(|included| !included.is_zero()),
            policy: LimitPolicy::Soft,
            price: Some(price),
            included: more,
            alert_at: Vec::new(),
        });
    };
    let is = |wanted| limits.iter().any(|(one, _)| one.enforcement == wanted);
    let policy = if is(Enforcement::Hard) || (price.is_none() && !is(Enforcement::Soft)) {
        LimitPolicy::Hard
    } else {
        LimitPolicy::Soft
    };
    let by_price = !is(Enforcement::Hard) && !is(Enforcement::Soft);
    let included = price.map(|price| price.included);
    let most = match included.filter(|included| by_price && !included.is_zero()) {
        Some(_) if more == Decimal::MAX => None,
        Some(included) => Some(included.saturating_add(more)),
        None => together(&limits),
    };
    Some(Allowance {
        key: meter.to_owned(),
        name: own.name.clone(),
        unit: unit_of(own),
        most,
        policy,
        price,
        included: more,
        alert_at: own.alert_at.clone(),
    })
}

/// Whether plan or add-ons limit or price a meter at all.
pub(super) fn has_allowance(sub: &Subscription, book: &PlanBook, meter: &str) -> bool {
    price_of(sub, book, meter).is_some() || !limits(sub, book, meter, false).is_empty()
}

/// Whether a meter's quantity grows with the length of its period.
fn adds_up(meter: &Meter) -> bool {
    let grows = matches!(meter.aggregation, Aggregation::Sum | Aggregation::Count);
    grows && !meter.carries()
}

/// The limits on a meter, each with how often it is granted: that of a plan once, that of an add-on
/// as many times as it is held; and as often as its time is in the period, where that adds up.
fn limits<'a>(
    sub: &Subscription,
    book: &'a PlanBook,
    meter: &str,
    adds_up: bool,
) -> Vec<(&'a Entitlement, Decimal)> {
    let mut all = Vec::new();
    for item in &sub.items {
        let Some(booked) = book.get(&item.plan_id, item.version) else {
            continue;
        };
        let times = match booked.plan.kind {
            PlanKind::Plan => Decimal::ONE,
            PlanKind::Addon => item.quantity,
        };
        let times = match adds_up {
            true => times.saturating_mul(booked.version.times_in(sub.terms.recurrence)),
            false => times,
        };
        let is_limit =
            |one: &&Entitlement| one.key == meter && matches!(one.grant, Grant::Limit { .. });
        let granted = booked.version.entitlements.iter().filter(is_limit);
        all.extend(granted.map(|one| (one, times)));
    }
    all
}

fn together(limits: &[(&Entitlement, Decimal)]) -> Option<Decimal> {
    let mut most = Decimal::ZERO;
    for (one, times) in limits {
        let Grant::Limit { most: each, .. } = &one.grant else {
            continue;
        };
        most = most.saturating_add((*each)?.saturating_mul(*times));
    }
    Some(most)
}

fn unit_of(entitlement: &Entitlement) -> String {
    match &entitlement.grant {
        Grant::Limit { unit, .. } => unit.clone(),
        Grant::Feature { .. } | Grant::Level { .. } => String::new(),
    }
}

/// The price of what a meter counts, in the subscription's currency and interval.
fn price_of<'a>(
    sub: &Subscription,
    book: &'a PlanBook,
    meter: &str,
) -> Option<(&'a BookedPlan, &'a Price)> {
    let terms = &sub.terms;
    let booked = sub.items.iter();
    let booked = booked.filter_map(|item| book.get(&item.plan_id, item.version));
    let mut prices = booked.flat_map(|booked| {
        let prices = prices_for(&booked.version, terms.currency, terms.recurrence);
        prices.map(move |price| (booked, price))
    });
    prices.find(|(_, price)| price.meter() == Some(meter))
}

/// How usage stands to what is allowed.
#[must_use]
pub fn limit_state(allowance: &Allowance<'_>, progress: &Progress) -> LimitState {
    let used = progress.used;
    let beyond = |most: Decimal| used.saturating_sub(most).max(Decimal::ZERO);
    let left = |most: Decimal| most.saturating_sub(used).max(Decimal::ZERO);
    LimitState {
        key: allowance.key.clone(),
        name: allowance.name.clone(),
        unit: allowance.unit.clone(),
        most: allowance.most,
        used,
        left: allowance.most.map(left),
        over: allowance.most.map(beyond).unwrap_or_default(),
        percent: allowance.most.map(|most| percent(used, most)),
        policy: allowance.policy,
        runs_out_on: allowance.most.and_then(|most| runs_out_on(most, progress)),
    }
}

/// Percent of a limit; a limit of nothing is reached by anything, and not by nothing.
fn percent(used: Decimal, most: Decimal) -> Decimal {
    let exact = used
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|used| used.checked_div(most));
    let exact = exact.unwrap_or(if used > Decimal::ZERO {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ZERO
    });
    exact
        .round_dp_with_strategy(PERCENT_DECIMALS, RoundingStrategy::ToNegativeInfinity)
        .normalize()
}

/// The day on which the limit is reached if use goes on as it did since the period began.
fn runs_out_on(most: Decimal, progress: &Progress) -> Option<NaiveDate> {
    let Progress { span, now, tz, .. } = *progress;
    let elapsed = now.signed_duration_since(span.start);
    if elapsed < Duration::days(1) {
        return None;
    }
    let elapsed = seconds(span.start, now).ok()?;
    let since = progress.used.checked_sub(progress.at_start)?;
    let left = most.checked_sub(progress.used)?;
    if since <= Decimal::ZERO || left <= Decimal::ZERO {
        return None;
    }
    let wait = left.checked_mul(elapsed)?.checked_div(since)?;
    let wait = Duration::try_seconds(wait.floor().to_i64()?)?;
    let at = now.checked_add_signed(wait)?;
    (at < span.end).then(|| local_date(at, tz))
}
