//! What a subscription used of its meters, as its amounts are computed from it: read where a price
//! asks for it, and only then.

use std::cell::{OnceCell, RefCell};

use billing::calendar::BillingPeriod;
use billing::catalog::PlanBook;
use billing::subscription::Subscription;
use billing::usage::parts_taken;
use rust_decimal::Decimal;
use store::ReadTx;
use store::usage::Reach;

use super::reading::read_parts;
use crate::error::AppError;

/// The usage of one subscription, within one snapshot of the ledger.
pub(crate) struct Counts<'a> {
    tx: &'a ReadTx<'a>,
    sub: &'a Subscription,
    book: &'a PlanBook,
    others: OnceCell<Others>,
    fault: RefCell<Option<AppError>>,
}

/// All subscriptions of the customer, this one as it stands, and their plans where they are more.
struct Others {
    subs: Vec<Subscription>,
    book: Option<PlanBook>,
}

impl<'a> Counts<'a> {
    pub(crate) fn new(tx: &'a ReadTx<'a>, sub: &'a Subscription, book: &'a PlanBook) -> Self {
        Self {
            tx,
            sub,
            book,
            others: OnceCell::new(),
            fault: RefCell::new(None),
        }
    }

    /// What a meter counted in a time. The core cannot be told that it was not to be read: whoever
    /// uses what it decided asks `fault` first.
    pub(crate) fn of(&self, meter: &str, period: BillingPeriod) -> Decimal {
        self.read(meter, period).unwrap_or_else(|error| {
            self.fault.borrow_mut().get_or_insert(error);
            Decimal::ZERO
        })
    }

    /// The first thing that could not be read.
    pub(crate) fn fault(self) -> Result<(), AppError> {
        self.fault.into_inner().map_or(Ok(()), Err)
    }

    pub(crate) fn read(&self, meter: &str, period: BillingPeriod) -> Result<Decimal, AppError> {
        if self.tx.usage_events().last_event()? == 0 {
            return Ok(Decimal::ZERO);
        }
        let Some((key, found)) = self.tx.meters().find(meter)? else {
            return Ok(Decimal::ZERO);
        };
        let parts = self.parts(meter, period)?;
        Ok(read_parts(self.tx, (key, &found), &parts, period)?.quantity)
    }

    /// The period in parts: in some the customer's usage that names no subscription is of this one.
    pub(crate) fn parts(
        &self,
        meter: &str,
        period: BillingPeriod,
    ) -> Result<Vec<(Reach<'_>, BillingPeriod)>, AppError> {
        let others = self.others()?;
        let book = others.book.as_ref().unwrap_or(self.book);
        let reach = |with_unassigned| Reach::Subscription {
            customer: &self.sub.customer_id,
            subscription: &self.sub.id,
            with_unassigned,
        };
        let mut parts = Vec::new();
        let mut until = period.start;
        for taken in parts_taken(meter, self.sub, period, &others.subs, book) {
            if until < taken.start {
                parts.push((reach(false), BillingPeriod::try_new(until, taken.start)?));
            }
            until = taken.end;
            parts.push((reach(true), taken));
        }
        if until < period.end {
            parts.push((reach(false), BillingPeriod::try_new(until, period.end)?));
        }
        Ok(parts)
    }

    fn others(&self) -> Result<&Others, AppError> {
        if let Some(others) = self.others.get() {
            return Ok(others);
        }
        let mut subs = self.tx.subscriptions().of_customer(&self.sub.customer_id)?;
        subs.retain(|other| other.id != self.sub.id);
        let mut book = None;
        if !subs.is_empty() {
            let mut all = self.book.clone();
            for other in &subs {
                for booked in self.tx.plan_versions().book_of(other)?.iter() {
                    all.insert(booked.clone());
                }
            }
            book = Some(all);
        }
        subs.push(self.sub.clone());
        Ok(self.others.get_or_init(|| Others { subs, book }))
    }
}
