//! Entitlements: what a plan lets its customer do, and how much of it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Grant {
    /// On or off.
    Feature {
        /// Whether it is in the plan.
        on: bool,
    },
    /// So much in a period (or at one time, for levels such as storage).
    Limit {
        /// The most; none means unlimited.
        most: Option<Decimal>,
        /// What it is counted in ("minute", "GB"); empty where it is not said.
        unit: String,
    },
    /// A level in words, such as that of support.
    Level {
        /// The level ("priority").
        level: String,
    },
}

/// What becomes of use beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforcement {
    /// It is billed where the plan has a price for it, and refused where it has none.
    #[default]
    ByPrice,
    /// It is let through, and billed where there is a price.
    Soft,
    /// It is refused.
    Hard,
}

/// One entitlement of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    /// Which one ("call_minutes"); the same in every plan that has it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What is granted.
    pub grant: Grant,
    /// What becomes of use beyond it, where it is a limit.
    #[serde(default)]
    pub enforcement: Enforcement,
    /// Percentages of it at which somebody is told, where it is a limit; empty for the usual ones.
    #[serde(default)]
    pub alert_at: Vec<Decimal>,
}
