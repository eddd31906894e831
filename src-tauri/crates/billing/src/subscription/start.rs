//! Starting a subscription: its trial, its anchor, its first period, and what it begins with.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::basis::Basis;
use super::error::SubscriptionError;
use super::items;
use super::metering::Metering;
use super::ongoing::Ongoing;
use super::outcome::{Event, EventKind};
use super::periods::{anchor_for, period_from};
use super::subscription::{
    AppliedCoupon, BillingTerms, Subscription, SubscriptionItem, SubscriptionState,
};
use crate::calendar::{BillingPeriod, CalendarError, parse_timezone};
use crate::catalog::Recurrence;
use crate::ids::{CustomerId, SubscriptionId};
use crate::money::Currency;

/// What a subscription is started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubscription {
    /// Identity.
    pub id: SubscriptionId,
    /// Who is to hold it.
    pub customer_id: CustomerId,
    /// The plan first, then add-ons.
    pub items: Vec<SubscriptionItem>,
    /// Currency of everything it bills.
    pub currency: Currency,
    /// How often it bills.
    pub recurrence: Recurrence,
    /// IANA zone that its days are days of.
    pub timezone: String,
    /// Whether periods begin with the calendar; the first is then shorter.
    pub aligned: bool,
    /// The day that periods count from; none for the first paid day. The first period ends at the
    /// next boundary from it.
    pub anchor: Option<NaiveDate>,
    /// Free days at first; none for as many as the plan gives.
    pub trial_days: Option<u16>,
    /// Coupons that it begins with.
    pub coupons: Vec<AppliedCoupon>,
    /// Days until its invoices are due; the customer's where absent.
    pub net_days: Option<u16>,
    /// Whether it begins only once its first invoice is paid. A trial begins at once.
    pub starts_when_paid: bool,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

/// Starts a subscription on a day. `advance` through that day bills its first period.
///
/// # Errors
/// [`SubscriptionError`] where its items, their prices or its dates do not fit together.
pub fn start(
    new: NewSubscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<(Subscription, Vec<Event>), SubscriptionError> {
    let trial_days = trial_days(&new, basis)?;
    let first = on
        .checked_add_days(Days::new(trial_days.into()))
        .ok_or(CalendarError::OutOfRange { start: on })?;
    let terms = terms(&new, first)?;
    items::check(&new.items, &terms, basis.book)?;
    let has_trial = trial_days > 0;
    let period = if has_trial {
        BillingPeriod::try_new(on, first)?
    } else {
        period_from(&terms, on)?.span
    };
    let state = match (has_trial, terms.starts_when_paid) {
        (true, _) => SubscriptionState::Trialing,
        (false, true) => SubscriptionState::Incomplete,
        (false, false) => SubscriptionState::Active,
    };
    let sub = Subscription {
        id: new.id,
        customer_id: new.customer_id,
        state,
        terms,
        items: new.items,
        coupons: once_each(new.coupons)?,
        started_on: on,
        trial_end: has_trial.then_some(first),
        period,
        billed_until: first,
        schedule: Vec::new(),
        pause: None,
        pending: Vec::new(),
        billed: Vec::new(),
        metering: Metering::default(),
        ended_on: None,
        created_at: new.created_at,
        updated_at: new.created_at,
        revision: 0,
    };
    with_setup(&sub, on, basis)
}

fn trial_days(new: &NewSubscription, basis: &Basis<'_>) -> Result<u16, SubscriptionError> {
    let plan = new.items.first().ok_or(SubscriptionError::NoPlan)?;
    let of_plan = basis.plan_of(plan)?.version.trial_days;
    Ok(new.trial_days.unwrap_or(of_plan))
}

fn terms(new: &NewSubscription, first: NaiveDate) -> Result<BillingTerms, SubscriptionError> {
    parse_timezone(&new.timezone)?;
    if new.aligned && new.anchor.is_some() {
        return Err(CalendarError::AnchorDayWithAlignment.into());
    }
    let anchor = match new.anchor {
        Some(anchor) => anchor,
        None => anchor_for(first, new.recurrence, new.aligned)?,
    };
    Ok(BillingTerms {
        currency: new.currency,
        recurrence: new.recurrence,
        anchor,
        aligned: new.aligned,
        timezone: new.timezone.clone(),
        net_days: new.net_days,
        starts_when_paid: new.starts_when_paid,
    })
}

fn once_each(coupons: Vec<AppliedCoupon>) -> Result<Vec<AppliedCoupon>, SubscriptionError> {
    let mut seen: Vec<AppliedCoupon> = Vec::new();
    for coupon in coupons {
        if seen.iter().any(|other| other.coupon_id == coupon.coupon_id) {
            let coupon_id = coupon.coupon_id;
            return Err(SubscriptionError::CouponTwice { coupon_id });
        }
        seen.push(coupon);
    }
    Ok(seen)
}

fn with_setup(
    sub: &Subscription,
    on: NaiveDate,
    basis: &Basis<'_>,
) -> Result<(Subscription, Vec<Event>), SubscriptionError> {
    let trial_end = sub.trial_end;
    let mut ongoing = Ongoing::new(sub, basis);
    ongoing.happened(on, EventKind::Started { trial_end });
    for item in &sub.items {
        ongoing.add_setup(item, sub.billed_until)?;
    }
    let outcome = ongoing.outcome();
    Ok((outcome.subscription, outcome.events))
}
