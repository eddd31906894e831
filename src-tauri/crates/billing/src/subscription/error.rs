//! Why something cannot be done with a subscription.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::lifecycle::TransitionError;
use super::proration::ProrationError;
use super::subscription::SubscriptionState;
use crate::calendar::CalendarError;
use crate::catalog::Recurrence;
use crate::ids::{CouponId, PlanId};
use crate::money::{AllocationError, Currency, MoneyError};
use crate::pricing::PriceError;

/// Why something cannot be done with a subscription; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionError {
    /// The state does not allow it.
    #[error(transparent)]
    Transition(#[from] TransitionError),
    /// It holds no plan.
    #[error("a subscription needs a plan; choose one")]
    NoPlan,
    /// The first thing that it holds is an add-on.
    #[error("\"{plan}\" is an add-on and cannot stand alone; choose a plan first")]
    AddonFirst {
        /// Name of the add-on.
        plan: String,
    },
    /// It would hold two plans.
    #[error("\"{plan}\" is a plan, and a subscription has exactly one; change the plan instead")]
    SecondPlan {
        /// Name of the second.
        plan: String,
    },
    /// It would hold the same add-on twice.
    #[error("the subscription already has \"{plan}\"; change its quantity instead")]
    AlreadyHeld {
        /// Name of the add-on.
        plan: String,
    },
    /// It does not hold that.
    #[error("the subscription does not have this plan or add-on; nothing was changed")]
    NotHeld {
        /// Which plan or add-on.
        plan_id: PlanId,
    },
    /// The catalog at hand lacks a version.
    #[error("version {version} of {plan_id} is not in the catalog; nothing was changed")]
    UnknownPlan {
        /// Which plan.
        plan_id: PlanId,
        /// Which version.
        version: u32,
    },
    /// A plan has no price for the subscription's currency and interval.
    #[error(
        "\"{plan}\" has no price in {currency} for every {count} {interval}; add one to the \
         plan, or choose another currency or interval",
        count = recurrence.count,
        interval = recurrence.interval.name()
    )]
    NoPrice {
        /// Name of the plan.
        plan: String,
        /// Currency of the subscription.
        currency: Currency,
        /// Interval of the subscription.
        recurrence: Recurrence,
    },
    /// A quantity cannot be had.
    #[error("a quantity of {quantity} of \"{plan}\" is not possible; give more than zero")]
    Quantity {
        /// Name of the plan.
        plan: String,
        /// The quantity that was given.
        quantity: Decimal,
    },
    /// A coupon is already there.
    #[error("the subscription already has this coupon; it counts once")]
    CouponTwice {
        /// Which.
        coupon_id: CouponId,
    },
    /// A coupon is not there.
    #[error("the subscription does not have this coupon; nothing was changed")]
    CouponNotHeld {
        /// Which.
        coupon_id: CouponId,
    },
    /// Its state does not let it be changed.
    #[error("a subscription that is {} cannot be changed; {}", state.name(), state.way_out())]
    NotChangeable {
        /// Where it stands.
        state: SubscriptionState,
    },
    /// Something of an earlier day is due first.
    #[error("what is due on {due_on} comes first; bill it, then make the change")]
    DueFirst {
        /// The day that is due.
        due_on: NaiveDate,
    },
    /// The day is over and billed.
    #[error("{on} is too early: what was billed before {earliest} stays; give a later day")]
    TooEarly {
        /// The day that was given.
        on: NaiveDate,
        /// The first day that is possible.
        earliest: NaiveDate,
    },
    /// A plan for the future lies in the past.
    #[error("{on} is not after today; make the change now, or give a later day")]
    NotAhead {
        /// The day that was given.
        on: NaiveDate,
    },
    /// Nothing can follow the end.
    #[error("the subscription ends on {ends_on}; undo that first, or give an earlier day")]
    AfterTheEnd {
        /// The day of the planned end.
        ends_on: NaiveDate,
    },
    /// An end would come before changes that are planned.
    #[error("a change is planned for {on}, after that end; take it back first")]
    ChangesAfter {
        /// The day of the planned change.
        on: NaiveDate,
    },
    /// No change is planned at that place.
    #[error("there is no planned change number {number}; it may have taken effect already")]
    NotPlanned {
        /// Its place, from 1.
        number: usize,
    },
    /// A day or period cannot be computed.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// A price cannot be computed.
    #[error(transparent)]
    Price(#[from] PriceError),
    /// A part of a period cannot be computed.
    #[error(transparent)]
    Proration(#[from] ProrationError),
    /// A discount cannot be split.
    #[error(transparent)]
    Allocation(#[from] AllocationError),
    /// An amount does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Something would go on for ever.
    #[error("too much is due at once; advance in smaller steps")]
    TooManySteps,
}

impl SubscriptionError {
    /// Whether a change cannot be made as things are: what was planned when they were otherwise
    /// then falls away. Anything else (a catalog that lacks a version, an amount that does not fit)
    /// has to be mended.
    pub(super) const fn is_about_the_change(&self) -> bool {
        matches!(
            self,
            Self::Transition(_)
                | Self::NoPlan
                | Self::AddonFirst { .. }
                | Self::SecondPlan { .. }
                | Self::AlreadyHeld { .. }
                | Self::NotHeld { .. }
                | Self::NoPrice { .. }
                | Self::CouponTwice { .. }
                | Self::CouponNotHeld { .. }
                | Self::NotChangeable { .. }
                | Self::TooEarly { .. }
                | Self::NotAhead { .. }
        )
    }
}
