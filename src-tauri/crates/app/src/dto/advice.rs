//! Advice: what a customer could change, what it saves, the months behind it, what was answered.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::MoneyDto;
use super::subscriptions::ChangeRequest;

/// Whose advice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct AdviceRequest {
    /// Computed now for one customer; empty takes what is kept of all of them.
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    /// The most that are answered, most urgent first; 0 means 100.
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// Names one piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdviceKeyRequest {
    pub key: String,
}

/// Looks at a piece of advice again later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SnoozeAdviceRequest {
    pub key: String,
    /// The day on which it comes back; after today.
    pub until_on: String,
}

/// Puts a piece of advice away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DismissAdviceRequest {
    pub key: String,
    /// Why; kept with it.
    pub reason: String,
}

/// A month of a subscription behind a piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AdviceRowDto {
    /// First day.
    pub start: String,
    /// The first day after it.
    pub end: String,
    /// What was used; empty where the row is about no meter.
    pub used: String,
    /// What it stands against: the plan's limit, or the seats that are paid; nothing where there
    /// is none.
    pub limit: Option<String>,
    /// What the month comes to as it is held now, before discounts and tax.
    pub billed_now: Option<MoneyDto>,
    /// What it would have come to.
    pub billed_then: Option<MoneyDto>,
    /// More about it ("96 %"); empty where there is nothing to say.
    pub detail: String,
}

/// The change that accepting opens; nothing is changed before a person agrees to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreparedChangeDto {
    /// What it does, in a few words.
    pub words: String,
    /// As previewing and making a change take it; nothing where the customer's own work changes,
    /// and nothing in this ledger.
    pub request: Option<ChangeRequest>,
    /// Where the window opens it.
    pub route: String,
}

/// What was said to a piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AdviceAnswerDto {
    /// snoozed, dismissed, accepted.
    pub state: String,
    pub answered_at: String,
    /// Of one that is snoozed: the day on which it comes back.
    pub until_on: Option<String>,
    /// Of one that is dismissed.
    pub reason: String,
}

/// A piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AdviceDto {
    /// The same as long as it advises the same: kind, subscription and what is advised.
    pub key: String,
    /// upgrade, downgrade, plan_fit, usage_optimization, idle_seats, addon, yearly, schedule_load.
    pub kind: String,
    /// now, next, later.
    pub urgency: String,
    pub customer_id: String,
    pub customer_name: String,
    pub subscription_id: String,
    /// What is held now.
    pub plan: String,
    /// Key and name of the meter that it is about; empty where it is about none.
    pub meter: String,
    pub meter_name: String,
    pub unit: String,
    /// In a few words.
    pub title: String,
    /// In a sentence or two, with the figures.
    pub sentence: String,
    /// What the customer saves in a month and in a year, in the mean of the rows; below zero where
    /// it costs more, nothing where it is not about what they pay. Before discounts and tax.
    pub saving_month: Option<MoneyDto>,
    pub saving_year: Option<MoneyDto>,
    /// The 80 % interval of the saving in a month.
    pub saving_from: Option<MoneyDto>,
    pub saving_to: Option<MoneyDto>,
    /// What the business gains in a month; below zero where it loses.
    pub business_month: Option<MoneyDto>,
    /// low, medium, high.
    pub confidence: String,
    /// Why it is that sure.
    pub confidence_why: String,
    /// What would make it wrong.
    pub breaks_if: String,
    /// What the advised plan does not have and the one that is held has.
    pub loses: Vec<String>,
    /// The months that it rests on, oldest first.
    pub rows: Vec<AdviceRowDto>,
    pub change: PreparedChangeDto,
    /// Nothing where it is open: nobody answered it, it is due again, or its facts changed.
    pub answer: Option<AdviceAnswerDto>,
}

/// A subscription that is too young for advice about its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AdviceWaitDto {
    pub subscription_id: String,
    pub plan: String,
    /// Whole months that are over.
    pub months: u32,
    /// How many there have to be.
    pub needed: u32,
    /// In a sentence.
    pub sentence: String,
}

/// Advice by when to look at it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AdviceList {
    /// It costs money or stops work already.
    pub now: Vec<AdviceDto>,
    /// Before the next renewal.
    pub next: Vec<AdviceDto>,
    /// When there is time.
    pub later: Vec<AdviceDto>,
    /// Snoozed, dismissed or accepted.
    pub answered: Vec<AdviceDto>,
    /// Subscriptions that are too young; only where one customer is asked for.
    pub too_young: Vec<AdviceWaitDto>,
    /// Of all customers: subscriptions that were changed or used since they were looked at last.
    /// `advice.refresh` looks at them.
    pub waiting: u32,
}

/// What looking at all subscriptions came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AdviceRefreshed {
    /// Subscriptions that were looked at.
    pub looked_at: u32,
    /// Pieces of advice that are kept now, answered ones too.
    pub kept: u32,
}
