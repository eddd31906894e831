//! Renewal: a period ends and is settled, the next begins and is billed.

use chrono::NaiveDate;

use super::charge::{self, Charge};
use super::discounts::{take_amounts, take_percents};
use super::error::SubscriptionError;
use super::items;
use super::lifecycle::Trigger;
use super::ongoing::{Ongoing, line_net};
use super::outcome::{BillKind, EventKind, Held};
use super::periods::{Billable, period_from};
use super::subscription::{AppliedCoupon, Subscription, SubscriptionState};
use crate::calendar::{BillingPeriod, CalendarError};
use crate::catalog::CouponDuration;
use crate::invoice::{LineItem, LineKind};

impl Subscription {
    /// The plan's own period that the current one is, or is a part of.
    pub(super) fn whole_period(&self) -> Result<BillingPeriod, CalendarError> {
        if self.state == SubscriptionState::Trialing {
            return Ok(self.period);
        }
        Ok(period_from(&self.terms, self.period.start)?.whole)
    }
}

impl AppliedCoupon {
    /// Whether it counts for one more period.
    pub(super) const fn runs(&self) -> bool {
        match self.duration {
            CouponDuration::Once => self.used == 0,
            CouponDuration::Periods { count } => self.used < count,
            CouponDuration::Forever => true,
        }
    }
}

impl Ongoing<'_> {
    /// Ends the period that is over on this day, and bills the next.
    pub fn renew(&mut self, on: NaiveDate) -> Result<(), SubscriptionError> {
        let late = self.late(on)?;
        let mut charges = self.settle_all(on)?;
        self.sub.metering.so_far.clear();
        if self.sub.state == SubscriptionState::Trialing {
            self.step(Trigger::TrialEnds, on)?;
        }
        let next = period_from(&self.sub.terms, on)?;
        let mut lines = self.in_advance(next)?;
        let setup = self.pending_setup()?;
        lines.append(&mut charges);
        lines.extend(setup);
        self.discount(&mut lines, next.span)?;
        self.sub.billed.retain(|span| span.span.end > on);
        let first = lines.iter().filter(|charge| is_of(charge, next.span));
        let spans: Vec<_> = first.filter_map(Charge::span).collect();
        self.sub.billed.extend(spans);
        self.sub.period = next.span;
        self.sub.billed_until = next.span.end;
        let period = next.span;
        let held = Some(Box::new(self.held_now(next.whole)));
        self.happened(on, EventKind::Renewed { period, held });
        let lines: Result<Vec<LineItem>, _> = lines.into_iter().map(Charge::into_line).collect();
        let mut lines = lines?;
        lines.extend(late);
        self.issue(on, period, BillKind::Period, lines)
    }

    fn held_now(&self, whole: BillingPeriod) -> Held {
        Held {
            items: self.sub.items.clone(),
            recurrence: self.sub.terms.recurrence,
            whole,
        }
    }

    pub fn in_advance(&self, next: Billable) -> Result<Vec<Charge>, SubscriptionError> {
        let mut charges = Vec::new();
        for item in &self.sub.items {
            for charged in items::prices(&self.basis, &self.sub.terms, item)? {
                if charged.price.is_in_advance() {
                    let (sub, basis) = (&self.sub, &self.basis);
                    let (quantity, kind) = (item.quantity, LineKind::Period);
                    let charge = charge::charge(sub, basis, charged, quantity, next, kind)?;
                    charges.push(charge);
                }
            }
        }
        Ok(charges)
    }

    /// The fees that wait for the first bill: they share its coupons.
    fn pending_setup(&mut self) -> Result<Vec<Charge>, SubscriptionError> {
        let currency = self.sub.terms.currency;
        let is_setup = |line: &LineItem| {
            let source = line.source.as_ref();
            source.is_some_and(|source| source.kind == LineKind::Setup) && line.discount.is_none()
        };
        let (setup, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.sub.pending)
            .into_iter()
            .partition(is_setup);
        self.sub.pending = rest;
        let charge = |line: LineItem| {
            let amount = line_net(&line).unwrap_or_default();
            Ok(Charge::of_line(line, amount, currency)?)
        };
        setup.into_iter().map(charge).collect()
    }

    /// Takes the coupons that count off a period's charges, and counts them.
    fn discount(
        &mut self,
        charges: &mut [Charge],
        period: BillingPeriod,
    ) -> Result<(), SubscriptionError> {
        let (currency, rounding) = (self.sub.terms.currency, self.basis.rounding);
        let counts = |coupon: &AppliedCoupon| {
            let mut lines = charges.iter().filter(|charge| charge.gross.is_positive());
            coupon.runs() && lines.any(|charge| coupon.covers(&charge.line.product))
        };
        let which: Vec<bool> = self.sub.coupons.iter().map(counts).collect();
        let on: Vec<&AppliedCoupon> = (self.sub.coupons.iter().zip(&which))
            .filter_map(|(coupon, counts)| counts.then_some(coupon))
            .collect();
        take_percents(charges, &on, rounding)?;
        take_amounts(charges, &on, currency, rounding)?;
        let on: Vec<AppliedCoupon> = on.into_iter().cloned().collect();
        self.note_metered(charges, &on)?;
        for (coupon, counts) in self.sub.coupons.iter_mut().zip(which) {
            if counts {
                coupon.used = coupon.used.saturating_add(1);
                coupon.until = Some(period.end);
            }
        }
        Ok(())
    }
}

fn is_of(charge: &Charge, period: BillingPeriod) -> bool {
    charge
        .billed
        .is_some_and(|(billable, _)| billable.span == period)
}
