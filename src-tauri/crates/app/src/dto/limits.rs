//! Limits of usage: how customers stand to theirs, whether more would fit, and statements.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::StepDto;
use super::money::MoneyDto;

/// Whose limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LimitsRequest {
    pub customer_id: String,
}

/// How a subscription stands to one of its limits in its current period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitDto {
    pub subscription_id: String,
    pub plan: String,
    /// Key of the meter and of the limit.
    pub key: String,
    pub name: String,
    pub unit: String,
    /// Nothing means unlimited.
    pub most: Option<String>,
    pub used: String,
    pub left: Option<String>,
    pub over: String,
    /// Rounded down to two digits; nothing where it is unlimited.
    pub percent: Option<String>,
    /// soft (more is let through, and billed where there is a price), hard (more is refused).
    pub policy: String,
    /// At the pace of the period so far, where that is within it.
    pub runs_out_on: Option<String>,
    pub period_start: String,
    /// The first day after it.
    pub period_end: String,
}

/// Every limit of a customer's subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitList {
    pub rows: Vec<LimitDto>,
}

/// What somebody is about to do: use a meter, or a feature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageCheckRequest {
    /// Not needed where a subscription is named.
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    #[ts(optional, as = "Option<String>")]
    pub subscription_id: String,
    /// Key of the meter; empty where a feature is asked for.
    #[ts(optional, as = "Option<String>")]
    pub meter: String,
    /// Key of an entitlement.
    #[ts(optional, as = "Option<String>")]
    pub feature: String,
    /// How much more of the meter; empty means 1.
    #[ts(optional, as = "Option<String>")]
    pub quantity: String,
}

/// Whether it would fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageCheck {
    /// yes, yes_with_overage, no.
    pub answer: String,
    /// In a sentence.
    pub message: String,
    /// Why not: limit_reached, feature_not_in_plan, not_active, unknown_meter, no_subscription.
    pub code: String,
    /// The subscription that it would be of.
    pub subscription_id: Option<String>,
    /// What would be left; nothing where it is unlimited or is not counted.
    pub left: Option<String>,
    /// How much of it is beyond what is included.
    pub units: String,
    /// What it adds to the period's bill, before discounts and tax.
    pub price: Option<MoneyDto>,
    pub steps: Vec<StepDto>,
}

/// That usage came to a percentage of its limit; told once for each period and percentage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageAlertDto {
    pub id: u32,
    pub customer_id: String,
    pub customer_name: String,
    pub subscription_id: String,
    /// Key of the meter.
    pub key: String,
    pub name: String,
    pub threshold: String,
    pub percent: String,
    pub used: String,
    pub most: String,
    /// The whole in a sentence: the figure, and when it runs out or what becomes of more.
    pub message: String,
    pub period_start: String,
    pub fired_at: String,
    pub acknowledged_at: Option<String>,
    /// When it turned out not to be true any more: its import was undone.
    #[ts(optional = nullable)]
    pub withdrawn_at: Option<String>,
}

/// Whose thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ThresholdsRequest {
    pub customer_id: String,
}

/// Gives a customer thresholds of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetThresholdsRequest {
    pub customer_id: String,
    /// Percents of a limit, like 80; an empty list tells of nothing; null is as the plans have it.
    #[ts(optional = nullable)]
    pub percents: Option<Vec<String>>,
}

/// The percents of limits at which a customer's usage is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThresholdsDto {
    pub customer_id: String,
    /// The customer's own, in order; nothing where the plans' count.
    pub own: Option<Vec<String>>,
    /// Those of limits whose plan names none.
    pub usual: Vec<String>,
}

/// Which alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageAlertsRequest {
    /// Those that somebody has seen, or that were withdrawn, too.
    #[ts(optional, as = "Option<bool>")]
    pub with_acknowledged: bool,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// The newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageAlertList {
    /// How many nobody has seen yet.
    pub open: u32,
    pub rows: Vec<UsageAlertDto>,
}

/// Says that somebody has seen an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageAlertRequest {
    pub id: u32,
}
