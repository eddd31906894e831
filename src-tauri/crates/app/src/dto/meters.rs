//! Meters: what is counted, in which unit, and how events become a quantity.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one unit costs the business, in its own currency's major units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnitCostDto {
    /// Empty is for every operation that has no cost of its own.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub operation: String,
    pub unit_cost: String,
}

/// How a period's quantity is rounded before it is priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageRoundingDto {
    pub decimals: u8,
    /// half_up, half_even, up, down.
    pub mode: String,
}

/// A meter as a person writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct SaveMeterRequest {
    /// What events, metered prices and limits call it; never changes.
    pub key: String,
    pub name: String,
    #[ts(optional, as = "Option<String>")]
    pub unit: String,
    #[ts(optional = nullable)]
    pub product_id: Option<String>,
    /// sum, count, max, last, unique_count, weighted; empty means sum. Never changes once used.
    #[ts(optional, as = "Option<String>")]
    pub aggregation: String,
    /// Digits after the point that a quantity may have, 0 to 9; nothing means 6. Never changes.
    #[ts(optional = nullable)]
    pub decimals: Option<u8>,
    #[ts(optional = nullable)]
    pub rounding: Option<UsageRoundingDto>,
    /// each_period, never; empty means each_period.
    #[ts(optional, as = "Option<String>")]
    pub reset: String,
    #[ts(optional, as = "Option<Vec<UnitCostDto>>")]
    pub costs: Vec<UnitCostDto>,
}

/// A meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeterDto {
    pub id: String,
    pub key: String,
    pub name: String,
    pub unit: String,
    pub product_id: Option<String>,
    pub aggregation: String,
    pub decimals: u8,
    pub rounding: Option<UsageRoundingDto>,
    pub reset: String,
    pub costs: Vec<UnitCostDto>,
    pub archived: bool,
    /// Whether anything was ever counted by it.
    pub used: bool,
}

/// Meters, those in use first, then by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeterList {
    pub rows: Vec<MeterDto>,
}

/// Names a meter by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MeterRequest {
    pub key: String,
}

/// Puts a meter away, or takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ArchiveMeterRequest {
    pub key: String,
    pub archived: bool,
}

/// Meters that plans name and that nobody has made yet, ready to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadyMeterList {
    pub rows: Vec<SaveMeterRequest>,
}

/// Makes ready meters; without keys, all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct CreateReadyMetersRequest {
    #[ts(optional, as = "Option<Vec<String>>")]
    pub keys: Vec<String>,
}
