//! Subscriptions: what a customer holds, how it changes in time, and what each period bills.

mod advance;
mod amounts;
mod basis;
mod chain;
#[cfg(test)]
mod chain_tests;
mod change;
mod charge;
mod discounts;
mod error;
mod freed;
mod history;
mod included;
mod invoices;
mod items;
mod late;
mod lifecycle;
mod metering;
mod ongoing;
mod outcome;
mod payments;
mod periods;
mod preview;
mod progressive;
mod proration;
#[cfg(test)]
mod proration_tests;
mod ratio;
mod renew;
mod restart;
mod schedule;
mod settle;
mod start;
mod statement;
mod steps;
#[allow(
    clippy::module_inception,
    reason = "one noun, one name, in every layer"
)]
mod subscription;
mod swap;
mod timeline;
mod unused;

pub use advance::{advance, advance_uncounted, next_due};
pub use amounts::{VersionEffect, effect_of_version, monthly_amount, monthly_amount_on};
pub use basis::{Basis, UsageReading};
pub use chain::{
    BilledTime, Chain, ChainLine, ChangeAmounts, ChangeError, HeldPrice, PriceChange, chain,
    change_amounts,
};
pub use change::apply;
pub use error::SubscriptionError;
pub use freed::free_usage;
pub use history::{HeldChange, HeldPeriod, held_periods};
pub(crate) use included::{by_addons, including};
pub use invoices::{assign_invoice, forget_invoice, restore_credits};
pub use late::{LATE_DAYS, bill_late};
pub use lifecycle::{AfterRetries, Effect, Transition, TransitionError, Trigger, transition};
pub use metering::{MeteredSpan, Metering, UsedSoFar};
pub use ongoing::split_credit;
pub use outcome::{Bill, BillKind, Collection, Event, EventKind, Held, LineCredit, Outcome};
pub use payments::{give_up, payment_failed, payment_succeeded};
pub use preview::{ChangePreview, change_now, credit_owed, net_of_lines, preview_change, upcoming};
pub use progressive::bill_progress;
pub use proration::{
    Fraction, Moment, ProratedPeriod, ProrationConvention, ProrationError, fraction,
    fraction_between,
};
pub use ratio::{part_of, prorate};
pub use schedule::{When, schedule, unschedule};
pub use start::{NewSubscription, start};
pub use statement::{MeterLine, PlanLine, Statement, statement, statement_of};
pub use subscription::{
    AppliedCoupon, BilledSpan, BillingTerms, Change, Pause, PauseBehavior, ScheduledChange,
    Subscription, SubscriptionItem, SubscriptionState,
};
pub use timeline::{TimelineEntry, timeline};
