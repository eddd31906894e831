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

/// One entitlement of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    /// Which one ("call_minutes"); the same in every plan that has it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What is granted.
    pub grant: Grant,
}
