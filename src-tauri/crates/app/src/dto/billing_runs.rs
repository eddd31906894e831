//! Billing runs: everything due by a day, seen first, then billed; and the time machine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::FieldProblem;
use super::money::MoneyDto;

/// What a run shall do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    /// Bills everything due on or before this day.
    pub through_on: String,
    /// issue or draft; empty takes the setting.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub mode: String,
    /// One invoice a customer; nothing takes the setting.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub grouped: Option<bool>,
    /// Only these customers; none means all.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub customer_ids: Vec<String>,
}

/// One invoice that a run would make or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunRow {
    pub customer_id: String,
    pub customer_name: String,
    pub subscription_ids: Vec<String>,
    /// What it bills, in a few words ("Voice AI Professional, 1 Nov – 1 Dec 2026").
    pub title: String,
    pub on: String,
    pub lines: u32,
    pub total: MoneyDto,
    /// Once made.
    pub invoice_id: Option<String>,
    pub number: Option<String>,
    /// draft, open, paid, skipped.
    pub status: String,
}

/// Something that a run could not bill, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunException {
    pub subscription_id: String,
    pub customer_id: String,
    pub customer_name: String,
    pub code: String,
    pub reason: String,
    pub fix: String,
}

/// A run before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunPreview {
    pub through_on: String,
    pub mode: String,
    pub grouped: bool,
    pub rows: Vec<RunRow>,
    pub subscriptions: u32,
    pub invoices: u32,
    pub customers: u32,
    /// One for each currency.
    pub totals: Vec<MoneyDto>,
    pub exceptions: Vec<RunException>,
    /// Trials that end and other events without an invoice, as sentences.
    pub notes: Vec<String>,
    pub problems: Vec<FieldProblem>,
}

/// A run that was done, is running or was stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunSummary {
    pub id: String,
    pub through_on: String,
    pub mode: String,
    pub grouped: bool,
    pub started_at: String,
    pub ended_at: Option<String>,
    /// running, done, stopped, interrupted.
    pub state: String,
    /// person, automatic.
    pub started_by: String,
    pub invoices: u32,
    pub subscriptions: u32,
    pub totals: Vec<MoneyDto>,
    pub exceptions: u32,
}

/// The report of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunReport {
    pub run: RunSummary,
    pub rows: Vec<RunRow>,
    pub exceptions: Vec<RunException>,
    /// What stays to be done where it was stopped.
    pub left: u32,
}

/// All runs, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunList {
    pub rows: Vec<RunSummary>,
    /// The first day on which something is due and not billed yet.
    pub next_due_on: Option<String>,
    /// How many subscriptions are due today.
    pub due_today: u32,
}

/// How subscriptions are billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BillingSettingsDto {
    /// Bills at start and daily while open.
    pub automatic: bool,
    /// issue or draft.
    pub mode: String,
    /// Days that drafts of a run wait for a look before they are issued by the next run.
    pub review_days: u16,
    /// One invoice a customer.
    pub grouped: bool,
    /// Days before a renewal on which Home reminds of it; 0 for never.
    pub reminder_days: u16,
}

/// A look into the future on a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TimeMachineRequest {
    /// 1 to 36.
    pub months: u32,
}

/// What one coming month brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FutureMonth {
    /// YYYY-MM.
    pub month: String,
    pub invoices: u32,
    /// One for each currency.
    pub invoiced: Vec<MoneyDto>,
    /// Cash, when every invoice is paid on its due day; what is past due already counts in the
    /// first month.
    pub cash: Vec<MoneyDto>,
    pub ending: u32,
}

/// A coming invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FutureInvoice {
    pub on: String,
    pub due_on: String,
    pub customer_id: String,
    pub customer_name: String,
    pub title: String,
    pub total: MoneyDto,
}

/// The coming months, computed by real runs on a copy that was thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FutureReport {
    pub from_on: String,
    pub through_on: String,
    pub months: Vec<FutureMonth>,
    /// By day; the first 5 000 where there are more.
    pub invoices: Vec<FutureInvoice>,
    pub invoice_count: u32,
    pub exceptions: Vec<RunException>,
}
