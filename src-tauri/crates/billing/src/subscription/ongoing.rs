//! A subscription while something is done with it: as it is now, and what came of it so far.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::basis::Basis;
use super::error::SubscriptionError;
use super::lifecycle::{Effect, Trigger, transition};
use super::outcome::{Bill, BillKind, Collection, Event, EventKind, LineCredit, Outcome};
use super::steps::shown;
use super::subscription::{PauseBehavior, ScheduledChange, Subscription, SubscriptionState};
use crate::calendar::BillingPeriod;
use crate::invoice::{Discount, LineItem};
use crate::money::{Currency, MoneyError};

#[derive(Clone)]
pub(super) struct Ongoing<'a> {
    pub sub: Subscription,
    pub basis: Basis<'a>,
    pub bills: Vec<Bill>,
    pub events: Vec<Event>,
    pub credit_notes: Vec<LineCredit>,
    /// Whether credits are given back whole, whatever there is to take them off: to see what a time
    /// comes to, not to bill it.
    pub in_full: bool,
    /// Planned changes that could not be made any more, and why.
    pub fallen_away: Vec<(ScheduledChange, SubscriptionError)>,
}

impl<'a> Ongoing<'a> {
    pub fn new(sub: &Subscription, basis: &Basis<'a>) -> Self {
        Self {
            sub: sub.clone(),
            basis: *basis,
            bills: Vec::new(),
            events: Vec::new(),
            credit_notes: Vec::new(),
            in_full: false,
            fallen_away: Vec::new(),
        }
    }

    pub fn outcome(self) -> Outcome {
        Outcome {
            subscription: self.sub,
            bills: self.bills,
            events: self.events,
            credit_notes: self.credit_notes,
        }
    }

    pub fn happened(&mut self, on: NaiveDate, what: EventKind) {
        self.events.push(Event { on, what });
    }

    /// Takes the subscription to its next state.
    pub fn step(&mut self, trigger: Trigger, on: NaiveDate) -> Result<Effect, SubscriptionError> {
        let step = transition(self.sub.state, trigger)?;
        self.sub.state = step.to;
        if step.from != step.to {
            let (from, to) = (step.from, step.to);
            self.happened(on, EventKind::Became { from, to });
        }
        if step.effect == Effect::Ends {
            self.sub.ended_on = Some(on);
            self.sub.schedule.clear();
            self.sub.pause = None;
        }
        Ok(step.effect)
    }

    /// Whether time is being billed: neither free, nor resting, nor over.
    pub fn bills(&self) -> bool {
        use SubscriptionState::{Active, Incomplete, PastDue, Paused};
        match self.sub.state {
            Active | PastDue | Incomplete => true,
            Paused => !self.rests(),
            _ => false,
        }
    }

    /// Whether it is paused so that there are no invoices.
    pub fn rests(&self) -> bool {
        self.sub.state == SubscriptionState::Paused
            && self
                .sub
                .pause
                .is_none_or(|pause| pause.behavior == PauseBehavior::Skip)
    }

    fn collection(&self) -> Collection {
        match self.sub.pause.map(|pause| pause.behavior) {
            Some(PauseBehavior::KeepAsDraft) => Collection::KeepDraft,
            Some(PauseBehavior::MarkUncollectible) => Collection::Uncollectible,
            Some(PauseBehavior::Skip) | None => Collection::Issue,
        }
    }

    /// Writes a bill of these lines and of all that was pending. Credits that do not fit stay
    /// pending, so that no bill is negative and nothing is lost.
    pub fn issue(
        &mut self,
        on: NaiveDate,
        period: BillingPeriod,
        kind: BillKind,
        mut lines: Vec<LineItem>,
    ) -> Result<(), SubscriptionError> {
        lines.append(&mut self.sub.pending);
        let currency = self.sub.terms.currency;
        let overflow = MoneyError::Overflow { currency };
        let (lines, pending) = match self.in_full {
            true => (lines, Vec::new()),
            false => fitting(lines, currency).ok_or(overflow)?,
        };
        self.sub.pending = pending;
        if lines
            .iter()
            .any(|line| !gross(line).unwrap_or_default().is_zero())
        {
            let collect = self.collection();
            self.bills.push(Bill {
                on,
                period,
                kind,
                lines,
                collect,
            });
        }
        Ok(())
    }
}

fn gross(line: &LineItem) -> Option<Decimal> {
    line.quantity.checked_mul(line.unit_amount)
}

/// What a line comes to, in major units. Lines of subscriptions are exact in their currency.
pub(super) fn line_net(line: &LineItem) -> Option<Decimal> {
    match line.discount {
        Some(Discount::Amount(off)) => gross(line)?.checked_sub(off),
        Some(Discount::Percent(_)) | None => gross(line),
    }
}

/// The lines that fit a bill, and the credits that have to wait. A credit that fits in part is
/// split in two.
fn fitting(lines: Vec<LineItem>, currency: Currency) -> Option<(Vec<LineItem>, Vec<LineItem>)> {
    let mut room = Decimal::ZERO;
    for line in &lines {
        room = room.checked_add(line_net(line)?.max(Decimal::ZERO))?;
    }
    let (mut fit, mut wait) = (Vec::new(), Vec::new());
    for line in lines {
        let credit = Decimal::ZERO.checked_sub(line_net(&line)?)?;
        if credit <= Decimal::ZERO {
            fit.push(line);
        } else if credit <= room {
            room = room.checked_sub(credit)?;
            fit.push(line);
        } else if room > Decimal::ZERO {
            let (now, later) = split_credit(&line, room, currency)?;
            room = Decimal::ZERO;
            fit.push(now);
            wait.push(later);
        } else {
            wait.push(line);
        }
    }
    Some((fit, wait))
}

/// A credit in two: the first gives `now`, in major units above zero and below what the line gives
/// back, the second the rest. Neither has the fraction of the whole, which would say too much of
/// each; the step says which part of what it is. None where the amounts do not fit.
#[must_use]
pub fn split_credit(
    line: &LineItem,
    now: Decimal,
    currency: Currency,
) -> Option<(LineItem, LineItem)> {
    let credit = Decimal::ZERO.checked_sub(line_net(line)?)?;
    let whole = shown(credit, currency);
    let part = |amount: Decimal| {
        let mut part = line.clone();
        part.quantity = Decimal::ONE;
        part.unit_amount = Decimal::ZERO.checked_sub(amount)?;
        if let Some(source) = &mut part.source {
            let time = source.fraction.take();
            let time = time.map_or_else(String::new, |fraction| format!(" for {fraction}"));
            let label = format!("{} of the {whole}{time}", shown(amount, currency));
            source
                .explanation
                .step(label, shown(part.unit_amount, currency));
        }
        Some(part)
    };
    Some((part(now)?, part(credit.checked_sub(now)?)?))
}
