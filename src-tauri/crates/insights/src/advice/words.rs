//! A piece of advice: its kind, its words, its figures and the change that it prepares.

use billing::ids::PlanId;
use billing::money::Money;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::saving::{Confidence, Saving};

/// What kind of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceKind {
    /// Use is steadily near the limit: a larger plan.
    Upgrade,
    /// Use is steadily far below the limit: a smaller plan.
    Downgrade,
    /// Another plan would have cost less.
    PlanFit,
    /// A request costs more than it should.
    UsageOptimization,
    /// Seats are paid for and not used.
    IdleSeats,
    /// An add-on costs less than the overage.
    Addon,
    /// A year costs less than twelve months.
    Yearly,
    /// Work could run when there is less of it.
    ScheduleLoad,
}

/// When to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It costs money or stops work already.
    Now,
    /// Before the next renewal.
    Next,
    /// When there is time.
    Later,
}

/// A row behind the advice: what it is today and what it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which month or figure ("2026-03").
    pub label: String,
    /// As it was.
    pub now: String,
    /// As it would have been.
    pub then: String,
}

/// The change that accepting it opens; nothing happens before a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PreparedChange {
    /// Another plan.
    ChangePlan {
        /// Which.
        plan_id: PlanId,
    },
    /// Fewer seats.
    SetSeats {
        /// How many remain.
        seats: Decimal,
    },
    /// An add-on.
    AddAddon {
        /// Which.
        plan_id: PlanId,
    },
    /// Yearly billing.
    BillYearly,
    /// Nothing in Billfold changes: the customer's own work does.
    Tell,
}

/// A piece of advice for one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What kind.
    pub kind: AdviceKind,
    /// In a few words.
    pub title: String,
    /// In a sentence or two, with the figures.
    pub text: String,
    /// What the customer saves in a month; none where it is not about money.
    pub saving: Option<Saving>,
    /// What the business gains in a month; a loss is negative.
    pub change_for_business: Option<Money>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The rows that it rests on.
    pub evidence: Vec<Evidence>,
    /// When to look at it.
    pub urgency: Urgency,
    /// What accepting it opens.
    pub change: PreparedChange,
    /// The assumption that, once wrong, makes it wrong.
    pub breaks_if: String,
}
