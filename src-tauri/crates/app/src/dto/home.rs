//! The first screen: what needs the person today.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::InvoiceRow;
use super::money::MoneyDto;

/// What Home shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HomeSummary {
    pub business_name: String,
    pub today: String,
    pub needs_me: Vec<NeedsMe>,
    pub outstanding: Vec<MoneyDto>,
    pub past_due: Vec<MoneyDto>,
    /// Cash received this month and the month before.
    pub cash_in: Vec<MoneyDto>,
    pub cash_in_previous: Vec<MoneyDto>,
    pub drafts: Vec<InvoiceRow>,
    pub draft_count: u32,
    pub past_due_count: u32,
    pub open_count: u32,
    pub customer_count: u32,
    /// The last 12 months, oldest first, in the business's currency.
    pub months: Vec<HomeMonth>,
    /// What is still to set up; empty once done.
    pub checklist: Vec<ChecklistItem>,
    /// Monthly recurring revenue, one for each currency.
    pub monthly: Vec<MoneyDto>,
    /// What a billing run has to do next; nothing where no bill comes.
    pub next_run: Option<NextRun>,
    /// Advice to look at now, three at most.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<HomeAdvice>>")]
    pub advice: Vec<HomeAdvice>,
    /// How many there are to look at now.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub advice_count: u32,
}

/// A piece of advice as Home shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HomeAdvice {
    pub key: String,
    /// As in `AdviceDto`.
    pub kind: String,
    pub title: String,
    pub sentence: String,
    pub customer_id: String,
    pub customer_name: String,
    pub saving_month: Option<MoneyDto>,
    pub business_month: Option<MoneyDto>,
    /// Where the window shows it with its rows.
    pub route: String,
}

/// The next billing run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextRun {
    /// The first day on which something is due.
    pub on: String,
    /// How many subscriptions are due by then, or by today where that day is past.
    pub subscriptions: u32,
    /// What it will bill with tax, one for each currency.
    pub totals: Vec<MoneyDto>,
    /// Whether `totals` are only those of the first: there are too many to sum them all at once
    /// (the dry run does).
    pub at_least: bool,
    /// Whether it is done by itself.
    pub automatic: bool,
}

/// One thing to do, as a sentence with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NeedsMe {
    /// past_due, draft, backup, integrity, trial, renewal, billing_run.
    pub kind: String,
    pub title: String,
    pub detail: String,
    pub amount: Option<MoneyDto>,
    /// A route of the window, for example "/invoices/in_01…".
    pub route: String,
    /// What the button says.
    pub action: String,
}

/// Invoiced and received in one month, in the business's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HomeMonth {
    pub month: String,
    pub invoiced: MoneyDto,
    pub cash_in: MoneyDto,
}

/// A step of setting up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChecklistItem {
    /// business, tax, plan, customer, invoice, backup.
    pub key: String,
    pub title: String,
    pub done: bool,
    pub route: String,
}

/// Free text to find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindRequest {
    pub query: String,
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// What was found, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindResult {
    pub hits: Vec<Hit>,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// customer, plan, subscription, invoice, credit_note or payment.
    pub kind: String,
    pub id: String,
    pub title: String,
    pub detail: String,
    pub route: String,
}
