//! Swapping what is held within a period: the unused time of the old comes back, and the
//! remaining time of the new is charged, from the same day.

use chrono::NaiveDate;

use super::basis::Counting;
use super::charge::{self, Charge, Charged, priced};
use super::discounts::{take, take_percents};
use super::error::SubscriptionError;
use super::items;
use super::ongoing::Ongoing;
use super::outcome::BillKind;
use super::periods::Billable;
use super::subscription::{AppliedCoupon, BilledSpan, SubscriptionItem};
use super::unused::{credit_line, cut, price_of, unused};
use crate::calendar::BillingPeriod;
use crate::catalog::{Price, ProrationBehavior};
use crate::invoice::{Discount, LineItem, LineKind};
use crate::money::Money;

/// One item before and after.
pub(super) struct Swap {
    pub old: Option<SubscriptionItem>,
    pub new: Option<SubscriptionItem>,
}

impl Swap {
    /// The items with the new in the place of the old.
    pub fn placed(&self, items: &[SubscriptionItem]) -> Vec<SubscriptionItem> {
        let mut placed: Vec<SubscriptionItem> = Vec::new();
        for item in items {
            match &self.old {
                Some(old) if old.plan_id == item.plan_id => placed.extend(self.new.clone()),
                _ => placed.push(item.clone()),
            }
        }
        if self.old.is_none() {
            placed.extend(self.new.clone());
        }
        placed
    }
}

