//! Monthly statements: what a customer's month comes to, how, and what billed it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::StepDto;
use super::money::MoneyDto;

/// Whose month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StatementRequest {
    pub customer_id: String,
    /// Like 2026-10: every billing period that begins in it counts.
    pub month: String,
}

/// What a month comes to in one currency, before discounts and tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementTotalsDto {
    pub plan_cost: MoneyDto,
    pub overage_cost: MoneyDto,
    pub custom_cost: MoneyDto,
    pub total: MoneyDto,
}

/// An amount of a plan or add-on, for a period or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementPlanLine {
    pub name: String,
    pub quantity: String,
    pub from: String,
    /// The first day after it.
    pub to: String,
    /// Below zero where time is given back.
    pub amount: MoneyDto,
    pub steps: Vec<StepDto>,
}

/// Something that is included up to a quantity and billed beyond it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementMeterLine {
    /// Key of the price.
    pub key: String,
    pub name: String,
    pub unit: String,
    pub from: String,
    /// The first day after it.
    pub to: String,
    pub included: String,
    pub used: String,
    pub over: String,
    pub amount: MoneyDto,
    /// The tiers, and what is in each.
    pub steps: Vec<StepDto>,
}

/// What a meter counted in a period, billed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementUsage {
    /// Key of the meter.
    pub key: String,
    pub name: String,
    pub unit: String,
    pub used: String,
    /// Nothing means unlimited.
    pub most: Option<String>,
}

/// What an invoice or draft billed of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementInvoice {
    pub invoice_id: String,
    /// Nothing while it is a draft.
    pub number: Option<String>,
    pub status: String,
    pub issued_on: Option<String>,
    /// Its lines of the period before discounts and tax.
    pub amount: MoneyDto,
    /// What credit notes gave back of them.
    pub credited: MoneyDto,
}

/// A billing period of a subscription that begins in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementPeriod {
    pub period_start: String,
    /// The first day after it; earlier than planned where a change ended it.
    pub period_end: String,
    /// over, running (usage is that of today), to_come.
    pub state: String,
    pub plan: Vec<StatementPlanLine>,
    pub overage: Vec<StatementMeterLine>,
    pub custom: Vec<StatementMeterLine>,
    pub usage: Vec<StatementUsage>,
    pub totals: StatementTotalsDto,
    pub invoices: Vec<StatementInvoice>,
    /// What they billed of it.
    pub billed: MoneyDto,
    /// What credit notes gave back of it, for time not used or by grace.
    pub credited: MoneyDto,
    /// What of the total is not billed: below zero where something is to be given back.
    pub waits: MoneyDto,
    /// In a sentence: which invoices billed it, or which billing run it waits for.
    pub billing: String,
}

/// A subscription in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementSubscription {
    pub subscription_id: String,
    /// What its plan is called in the month.
    pub plan: String,
    pub periods: Vec<StatementPeriod>,
    /// Why there are none, or what cannot be known; else empty.
    pub note: String,
}

/// A customer's month as it was calculated at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementDto {
    pub customer_id: String,
    pub customer_name: String,
    pub month: String,
    pub calculated_at: String,
    pub subscriptions: Vec<StatementSubscription>,
    /// One for each currency; none where nothing begins in the month.
    pub totals: Vec<StatementTotalsDto>,
}

/// A statement that was kept, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptStatementRow {
    pub id: u32,
    pub customer_id: String,
    pub customer_name: String,
    pub month: String,
    pub kept_at: String,
    pub totals: Vec<StatementTotalsDto>,
}

/// A figure that is not the same any more as when the statement was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementDifference {
    /// Which figure: "Professional, 1 Oct – 31 Oct 2026: AI requests".
    pub what: String,
    /// Nothing where there was no such line.
    pub kept: Option<MoneyDto>,
    pub now: Option<MoneyDto>,
}

/// A month calculated now, beside what was kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatementView {
    pub statement: StatementDto,
    /// Those of this month that were kept, the newest first.
    pub kept: Vec<KeptStatementRow>,
    /// Where the newest of them differs from what comes out now.
    pub differences: Vec<StatementDifference>,
}

/// Which kept statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeptStatementRequest {
    pub id: u32,
}

/// Which kept statements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct KeptStatementsRequest {
    /// Empty means everybody's.
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    /// Empty means of all months.
    #[ts(optional, as = "Option<String>")]
    pub month: String,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// A statement exactly as it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptStatementDto {
    pub id: u32,
    pub kept_at: String,
    pub statement: StatementDto,
}

/// The newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptStatementList {
    pub rows: Vec<KeptStatementRow>,
}
