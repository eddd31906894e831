//! Subscriptions: what a customer holds, how it changes in time, and what each period bills.

mod proration;
mod subscription;

pub use proration::{Fraction, ProrationConvention};
pub use subscription::{
    AppliedCoupon, BilledSpan, BillingTerms, Change, Pause, PauseBehavior, ScheduledChange,
    Subscription, SubscriptionItem, SubscriptionState,
};
