//! The whole months of a subscription that are over: what was used in them, and what they come to
//! by the engine, as it is held now or otherwise.

use std::cell::RefCell;
use std::collections::HashMap;

use billing::calendar::{BillingPeriod, Interval};
use billing::catalog::{PlanBook, Recurrence};
use billing::money::{Money, Rounding};
use billing::subscription::{Basis, Metering, Subscription, SubscriptionItem, statement};
use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use store::ReadTx;

use crate::error::AppError;
use crate::usage::counts::Counts;

/// A month, the one recurrence whose periods are compared one by one.
pub(super) const MONTHLY: Recurrence = Recurrence {
    interval: Interval::Month,
    count: 1,
};
/// The most months that say anything about now.
pub(super) const MOST: usize = 12;
/// Months further back are not counted either.
const LONG: i32 = 60;

/// A subscription with its months.
pub(super) struct Past<'a> {
    pub(super) sub: &'a Subscription,
    pub(super) book: &'a PlanBook,
    /// Oldest first, twelve at most; none where it is not billed by the month.
    pub(super) months: Vec<BillingPeriod>,
    /// All that are over, those too that are not looked at.
    pub(super) all: usize,
    rounding: Rounding,
    counts: Counts<'a>,
    read: RefCell<HashMap<(String, BillingPeriod), Decimal>>,
}

impl<'a> Past<'a> {
    pub(super) fn new(
        tx: &'a ReadTx<'a>,
        sub: &'a Subscription,
        book: &'a PlanBook,
        rounding: Rounding,
    ) -> Self {
        let mut months = months_over(sub);
        let all = months.len();
        months.drain(..all.saturating_sub(MOST));
        Self {
            sub,
            book,
            months,
            all,
            rounding,
            counts: Counts::new(tx, sub, book),
            read: RefCell::default(),
        }
    }

    /// What a meter counted, zero or more.
    pub(super) fn used(&self, meter: &str, period: BillingPeriod) -> Decimal {
        let key = (meter.to_owned(), period);
        if let Some(known) = self.read.borrow().get(&key) {
            return *known;
        }
        let used = self.counts.of(meter, period).max(Decimal::ZERO);
        self.read.borrow_mut().insert(key, used);
        used
    }

    /// The months since any of these meters counted something: before that, nobody told of use.
    pub(super) fn counted_months(&self, meters: &[&str]) -> &[BillingPeriod] {
        let is_used = |month: &BillingPeriod| {
            let mut meters = meters.iter();
            meters.any(|meter| self.used(meter, *month) > Decimal::ZERO)
        };
        let first = self.months.iter().position(is_used);
        let first = first.unwrap_or(self.months.len());
        self.months.get(first..).unwrap_or_default()
    }

    /// The subscription with other items, in another recurrence.
    pub(super) fn with(
        &self,
        items: Vec<SubscriptionItem>,
        recurrence: Recurrence,
    ) -> Subscription {
        let mut other = Subscription {
            items,
            metering: Metering::default(),
            ..self.sub.clone()
        };
        other.terms.recurrence = recurrence;
        other
    }

    /// What a period comes to under these terms, before discounts and tax; none where it cannot be
    /// priced.
    pub(super) fn cost(&self, terms: &Subscription, period: BillingPeriod) -> Option<Money> {
        let basis = Basis {
            book: self.book,
            usage: &|meter, period| self.used(meter, period),
            rounding: self.rounding,
        };
        let statement = statement(terms, &terms.items, period, &basis);
        statement.ok().map(|statement| statement.total)
    }

    /// What recurs in a period under these terms, whatever is used.
    pub(super) fn recurring(&self, terms: &Subscription, period: BillingPeriod) -> Option<Money> {
        let basis = Basis {
            book: self.book,
            usage: &|_, _| Decimal::ZERO,
            rounding: self.rounding,
        };
        let statement = statement(terms, &terms.items, period, &basis);
        statement.ok().map(|statement| statement.plan_cost)
    }

    /// The first usage that could not be read: then nothing found here counts.
    pub(super) fn fault(self) -> Result<(), AppError> {
        self.counts.fault()
    }
}

/// Counted from the anchor, so that they are those that are billed.
fn months_over(sub: &Subscription) -> Vec<BillingPeriod> {
    if sub.terms.recurrence != MONTHLY {
        return Vec::new();
    }
    let anchor = sub.terms.anchor;
    let since = sub.started_on.max(sub.trial_end.unwrap_or(sub.started_on));
    let newest = month_number(sub.period.start) - month_number(anchor);
    let mut months = Vec::new();
    for number in (newest - LONG..=newest).rev() {
        let bounds = (bound(anchor, number - 1), bound(anchor, number));
        let (Some(start), Some(end)) = bounds else {
            break;
        };
        if start < since {
            break;
        }
        if end <= sub.period.start {
            months.push(BillingPeriod { start, end });
        }
    }
    months.reverse();
    months
}

fn month_number(on: NaiveDate) -> i32 {
    on.year() * 12 + i32::try_from(on.month0()).unwrap_or_default()
}

fn bound(anchor: NaiveDate, number: i32) -> Option<NaiveDate> {
    let months = Months::new(number.unsigned_abs());
    if number < 0 {
        anchor.checked_sub_months(months)
    } else {
        anchor.checked_add_months(months)
    }
}
