//! The basis of an amount: the catalog, the counted usage and the rounding that it comes from.

use std::fmt;

use chrono::NaiveDate;
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::error::SubscriptionError;
use super::proration::{Fraction, ProrationConvention, fraction};
use super::subscription::{Subscription, SubscriptionItem};
use crate::calendar::{BillingPeriod, parse_timezone};
use crate::catalog::{BookedPlan, PlanBook};
use crate::ids::PlanId;
use crate::money::Rounding;

/// What a meter (by its key) counted of a subscription in a time.
pub type UsageReading<'a> = dyn Fn(&str, BillingPeriod) -> Decimal + 'a;

/// What amounts of subscriptions are computed from.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// Every plan and version that the subscription has or is to have.
    pub book: &'a PlanBook,
    /// What was counted.
    pub usage: &'a UsageReading<'a>,
    /// How a line is rounded, once, at its end.
    pub rounding: Rounding,
}

impl fmt::Debug for Basis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Basis")
            .field("book", self.book)
            .field("rounding", &self.rounding)
            .finish_non_exhaustive()
    }
}

impl<'a> Basis<'a> {
    /// The version of a plan, or an error that names it.
    pub(super) fn version(
        &self,
        plan_id: &PlanId,
        version: u32,
    ) -> Result<&'a BookedPlan, SubscriptionError> {
        self.book
            .get(plan_id, version)
            .ok_or_else(|| SubscriptionError::UnknownPlan {
                plan_id: plan_id.clone(),
                version,
            })
    }

    /// The plan of an item.
    pub(super) fn plan_of(
        &self,
        item: &SubscriptionItem,
    ) -> Result<&'a BookedPlan, SubscriptionError> {
        self.version(&item.plan_id, item.version)
    }

    /// How this subscription counts the parts of its periods: as its plan does.
    pub(super) fn counting(&self, sub: &Subscription) -> Result<Counting, SubscriptionError> {
        let plan = sub.items.first().ok_or(SubscriptionError::NoPlan)?;
        Ok(Counting {
            convention: self.plan_of(plan)?.version.convention,
            tz: parse_timezone(&sub.terms.timezone)?,
        })
    }
}

/// How the parts of a period are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counting {
    pub convention: ProrationConvention,
    pub tz: Tz,
}

impl Counting {
    /// The first day that a change on this day leaves unused: where the day of the change counts
    /// as used, that is the next.
    pub fn unused_from(&self, on: NaiveDate) -> NaiveDate {
        match self.convention {
            ProrationConvention::DayInclusive => on.succ_opt().unwrap_or(on),
            _ => on,
        }
    }

    /// The part of a period between two days, both counted as they stand.
    pub fn part(
        &self,
        period: BillingPeriod,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Fraction, SubscriptionError> {
        let convention = match self.convention {
            // The day of a change was already taken into account by `unused_from`.
            ProrationConvention::DayInclusive => ProrationConvention::Day,
            convention => convention,
        };
        Ok(fraction(period, from, to, convention, self.tz)?)
    }
}
