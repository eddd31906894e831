//! How a customer's subscriptions stand to the limits of what meters count.

use billing::calendar::{BillingPeriod, parse_timezone};
use billing::catalog::PlanBook;
use billing::ids::{CustomerId, SubscriptionId};
use billing::subscription::{Subscription, SubscriptionState, advance_uncounted, next_due};
use billing::usage::{
    Allowance, LimitState, Meter, Progress, UsageSpan, allowance, limit_state, taker_of,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use rust_decimal::Decimal;
use store::ReadTx;

use super::counts::Counts;
use crate::business::get::local_date;
use crate::error::AppError;

/// A customer's subscriptions in the periods of today, with all of their plans.
pub(crate) struct Subscribed {
    pub(crate) subs: Vec<Subscription>,
    pub(crate) book: PlanBook,
    now: DateTime<Utc>,
}

/// One limit and what is used of it.
pub(crate) struct Standing<'a> {
    pub(crate) allowance: Allowance<'a>,
    pub(crate) state: LimitState,
}

impl Subscribed {
    pub(crate) fn load(
        tx: &ReadTx<'_>,
        customer: &CustomerId,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let (mut subs, mut book) = (Vec::new(), PlanBook::new());
        for sub in tx.subscriptions().of_customer(customer)? {
            let own = tx.plan_versions().book_of(&sub)?;
            subs.push(in_period_of(sub, now, &own));
            for booked in own.iter() {
                book.insert(booked.clone());
            }
        }
        subs.sort_by_key(|sub: &Subscription| (sub.started_on, sub.id.clone()));
        Ok(Self { subs, book, now })
    }

    /// Those that may use anything.
    pub(crate) fn live(&self) -> impl Iterator<Item = &Subscription> {
        use SubscriptionState::{Active, PastDue, Trialing};
        let live = |sub: &&Subscription| matches!(sub.state, Active | PastDue | Trialing);
        self.subs.iter().filter(live)
    }

    pub(crate) fn today(&self, sub: &Subscription) -> NaiveDate {
        local_date(self.now, &sub.terms.timezone)
    }

    /// Whose a use of a meter is now: of the subscription named, or of the one that takes it.
    pub(crate) fn taker(
        &self,
        meter: &str,
        named: Option<&SubscriptionId>,
    ) -> Option<&Subscription> {
        if let Some(named) = named {
            return self.subs.iter().find(|sub| sub.id == *named);
        }
        let today = self.subs.first().map(|sub| self.today(sub))?;
        taker_of(meter, today, &self.subs, &self.book)
    }

    /// What a subscription has used of a meter in its period by now. Days to come are left out.
    pub(crate) fn used(
        &self,
        tx: &ReadTx<'_>,
        sub: &Subscription,
        meter: &Meter,
    ) -> Result<Decimal, AppError> {
        let tomorrow = self.today(sub).succ_opt().unwrap_or(sub.period.end);
        let start = sub.period.start;
        let end = sub.period.end.min(tomorrow);
        let by_now = BillingPeriod::try_new(start, end.max(start))?;
        Counts::new(tx, sub, &self.book).read(&meter.key, by_now)
    }

    /// Where it has the meter at all.
    pub(crate) fn standing(
        &self,
        tx: &ReadTx<'_>,
        sub: &Subscription,
        meter: &Meter,
    ) -> Result<Option<Standing<'_>>, AppError> {
        let Some(allowance) = allowance(sub, &self.book, meter) else {
            return Ok(None);
        };
        let tz = parse_timezone(&sub.terms.timezone)?;
        let progress = Progress {
            used: self.used(tx, sub, meter)?,
            at_start: self.at_start(tx, sub, meter)?,
            span: UsageSpan::of_days(sub.period, tz)?,
            now: self.now,
            tz,
        };
        let state = limit_state(&allowance, &progress);
        Ok(Some(Standing { allowance, state }))
    }

    /// What a level was when the period began; what is counted anew began at nothing.
    fn at_start(
        &self,
        tx: &ReadTx<'_>,
        sub: &Subscription,
        meter: &Meter,
    ) -> Result<Decimal, AppError> {
        let start = sub.period.start;
        let eve = start.checked_sub_days(Days::new(1));
        let Some(eve) = eve.filter(|_| meter.carries()) else {
            return Ok(Decimal::ZERO);
        };
        let day = BillingPeriod::try_new(eve, start)?;
        Counts::new(tx, sub, &self.book).read(&meter.key, day)
    }
}

/// The subscription in the period of today, as it will be once what is due is billed. One whose
/// billing fails stays as it is: a limit is shown all the same.
fn in_period_of(sub: Subscription, now: DateTime<Utc>, book: &PlanBook) -> Subscription {
    let today = local_date(now, &sub.terms.timezone);
    if next_due(&sub).is_none_or(|due| due > today) {
        return sub;
    }
    match advance_uncounted(&sub, today, book) {
        Ok(outcome) => Subscription {
            metering: sub.metering,
            ..outcome.subscription
        },
        Err(_) => sub,
    }
}
