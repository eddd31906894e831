//! Changes: what each kind does to a subscription on its day, with the amounts that it makes.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::basis::Basis;
use super::error::SubscriptionError;
use super::items;
use super::ongoing::Ongoing;
use super::outcome::{EventKind, Outcome};
use super::subscription::{
    AppliedCoupon, Change, ScheduledChange, Subscription, SubscriptionItem, SubscriptionState,
};
use super::swap::Swap;
use crate::catalog::{ProrationBehavior, Recurrence};
use crate::ids::{CouponId, PlanId};

/// Makes a change on a day. What a new period costs is billed by `advance` on the same day, so
/// that a change and its preview are `change_now`.
///
/// # Errors
/// [`SubscriptionError`]; nothing is changed then.
pub fn apply(
    sub: &Subscription,
    change: &Change,
    on: NaiveDate,
    behavior: Option<ProrationBehavior>,
    basis: &Basis<'_>,
) -> Result<Outcome, SubscriptionError> {
    let mut ongoing = Ongoing::new(sub, basis);
    ongoing.apply(change, on, behavior)?;
    Ok(ongoing.outcome())
}

impl Ongoing<'_> {
    pub fn apply(
        &mut self,
        change: &Change,
        on: NaiveDate,
        behavior: Option<ProrationBehavior>,
    ) -> Result<(), SubscriptionError> {
        self.check_changeable(change, on)?;
        let plan_before = self.plan()?.plan_id.clone();
        let behavior = self.behavior(change, behavior)?;
        if self.waits_for_next_period(change, on, behavior) {
            return self.put_off(change, on);
        }
        match change {
            Change::Plan { .. } | Change::Quantity { .. } | Change::Version { .. } => {
                self.change_item(change, on, behavior)?;
            }
            Change::AddAddon {
                plan_id,
                version,
                quantity,
            } => {
                let new = Some(item(plan_id, *version, *quantity));
                self.change_items(Swap { old: None, new }, on, behavior)?;
            }
            Change::RemoveAddon { plan_id } => {
                let old = Some(self.addon(plan_id)?);
                self.change_items(Swap { old, new: None }, on, behavior)?;
            }
            Change::Interval {
                recurrence,
                keep_anchor,
            } => {
                let items = self.sub.items.clone();
                self.restart(items, *recurrence, *keep_anchor, on)?;
            }
            Change::AddCoupon { coupon } => self.add_coupon(coupon)?,
            Change::RemoveCoupon { coupon_id } => self.remove_coupon(coupon_id)?,
            Change::Pause {
                behavior: pause,
                resume_on,
            } => self.pause(on, *pause, *resume_on, behavior)?,
            Change::Resume => self.resume(on)?,
            Change::Cancel { prorate } => self.cancel(on, *prorate)?,
        }
        self.plan_follows(&plan_before)?;
        let (change, behavior) = (change.clone(), Some(behavior));
        self.happened(on, EventKind::Changed { change, behavior });
        Ok(())
    }

    fn check_changeable(&self, change: &Change, on: NaiveDate) -> Result<(), SubscriptionError> {
        use SubscriptionState::{Canceled, Incomplete, Unpaid};
        let state = self.sub.state;
        let ends = matches!(change, Change::Cancel { .. } | Change::Resume);
        if !ends && matches!(state, Canceled | Incomplete) {
            return Err(SubscriptionError::NotChangeable { state });
        }
        let due_on = self.sub.billed_until;
        let rests = self.rests() || matches!(state, Unpaid | Incomplete | Canceled);
        if on > due_on && !rests {
            return Err(SubscriptionError::DueFirst { due_on });
        }
        let earliest = self.sub.pause.map_or(self.sub.period.start, |pause| {
            pause.since.max(self.sub.period.start)
        });
        if on < earliest {
            return Err(SubscriptionError::TooEarly { on, earliest });
        }
        Ok(())
    }

    fn behavior(
        &self,
        change: &Change,
        behavior: Option<ProrationBehavior>,
    ) -> Result<ProrationBehavior, SubscriptionError> {
        if let Some(behavior) = behavior {
            return Ok(behavior);
        }
        let plan = match change {
            Change::Plan {
                plan_id, version, ..
            } => self.basis.version(plan_id, *version)?,
            _ => self.basis.plan_of(self.plan()?)?,
        };
        Ok(plan.version.behavior)
    }

    /// Another interval without amounts can only begin where a period does.
    fn waits_for_next_period(
        &self,
        change: &Change,
        on: NaiveDate,
        behavior: ProrationBehavior,
    ) -> bool {
        let recurrence = match change {
            Change::Interval { recurrence, .. } => Some(*recurrence),
            Change::Plan { recurrence, .. } => *recurrence,
            _ => None,
        };
        behavior == ProrationBehavior::None
            && recurrence.is_some_and(|new| new != self.sub.terms.recurrence)
            && self.bills()
            && on < self.sub.billed_until
    }

    fn put_off(&mut self, change: &Change, on: NaiveDate) -> Result<(), SubscriptionError> {
        let planned = ScheduledChange {
            on: self.sub.period.end,
            change: change.clone(),
            behavior: Some(ProrationBehavior::None),
        };
        self.plan_change(planned, on)
    }

    /// A quantity that is planned for the plan is one of whichever plan is held then.
    fn plan_follows(&mut self, before: &PlanId) -> Result<(), SubscriptionError> {
        let now = self.plan()?.plan_id.clone();
        for planned in &mut self.sub.schedule {
            if let Change::Quantity { plan_id, .. } = &mut planned.change
                && plan_id == before
            {
                *plan_id = now.clone();
            }
        }
        Ok(())
    }

    pub fn plan(&self) -> Result<&SubscriptionItem, SubscriptionError> {
        self.sub.items.first().ok_or(SubscriptionError::NoPlan)
    }

    fn held(&self, plan_id: &PlanId) -> Result<SubscriptionItem, SubscriptionError> {
        let mut items = self.sub.items.iter();
        let held = items.find(|item| item.plan_id == *plan_id);
        held.cloned().ok_or_else(|| SubscriptionError::NotHeld {
            plan_id: plan_id.clone(),
        })
    }

    fn addon(&self, plan_id: &PlanId) -> Result<SubscriptionItem, SubscriptionError> {
        if self.plan()?.plan_id == *plan_id {
            return Err(SubscriptionError::NoPlan);
        }
        self.held(plan_id)
    }

    fn change_item(
        &mut self,
        change: &Change,
        on: NaiveDate,
        behavior: ProrationBehavior,
    ) -> Result<(), SubscriptionError> {
        let (old, new, recurrence) = match change {
            Change::Plan {
                plan_id,
                version,
                quantity,
                recurrence,
            } => {
                let old = self.plan()?.clone();
                let quantity = quantity.unwrap_or(old.quantity);
                (old, Some(item(plan_id, *version, quantity)), *recurrence)
            }
            Change::Quantity { plan_id, quantity } if quantity.is_zero() => {
                (self.addon(plan_id)?, None, None)
            }
            Change::Quantity { plan_id, quantity } => {
                let old = self.held(plan_id)?;
                let new = item(plan_id, old.version, *quantity);
                (old, Some(new), None)
            }
            Change::Version { plan_id, version } => {
                let old = self.held(plan_id)?;
                let new = item(plan_id, *version, old.quantity);
                (old, Some(new), None)
            }
            _ => return Ok(()),
        };
        let old = Some(old);
        match (recurrence, new) {
            (Some(recurrence), new) if recurrence != self.sub.terms.recurrence => {
                let items = Swap { old, new }.placed(&self.sub.items);
                self.restart(items, recurrence, false, on)
            }
            (_, new) => self.change_items(Swap { old, new }, on, behavior),
        }
    }

    fn change_items(
        &mut self,
        swap: Swap,
        on: NaiveDate,
        behavior: ProrationBehavior,
    ) -> Result<(), SubscriptionError> {
        let items = swap.placed(&self.sub.items);
        items::check(&items, &self.sub.terms, self.basis.book)?;
        self.swap(&swap, on, behavior)
    }

    fn add_coupon(&mut self, coupon: &AppliedCoupon) -> Result<(), SubscriptionError> {
        let coupon_id = &coupon.coupon_id;
        let mut held = self.sub.coupons.iter();
        if held.any(|held| held.coupon_id == *coupon_id) {
            let coupon_id = coupon_id.clone();
            return Err(SubscriptionError::CouponTwice { coupon_id });
        }
        self.sub.coupons.push(coupon.clone());
        Ok(())
    }

    fn remove_coupon(&mut self, coupon_id: &CouponId) -> Result<(), SubscriptionError> {
        let before = self.sub.coupons.len();
        self.sub
            .coupons
            .retain(|coupon| coupon.coupon_id != *coupon_id);
        if self.sub.coupons.len() == before {
            let coupon_id = coupon_id.clone();
            return Err(SubscriptionError::CouponNotHeld { coupon_id });
        }
        Ok(())
    }

    /// Checks that these items could be held in another interval.
    pub fn check_items(
        &self,
        items: &[SubscriptionItem],
        recurrence: Recurrence,
    ) -> Result<(), SubscriptionError> {
        let mut terms = self.sub.terms.clone();
        terms.recurrence = recurrence;
        items::check(items, &terms, self.basis.book)
    }
}

fn item(plan_id: &PlanId, version: u32, quantity: Decimal) -> SubscriptionItem {
    SubscriptionItem {
        plan_id: plan_id.clone(),
        version,
        quantity,
    }
}