impl Ongoing<'_> {
    /// Puts the new in the place of the old, with the amounts that this makes.
    pub fn swap(
        &mut self,
        swap: &Swap,
        on: NaiveDate,
        behavior: ProrationBehavior,
    ) -> Result<(), SubscriptionError> {
        let counting = self.basis.counting(&self.sub)?;
        if !self.bills() || on >= self.sub.billed_until {
            let settled = self.settle_all(on.min(self.sub.period.end))?;
            self.put_aside(settled)?;
            self.relabel(swap, |_| true);
            self.place(swap);
            self.new_counts_from(swap, on)?;
            return self.swap_setup(swap, on);
        }
        if behavior == ProrationBehavior::None {
            self.relabel(swap, |_| true);
            self.place(swap);
            return Ok(());
        }
        let from = counting.unused_from(on);
        self.check_not_before_last(swap, from)?;
        let kept = self.kept_keys(swap)?;
        let settled = self.settle_old(swap, from, &kept)?;
        let (mut lines, given_back) = self.credits(swap, from, &kept, counting)?;
        self.place(swap);
        let mut charges = self.charges(swap, from, &kept)?;
        self.discount_within(&mut charges, given_back)?;
        self.sub
            .billed
            .extend(charges.iter().filter_map(Charge::span));
        self.put_aside(settled)?;
        for charge in charges {
            lines.push(charge.into_line()?);
        }
        self.swap_setup(swap, on)?;
        self.bring(on, behavior, lines)
    }

    /// What the new has in arrears and the old had not is held only from this day on: the time
    /// that was just settled is not billed by the new plan.
    fn new_counts_from(&mut self, swap: &Swap, on: NaiveDate) -> Result<(), SubscriptionError> {
        let Some(new) = swap.new.as_ref().filter(|_| self.bills()) else {
            return Ok(());
        };
        let basis = self.basis;
        for charged in items::prices(&basis, &self.sub.terms, new)? {
            if charged.price.is_in_arrears() && self.settled_until(&charged) < on {
                self.settle_from(&charged, on)?;
            }
        }
        Ok(())
    }

    /// Lines come with the next invoice, or make one now.
    pub fn bring(
        &mut self,
        on: NaiveDate,
        behavior: ProrationBehavior,
        lines: Vec<LineItem>,
    ) -> Result<(), SubscriptionError> {
        if behavior == ProrationBehavior::InvoiceNow && !lines.is_empty() {
            return self.issue(on, self.sub.period, BillKind::Change, lines);
        }
        self.sub.pending.extend(lines);
        Ok(())
    }

    /// Charges for time that is over wait for the next invoice, with the coupons of that time.
    pub fn put_aside(&mut self, mut charges: Vec<Charge>) -> Result<(), SubscriptionError> {
        self.percents_within(&mut charges)?;
        self.note_metered(&charges, &self.coupons_of_period())?;
        for charge in charges {
            self.sub.pending.push(charge.into_line()?);
        }
        Ok(())
    }

    fn place(&mut self, swap: &Swap) {
        self.sub.items = swap.placed(&self.sub.items);
        if let (Some(old), Some(new)) = (&swap.old, &swap.new) {
            self.carry_so_far(&old.plan_id, &new.plan_id);
        }
    }

    /// What was billed for the old counts as billed for the new; without a new, it is over.
    fn relabel(&mut self, swap: &Swap, which: impl Fn(&BilledSpan) -> bool) {
        let Some(old) = &swap.old else { return };
        match &swap.new {
            Some(new) => {
                let spans = self.sub.billed.iter_mut();
                for span in spans.filter(|span| span.plan_id == old.plan_id && which(span)) {
                    span.plan_id = new.plan_id.clone();
                }
            }
            None => self.sub.billed.retain(|span| span.plan_id != old.plan_id),
        }
    }

    fn check_not_before_last(&self, swap: &Swap, from: NaiveDate) -> Result<(), SubscriptionError> {
        let Some(old) = &swap.old else { return Ok(()) };
        let spans = self
            .sub
            .billed
            .iter()
            .filter(|span| span.plan_id == old.plan_id);
        let last = spans.map(|span| span.span.start).max();
        match last {
            Some(earliest) if earliest > from => {
                Err(SubscriptionError::TooEarly { on: from, earliest })
            }
            _ => Ok(()),
        }
    }

    /// The keys of prices that neither their terms nor the quantity change.
    fn kept_keys(&self, swap: &Swap) -> Result<Vec<String>, SubscriptionError> {
        let (Some(old), Some(new)) = (&swap.old, &swap.new) else {
            return Ok(Vec::new());
        };
        if old.plan_id != new.plan_id || old.version != new.version {
            return Ok(Vec::new());
        }
        let mut kept = Vec::new();
        for Charged { price, .. } in items::prices(&self.basis, &self.sub.terms, old)? {
            let amount = |quantity| {
                let rounding = self.basis.rounding;
                priced(price, quantity, price.commitment, rounding)
                    .map(|priced| (priced.exact, priced.true_up))
            };
            if price.meter().is_some() || amount(old.quantity)? == amount(new.quantity)? {
                kept.push(price.key.clone());
            }
        }
        Ok(kept)
    }

    /// Settles what the new does not go on counting; what it does is priced by the plan that is
    /// held at the end of the period.
    fn settle_old(
        &mut self,
        swap: &Swap,
        from: NaiveDate,
        kept: &[String],
    ) -> Result<Vec<Charge>, SubscriptionError> {
        let mut charges = Vec::new();
        let going_on = self.meters_going_on(swap)?;
        let stays = |charged: &Charged<'_>| {
            kept.contains(&charged.price.key) || going_on.contains(&charged.price.key)
        };
        if let Some(old) = &swap.old {
            charges = self.settle(old, from, |charged| !stays(charged))?;
            if swap.new.is_some() {
                self.relabel(swap, |span| going_on.contains(&span.price_key));
            }
        }
        if let Some(new) = &swap.new {
            let basis = self.basis;
            for charged in items::prices(&basis, &self.sub.terms, new)? {
                if charged.price.is_in_arrears() && !stays(&charged) {
                    self.settle_from(&charged, from)?;
                }
            }
        }
        Ok(charges)
    }

    fn meters_going_on(&self, swap: &Swap) -> Result<Vec<String>, SubscriptionError> {
        let (Some(old), Some(new)) = (&swap.old, &swap.new) else {
            return Ok(Vec::new());
        };
        let after = items::prices(&self.basis, &self.sub.terms, new)?;
        let before = items::prices(&self.basis, &self.sub.terms, old)?;
        let same = |price: &Price| {
            let mut others = after.iter().map(|charged| charged.price);
            price.meter().is_some()
                && others.any(|other| other.key == price.key && other.meter() == price.meter())
        };
        let going_on = before.iter().filter(|charged| same(charged.price));
        Ok(going_on.map(|charged| charged.price.key.clone()).collect())
    }

    /// Credits for the unused time of the old, and what of coupons of an amount comes back.
    fn credits(
        &mut self,
        swap: &Swap,
        from: NaiveDate,
        kept: &[String],
        counting: Counting,
    ) -> Result<(Vec<LineItem>, Money), SubscriptionError> {
        let mut lines = Vec::new();
        let mut given_back = Money::zero(self.sub.terms.currency);
        let Some(old) = &swap.old else {
            return Ok((lines, given_back));
        };
        for mut span in std::mem::take(&mut self.sub.billed) {
            let comes_back = span.plan_id == old.plan_id
                && !kept.contains(&span.price_key)
                && self.prorates(old, &span)?;
            let rest = unused(&span, from, counting, self.basis.rounding)?;
            if let Some(rest) = rest.filter(|_| comes_back) {
                if !rest.amount.is_zero() {
                    lines.push(credit_line(&self.sub, &self.basis, old, &span, &rest)?);
                }
                given_back = given_back.try_add(rest.amount_off)?;
                cut(&mut span, &rest)?;
                if span.span.days() == 0 {
                    continue;
                }
            }
            self.sub.billed.push(span);
        }
        self.relabel_rest(swap, from);
        Ok((lines, given_back))
    }

    /// What does not come back goes on under the new.
    fn relabel_rest(&mut self, swap: &Swap, from: NaiveDate) {
        if swap.new.is_some() {
            self.relabel(swap, |span| span.span.end > from);
        }
    }

    /// Charges for the remaining time of the new.
    fn charges(
        &self,
        swap: &Swap,
        from: NaiveDate,
        kept: &[String],
    ) -> Result<Vec<Charge>, SubscriptionError> {
        let mut charges = Vec::new();
        let Some(new) = &swap.new else {
            return Ok(charges);
        };
        if from >= self.sub.period.end {
            return Ok(charges);
        }
        let span = BillingPeriod::try_new(from, self.sub.period.end)?;
        let whole = self.sub.whole_period()?;
        let billable = Billable { span, whole };
        for charged in items::prices(&self.basis, &self.sub.terms, new)? {
            let key = &charged.price.key;
            if !charged.price.is_in_advance() || kept.contains(key) || self.covered(new, key, from)
            {
                continue;
            }
            let (sub, basis, kind) = (&self.sub, &self.basis, LineKind::Proration);
            charges.push(charge::charge(
                sub,
                basis,
                charged,
                new.quantity,
                billable,
                kind,
            )?);
        }
        Ok(charges)
    }

    /// Whether a charge was billed for the time from a day on already.
    fn covered(&self, item: &SubscriptionItem, key: &str, from: NaiveDate) -> bool {
        let mut spans = self.sub.billed.iter();
        spans.any(|span| {
            span.plan_id == item.plan_id && span.price_key == key && span.span.end > from
        })
    }

    /// The coupons of the period: percentages count for its changes too, and what comes back of
    /// amounts is taken off again, where one of them is for the product.
    fn discount_within(
        &self,
        charges: &mut [Charge],
        given_back: Money,
    ) -> Result<(), SubscriptionError> {
        self.percents_within(charges)?;
        let coupons = self.coupons_of_period();
        take(charges, given_back, |charge| {
            let mut coupons = coupons.iter();
            coupons.any(|coupon| {
                matches!(coupon.off, Discount::Amount(_)) && coupon.covers(&charge.line.product)
            })
        })
    }

    /// Takes the percentages of the period's coupons off.
    pub fn percents_within(&self, charges: &mut [Charge]) -> Result<(), SubscriptionError> {
        let coupons = self.coupons_of_period();
        let coupons: Vec<&AppliedCoupon> = coupons.iter().collect();
        take_percents(charges, &coupons, self.basis.rounding)
    }

    /// The one-time fees of an item: those of a new add-on; before the first bill also those of
    /// another plan, instead of those of the old.
    fn swap_setup(&mut self, swap: &Swap, on: NaiveDate) -> Result<(), SubscriptionError> {
        let waiting = |line: &LineItem, plan: &SubscriptionItem| {
            let source = line.source.as_ref();
            source.is_some_and(|source| {
                source.kind == LineKind::Setup && source.plan_id == plan.plan_id
            })
        };
        let is_first = self.is_before_first_bill();
        if let Some(old) = swap.old.as_ref().filter(|_| is_first) {
            self.sub.pending.retain(|line| !waiting(line, old));
        }
        match &swap.new {
            Some(new) if is_first => self.add_setup(new, self.sub.billed_until),
            Some(new) if swap.old.is_none() => self.add_setup(new, on),
            _ => Ok(()),
        }
    }

    /// Adds the one-time fees of an item to what comes with the next invoice.
    pub fn add_setup(
        &mut self,
        item: &SubscriptionItem,
        on: NaiveDate,
    ) -> Result<(), SubscriptionError> {
        let basis = self.basis;
        for charged in items::prices(&basis, &self.sub.terms, item)? {
            if !charged.price.is_periodic() {
                let line = charge::setup_line(&self.sub, &basis, charged, on)?;
                self.sub.pending.push(line);
            }
        }
        Ok(())
    }

    /// Whether what was billed by a span comes back in parts.
    pub fn prorates(
        &self,
        item: &SubscriptionItem,
        span: &BilledSpan,
    ) -> Result<bool, SubscriptionError> {
        let price = price_of(&self.sub, &self.basis, item, &span.price_key)?;
        Ok(price.is_none_or(|price| price.prorates))
    }
}
