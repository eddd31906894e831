//! Ends and beginnings within a period: another interval, pause, resume and cancel.

use chrono::NaiveDate;

use super::charge::Charge;
use super::error::SubscriptionError;
use super::lifecycle::Trigger;
use super::ongoing::Ongoing;
use super::outcome::{BillKind, LineCredit};
use super::periods::{anchor_for, period_from};
use super::subscription::{Pause, PauseBehavior, SubscriptionItem, SubscriptionState};
use super::unused::{credit_line, unused};
use crate::catalog::{ProrationBehavior, Recurrence};
use crate::invoice::{LineItem, LineKind};

impl Ongoing<'_> {
    /// Ends the period on a day, gives back what is unused of it, and lets a new one begin: with
    /// these items, in this interval. What the new one costs is billed by its renewal, which is
    /// due on the same day.
    pub fn restart(
        &mut self,
        items: Vec<SubscriptionItem>,
        recurrence: Recurrence,
        keep_anchor: bool,
        on: NaiveDate,
    ) -> Result<(), SubscriptionError> {
        self.check_items(&items, recurrence)?;
        if self.sub.state == SubscriptionState::Trialing {
            return self.reset_trial(items, recurrence);
        }
        let lines = self.close(on, true)?;
        self.sub.pending.extend(lines);
        self.sub.items = items;
        self.sub.terms.recurrence = recurrence;
        self.begin_period(on, keep_anchor)
    }

    /// Puts other terms in the place of those that a trial was to end with. The trial stays.
    fn reset_trial(
        &mut self,
        items: Vec<SubscriptionItem>,
        recurrence: Recurrence,
    ) -> Result<(), SubscriptionError> {
        let first = self.sub.billed_until;
        self.sub.terms.anchor = anchor_for(first, recurrence, self.sub.terms.aligned)?;
        self.sub.terms.recurrence = recurrence;
        self.sub.items = items.clone();
        self.sub.pending.retain(|line| !is_setup(line));
        for item in &items {
            self.add_setup(item, first)?;
        }
        Ok(())
    }

    /// Settles what is in arrears up to a day, which ends the period: the lines are the credits
    /// for what is unused. What was settled waits for the next invoice.
    fn close(
        &mut self,
        on: NaiveDate,
        gives_back: bool,
    ) -> Result<Vec<LineItem>, SubscriptionError> {
        let settled = self.settle_all(on.min(self.sub.period.end))?;
        self.put_aside(settled)?;
        let counting = self.basis.counting(&self.sub)?;
        let mut lines = Vec::new();
        for span in std::mem::take(&mut self.sub.billed) {
            let mut items = self.sub.items.iter();
            let Some(item) = items.find(|item| item.plan_id == span.plan_id) else {
                continue;
            };
            let rest = unused(&span, on, counting, self.basis.rounding)?;
            if let Some(rest) = rest.filter(|rest| gives_back && !rest.amount.is_zero())
                && self.prorates(item, &span)?
            {
                lines.push(credit_line(&self.sub, &self.basis, item, &span, &rest)?);
            }
        }
        Ok(lines)
    }

    /// Lets a period begin that is still to be billed.
    pub fn begin_period(
        &mut self,
        on: NaiveDate,
        keep_anchor: bool,
    ) -> Result<(), SubscriptionError> {
        let terms = &mut self.sub.terms;
        if !keep_anchor {
            terms.anchor = anchor_for(on, terms.recurrence, terms.aligned)?;
        }
        self.sub.period = period_from(terms, on)?.span;
        self.sub.billed_until = on;
        // Its own renewal says which coupons are on it.
        for coupon in &mut self.sub.coupons {
            coupon.until = None;
        }
        Ok(())
    }

    /// Lets billing rest. Where there are to be no invoices, the period ends with it.
    pub fn pause(
        &mut self,
        on: NaiveDate,
        behavior: PauseBehavior,
        resume_on: Option<NaiveDate>,
        proration: ProrationBehavior,
    ) -> Result<(), SubscriptionError> {
        if let Some(resume_on) = resume_on.filter(|resume_on| *resume_on <= on) {
            return Err(SubscriptionError::NotAhead { on: resume_on });
        }
        let mut lines = Vec::new();
        if behavior == PauseBehavior::Skip {
            lines = self.close(on, proration != ProrationBehavior::None)?;
            self.sub.period.end = on;
            self.sub.billed_until = on;
        }
        self.step(Trigger::Pauses, on)?;
        self.bring(on, proration, lines)?;
        self.sub.pause = Some(Pause {
            since: on,
            resume_on,
            behavior,
        });
        Ok(())
    }

    /// Lets billing go on: with a new period where it rested, else within the one it is in.
    pub fn resume(&mut self, on: NaiveDate) -> Result<(), SubscriptionError> {
        let rested = self.rests();
        self.step(Trigger::Resumes, on)?;
        self.sub.pause = None;
        if rested {
            self.begin_period(on, false)?;
        }
        Ok(())
    }

    /// Ends it: a final bill for what is in arrears, and what is unused is given back if asked.
    pub fn cancel(&mut self, on: NaiveDate, prorate: bool) -> Result<(), SubscriptionError> {
        if self.is_before_first_bill() {
            self.sub.pending.retain(|line| !is_setup(line));
        }
        let late = self.late(on)?;
        let mut settled = self.settle_all(on.min(self.sub.period.end))?;
        self.percents_within(&mut settled)?;
        self.note_metered(&settled, &self.coupons_of_period())?;
        let mut lines: Vec<LineItem> = settled
            .into_iter()
            .map(Charge::into_line)
            .collect::<Result<_, _>>()?;
        lines.extend(late);
        if prorate {
            lines.extend(self.give_back(on)?);
        }
        if self.sub.period.contains(on) {
            self.sub.period.end = on;
        }
        self.sub.billed_until = self.sub.period.end;
        self.sub.billed.clear();
        self.issue(on, self.sub.period, BillKind::Final, lines)?;
        self.step(Trigger::Cancels, on)?;
        Ok(())
    }

    /// Whether its first period is still to be billed.
    pub fn is_before_first_bill(&self) -> bool {
        self.sub.state == SubscriptionState::Trialing
            || self.sub.billed_until == self.sub.started_on
    }

    /// What is unused: credit notes for what is on invoices, lines for what is not.
    fn give_back(&mut self, on: NaiveDate) -> Result<Vec<LineItem>, SubscriptionError> {
        let counting = self.basis.counting(&self.sub)?;
        let from = counting.unused_from(on);
        let mut lines = Vec::new();
        for span in self.sub.billed.clone() {
            let mut items = self.sub.items.iter();
            let Some(item) = items.find(|item| item.plan_id == span.plan_id) else {
                continue;
            };
            let rest = unused(&span, from, counting, self.basis.rounding)?;
            let Some(rest) = rest.filter(|rest| rest.amount.is_positive()) else {
                continue;
            };
            if !self.prorates(item, &span)? {
                continue;
            }
            match &span.invoice_id {
                Some(invoice_id) => self.credit_notes.push(LineCredit {
                    invoice_id: invoice_id.clone(),
                    plan_id: span.plan_id.clone(),
                    price_key: span.price_key.clone(),
                    span: rest.span,
                    fraction: rest.fraction,
                    amount: rest.amount,
                }),
                None => lines.push(credit_line(&self.sub, &self.basis, item, &span, &rest)?),
            }
        }
        Ok(lines)
    }
}

fn is_setup(line: &LineItem) -> bool {
    let source = line.source.as_ref();
    source.is_some_and(|source| source.kind == LineKind::Setup)
}
