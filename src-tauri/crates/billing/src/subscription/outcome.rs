//! What comes of doing something with a subscription: bills, events, and credits for invoices.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::proration::Fraction;
use super::subscription::{
    Change, ScheduledChange, Subscription, SubscriptionItem, SubscriptionState,
};
use crate::calendar::BillingPeriod;
use crate::catalog::{ProrationBehavior, Recurrence};
use crate::ids::{InvoiceId, PlanId};
use crate::invoice::LineItem;
use crate::money::Money;

/// Why a bill is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillKind {
    /// A period begins.
    Period,
    /// A change within a period is billed at once.
    Change,
    /// The subscription ends.
    Final,
}

/// What is done with a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// It becomes an invoice.
    Issue,
    /// It stays a draft.
    KeepDraft,
    /// It becomes an invoice that is given up.
    Uncollectible,
}

/// Lines that make an invoice; their sum is never negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Its day.
    pub on: NaiveDate,
    /// The period that it opens, changes or closes.
    pub period: BillingPeriod,
    /// Why it is written.
    pub kind: BillKind,
    /// What is billed; taxes are still to be decided.
    pub lines: Vec<LineItem>,
    /// What is done with it.
    pub collect: Collection,
}

/// Unused time of a line that is on an invoice: a credit note for it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCredit {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// Which plan or add-on the line is of.
    pub plan_id: PlanId,
    /// Which of its prices.
    pub price_key: String,
    /// The time that is not used.
    pub span: BillingPeriod,
    /// The part of the plan's own period that it is.
    pub fraction: Fraction,
    /// What was billed for it, after discounts, before exclusive tax; above zero.
    pub amount: Money,
}

/// Something that happened to a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The day.
    pub on: NaiveDate,
    /// What it was.
    pub what: EventKind,
}

/// What can happen to a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventKind {
    /// It began.
    Started {
        /// The end of its trial, where it has one.
        trial_end: Option<NaiveDate>,
    },
    /// It came into another state.
    Became {
        /// The state before.
        from: SubscriptionState,
        /// The state after.
        to: SubscriptionState,
    },
    /// A period began.
    Renewed {
        /// The period.
        period: BillingPeriod,
        /// What is held when it begins; none in what was written down before this was kept.
        #[serde(default)]
        held: Option<Box<Held>>,
    },
    /// It was changed.
    Changed {
        /// How.
        change: Change,
        /// What became of its amounts; none in what was written down before this was kept.
        #[serde(default)]
        behavior: Option<ProrationBehavior>,
    },
    /// A change was planned.
    Scheduled {
        /// The plan.
        planned: ScheduledChange,
    },
    /// A planned change was taken back.
    Unscheduled {
        /// What had been planned.
        planned: ScheduledChange,
    },
}

/// What a subscription holds when a period begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its plan first, then its add-ons.
    pub items: Vec<SubscriptionItem>,
    /// How often it bills.
    pub recurrence: Recurrence,
    /// The plan's own period that the period is, or is a part of.
    pub whole: BillingPeriod,
}

/// What came of doing something with a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// As it is now.
    pub subscription: Subscription,
    /// What is to be billed, in order.
    pub bills: Vec<Bill>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What is to be credited on invoices that were issued.
    pub credit_notes: Vec<LineCredit>,
}

impl Outcome {
    /// This, and then what came of going on from it.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.subscription = next.subscription;
        self.bills.extend(next.bills);
        self.events.extend(next.events);
        self.credit_notes.extend(next.credit_notes);
        self
    }
}
