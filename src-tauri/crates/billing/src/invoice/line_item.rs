//! Line items: what is billed, how much of it, at which price, discount and taxes.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::explanation::Explanation;
use crate::ids::{PlanId, SubscriptionId};
use crate::subscription::Fraction;
use crate::tax::{DecisionRecord, LineTax};

/// Something taken off a line or a whole invoice, before tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Discount {
    /// Percent, 0 to 100.
    Percent(Decimal),
    /// An amount in major units, zero or more; at most what it is taken off.
    Amount(Decimal),
}

/// The days that a line is for: the first included, the last not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ServicePeriod {
    /// The first day.
    pub start: NaiveDate,
    /// The day after the last.
    pub end: NaiveDate,
}

/// What a line of a subscription is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A whole or first period.
    Period,
    /// Unused time that comes back.
    Credit,
    /// Time that a change within a period costs.
    Proration,
    /// What a meter counted.
    Usage,
    /// A fee that comes once.
    Setup,
}

/// Where a line of a subscription came from, and how its amount was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSource {
    /// Which subscription billed it.
    pub subscription_id: SubscriptionId,
    /// Which plan or add-on.
    pub plan_id: PlanId,
    /// Which version of it.
    pub version: u32,
    /// Which of its prices.
    pub price_key: String,
    /// What it is.
    pub kind: LineKind,
    /// The part of the plan's own period that it is for, where it is a part ("17/31").
    pub fraction: Option<Fraction>,
    /// The steps.
    pub explanation: Explanation,
}

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LineItem {
    /// What is billed, as printed.
    pub description: String,
    /// How much of it.
    pub quantity: Decimal,
    /// What it is counted in ("h", "piece"); empty where it is not said.
    pub unit: String,
    /// Price of one, in major units, as fine as needed.
    pub unit_amount: Decimal,
    /// What is taken off this line.
    pub discount: Option<Discount>,
    /// The taxes on it; several where places stack them, negative where one is withheld.
    pub taxes: Vec<LineTax>,
    /// The days that it is for.
    pub service_period: Option<ServicePeriod>,
    /// Product whose revenue it is; empty for none in particular.
    pub product: String,
    /// Where it came from, where a subscription billed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Box<LineSource>>,
    /// How its taxes were decided and what proves it, where a decision made them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_decision: Option<Box<DecisionRecord>>,
}
