//! A subscription: its state, what it holds, its periods, and what is planned for it.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::metering::Metering;
use crate::calendar::{BillingPeriod, Interval};
use crate::catalog::{CouponDuration, ProrationBehavior, Recurrence};
use crate::ids::{CouponId, CustomerId, InvoiceId, PlanId, SubscriptionId};
use crate::invoice::{Discount, LineItem};
use crate::money::{Currency, Money};

/// Where a subscription stands; the words are Stripe's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionState {
    /// It begins once its first invoice is paid.
    Incomplete,
    /// It is free until its trial ends.
    Trialing,
    /// It bills its periods.
    Active,
    /// It bills its periods, and an invoice was not paid in time.
    PastDue,
    /// It bills nothing until it is resumed.
    Paused,
    /// It bills nothing until what is due is paid.
    Unpaid,
    /// It is over.
    Canceled,
}

/// One thing that a subscription holds: its plan (the first) or an add-on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionItem {
    /// Which plan or add-on.
    pub plan_id: PlanId,
    /// Which version of it.
    pub version: u32,
    /// How many of it; seats, for prices per unit.
    pub quantity: Decimal,
}

/// A coupon that a subscription has, as it was when it was redeemed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedCoupon {
    /// Which one.
    pub coupon_id: CouponId,
    /// What invoices call it.
    pub name: String,
    /// What it takes off, before tax.
    pub off: Discount,
    /// For how long.
    pub duration: CouponDuration,
    /// Revenue accounts (names of products) that it is for; empty for all.
    pub products: Vec<String>,
    /// Invoices of periods that it was on so far.
    pub used: u32,
    /// The end of the last period that it was on: changes within that period have it too.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

/// What becomes of the invoices of a paused subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseBehavior {
    /// There are none.
    Skip,
    /// They stay drafts.
    KeepAsDraft,
    /// They are issued and given up.
    MarkUncollectible,
}

/// A pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// Its first day.
    pub since: NaiveDate,
    /// The day on which it ends by itself; none where a person ends it.
    pub resume_on: Option<NaiveDate>,
    /// What becomes of the invoices.
    pub behavior: PauseBehavior,
}

/// Something that can be changed of a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Change {
    /// Another plan, perhaps with another quantity and interval.
    Plan {
        /// The new plan.
        plan_id: PlanId,
        /// Its version.
        version: u32,
        /// The new quantity; none keeps the old one.
        quantity: Option<Decimal>,
        /// The new interval; none keeps the old one.
        recurrence: Option<Recurrence>,
    },
    /// Another quantity of an item.
    Quantity {
        /// Which item.
        plan_id: PlanId,
        /// How many; zero takes an add-on away.
        quantity: Decimal,
    },
    /// One more add-on.
    AddAddon {
        /// Which.
        plan_id: PlanId,
        /// Its version.
        version: u32,
        /// How many.
        quantity: Decimal,
    },
    /// One add-on less.
    RemoveAddon {
        /// Which.
        plan_id: PlanId,
    },
    /// The same plan in another interval. The anchor moves to the day of the change unless kept.
    Interval {
        /// The new interval.
        recurrence: Recurrence,
        /// Whether the anchor stays.
        keep_anchor: bool,
    },
    /// The same plan at another version of its price.
    Version {
        /// Which item.
        plan_id: PlanId,
        /// The new version.
        version: u32,
    },
    /// A coupon is redeemed.
    AddCoupon {
        /// The coupon as it is now.
        coupon: AppliedCoupon,
    },
    /// A coupon is taken away.
    RemoveCoupon {
        /// Which.
        coupon_id: CouponId,
    },
    /// Billing rests.
    Pause {
        /// What becomes of the invoices.
        behavior: PauseBehavior,
        /// The day on which it ends by itself.
        resume_on: Option<NaiveDate>,
    },
    /// Billing goes on; a new period begins on the day.
    Resume,
    /// The end.
    Cancel {
        /// Whether unused time is credited.
        prorate: bool,
    },
}

/// A change that is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledChange {
    /// The day on which it takes effect, before the billing of that day.
    pub on: NaiveDate,
    /// What changes.
    pub change: Change,
    /// What becomes of its amounts; the plan's own rule where it is not said.
    pub behavior: Option<ProrationBehavior>,
}

/// What one item was billed for a time within the current period: what a credit for unused time
/// is made of, and up to where prices in arrears were billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BilledSpan {
    /// Which item.
    pub plan_id: PlanId,
    /// Which of its prices.
    pub price_key: String,
    /// The time that was billed.
    pub span: BillingPeriod,
    /// The plan's own period that it is in: the denominator.
    pub period: BillingPeriod,
    /// How many were billed.
    pub quantity: Decimal,
    /// What the line really came to, after its discounts, before exclusive tax.
    pub amount: Money,
    /// The part of its discounts that came from coupons of an amount.
    pub amount_off: Money,
    /// The invoice, once it has one; pending amounts have none.
    pub invoice_id: Option<InvoiceId>,
}

/// How a subscription bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingTerms {
    /// Currency of everything it bills.
    pub currency: Currency,
    /// How often.
    pub recurrence: Recurrence,
    /// The day that its periods count from; it does not drift at the ends of months.
    pub anchor: NaiveDate,
    /// Whether periods begin with the calendar; the first is then shorter.
    pub aligned: bool,
    /// IANA zone that its days are days of.
    pub timezone: String,
    /// Days until its invoices are due; the customer's where absent.
    pub net_days: Option<u16>,
    /// Whether it begins only once its first invoice is paid.
    pub starts_when_paid: bool,
}

impl Subscription {
    /// The same with nothing counted, for what does not depend on use.
    #[must_use]
    pub fn uncounted(&self) -> Self {
        Self {
            metering: Metering::default(),
            ..self.clone()
        }
    }
}

impl BillingTerms {
    /// The interval that it repeats by.
    #[must_use]
    pub const fn interval(&self) -> Interval {
        self.recurrence.interval
    }
}

/// What a customer holds, and everything needed to bill it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Identity.
    pub id: SubscriptionId,
    /// Who holds it.
    pub customer_id: CustomerId,
    /// Where it stands.
    pub state: SubscriptionState,
    /// How it bills.
    pub terms: BillingTerms,
    /// Its plan first, then its add-ons.
    pub items: Vec<SubscriptionItem>,
    /// What is taken off, in the order in which it was redeemed.
    pub coupons: Vec<AppliedCoupon>,
    /// Its first day, trial included.
    pub started_on: NaiveDate,
    /// The day on which its trial ends and its first paid period begins.
    pub trial_end: Option<NaiveDate>,
    /// The period that it is in; a trial is one.
    pub period: BillingPeriod,
    /// The day up to which periods were billed: the next one begins here.
    pub billed_until: NaiveDate,
    /// Planned changes, by day.
    pub schedule: Vec<ScheduledChange>,
    /// The pause that it is in.
    pub pause: Option<Pause>,
    /// Amounts that come with the next invoice.
    pub pending: Vec<LineItem>,
    /// What was billed within the current period.
    pub billed: Vec<BilledSpan>,
    /// What was billed of meters, in this period and in earlier ones.
    #[serde(default)]
    pub metering: Metering,
    /// Its first day without it, where it is over.
    pub ended_on: Option<NaiveDate>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// How often it was saved.
    pub revision: u32,
}
