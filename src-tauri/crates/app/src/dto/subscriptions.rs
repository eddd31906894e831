//! Subscriptions: the list, one in full, and changes seen before they are made.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::catalog::{EntitlementDto, RecurrenceDto};
use super::customers::TimelineEntry;
use super::invoices::{FieldProblem, StepDto};
use super::lists::ColumnTotal;
use super::money::MoneyDto;

/// A row of the subscriptions list. Columns to sort and filter by: customer_name, customer_id,
/// plan_name, plan_id, status, currency, monthly, next_amount, renews_on, started_on, interval,
/// quantity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriptionRow {
    pub id: String,
    pub customer_id: String,
    pub customer_name: String,
    pub plan_id: String,
    pub plan_name: String,
    /// incomplete, trialing, active, past_due, paused, unpaid, canceled.
    pub status: String,
    /// Recurring amount a month, net of discounts, without tax.
    pub monthly: MoneyDto,
    pub quantity: String,
    pub interval: String,
    /// The day of the next bill; nothing where none comes.
    pub renews_on: Option<String>,
    pub started_on: String,
    /// The day on which it ends, where that is planned or past.
    pub ends_on: Option<String>,
    /// How many changes are planned.
    pub scheduled: u32,
}

/// A window of the subscriptions list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriptionPage {
    pub rows: Vec<SubscriptionRow>,
    pub total_count: u32,
    /// Totals of `monthly`.
    pub totals: Vec<ColumnTotal>,
}

/// One thing that a subscription holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriptionItemDto {
    pub plan_id: String,
    pub plan_name: String,
    /// plan, addon.
    pub kind: String,
    pub version: u32,
    /// The newest version that is in effect.
    pub newest_version: u32,
    pub quantity: String,
    /// Its prices in words.
    pub price_words: Vec<String>,
    /// Recurring amount for a period, before discounts and tax.
    pub amount: MoneyDto,
}

/// A line that a subscription bills or would bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BillLineDto {
    pub description: String,
    /// period, credit, proration, usage, setup.
    pub kind: String,
    pub quantity: String,
    pub unit_amount: String,
    pub discount: MoneyDto,
    /// After discount, before exclusive tax.
    pub amount: MoneyDto,
    /// "17/31" where it is for a part of a period.
    pub fraction: Option<String>,
    pub service_start: Option<String>,
    /// Not included.
    pub service_end: Option<String>,
    pub steps: Vec<StepDto>,
}

/// A bill that is not written yet: its day, lines and sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BillPreviewDto {
    pub on: String,
    pub lines: Vec<BillLineDto>,
    pub subtotal: MoneyDto,
    pub discount: MoneyDto,
    pub tax: MoneyDto,
    pub total: MoneyDto,
    /// Each tax as printed: "VAT 19 %" and its amount.
    pub taxes: Vec<TaxWordDto>,
    /// Why this tax, in a sentence.
    pub tax_reason: String,
    /// Prepaid credit that will be used.
    pub prepaid_credit: MoneyDto,
    /// Credit of the customer that will be used after that.
    pub applied_balance: MoneyDto,
    pub amount_due: MoneyDto,
}

/// A tax with its amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TaxWordDto {
    pub label: String,
    pub amount: MoneyDto,
}

/// A coupon that a subscription has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppliedCouponDto {
    pub coupon_id: String,
    pub name: String,
    /// "20 % off, 2 of 3 periods left".
    pub words: String,
}

/// A planned change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduledChangeDto {
    /// Its place in the schedule, to take it back.
    pub index: u32,
    pub on: String,
    /// A sentence.
    pub title: String,
    pub change: ChangeDto,
}

/// One event of a subscription's life, past or coming.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LifeEventDto {
    pub on: String,
    /// started, trial_end, renewal, change, pause, resume, cancel, invoice, end.
    pub kind: String,
    pub title: String,
    pub detail: String,
    pub amount: Option<MoneyDto>,
    pub coming: bool,
    /// An invoice, where it made one.
    pub subject_id: Option<String>,
}

/// Everything about one subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriptionDetail {
    pub row: SubscriptionRow,
    pub revision: u32,
    pub items: Vec<SubscriptionItemDto>,
    pub coupons: Vec<AppliedCouponDto>,
    pub entitlements: Vec<EntitlementDto>,
    pub currency: String,
    pub recurrence: RecurrenceDto,
    pub anchor: String,
    pub aligned: bool,
    pub timezone: String,
    pub net_days: Option<u16>,
    pub trial_end: Option<String>,
    pub period_start: String,
    pub period_end: String,
    pub schedule: Vec<ScheduledChangeDto>,
    /// Amounts that come with the next invoice.
    pub pending: Vec<BillLineDto>,
    pub upcoming: Option<BillPreviewDto>,
    /// Past and coming, by day.
    pub life: Vec<LifeEventDto>,
    pub timeline: Vec<TimelineEntry>,
    /// change_plan, quantity, addon, interval, coupon, pause, resume, cancel, undo_cancel.
    pub actions: Vec<String>,
}

/// One thing that a new subscription holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct NewItemDto {
    pub plan_id: String,
    /// Nothing takes the version in effect on the first day.
    pub version: Option<u32>,
    /// Empty means 1.
    pub quantity: String,
}

/// A new subscription, to be looked at or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewSubscriptionRequest {
    pub customer_id: String,
    /// The plan first, then add-ons.
    pub items: Vec<NewItemDto>,
    /// Nothing takes the customer's.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub currency: Option<String>,
    pub recurrence: RecurrenceDto,
    /// Nothing means today.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub starts_on: Option<String>,
    /// Nothing takes the plan's; 0 for none.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub trial_days: Option<u16>,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub aligned: bool,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub starts_when_paid: bool,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub coupon_codes: Vec<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub net_days: Option<u16>,
}

/// What a new subscription or a change comes to, before it is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriptionPreview {
    /// Billed at once; nothing where no bill is due today.
    pub now: Option<BillPreviewDto>,
    /// The bill after that.
    pub next: Option<BillPreviewDto>,
    pub monthly_before: MoneyDto,
    pub monthly_after: MoneyDto,
    /// Amounts that come back: drafts that are lowered, then credit notes on invoices.
    pub credited: Vec<MoneyDto>,
    /// How many of them come off drafts.
    pub lowered_drafts: u32,
    /// Sentences: what happens when.
    pub words: Vec<String>,
    /// The state it will have.
    pub status: String,
    /// The day on which it takes effect.
    pub on: String,
    /// The period that this day is in, once what is due before is billed; empty beside problems.
    pub period_start: String,
    pub period_end: String,
    pub problems: Vec<FieldProblem>,
}

/// A change. Fields that its kind does not need stay empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeDto {
    /// plan, quantity, add_addon, remove_addon, interval, version, add_coupon, remove_coupon,
    /// pause, resume, cancel.
    pub kind: String,
    pub plan_id: Option<String>,
    pub version: Option<u32>,
    /// Empty keeps it.
    pub quantity: String,
    pub recurrence: Option<RecurrenceDto>,
    pub keep_anchor: bool,
    pub coupon_code: String,
    pub coupon_id: Option<String>,
    /// pause: skip, keep_as_draft, mark_uncollectible.
    pub pause_behavior: String,
    pub resume_on: Option<String>,
    /// cancel: whether unused time is credited.
    pub prorate: bool,
}

/// A change of a subscription, to be looked at or made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeRequest {
    pub id: String,
    /// The revision that was on the screen; nothing takes any.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub revision: Option<u32>,
    pub change: ChangeDto,
    /// now, period_end, on_date.
    pub when: String,
    /// For on_date.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub on: Option<String>,
    /// next_invoice, invoice_now, none; empty takes the plan's.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub behavior: String,
}

/// Takes back a planned change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnscheduleRequest {
    pub id: String,
    pub index: u32,
}

/// The same change for many subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BulkChangeRequest {
    pub ids: Vec<String>,
    pub change: ChangeDto,
    /// now, period_end, on_date.
    pub when: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub on: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub behavior: String,
}

/// What a bulk change does or did to one subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkRow {
    pub id: String,
    pub customer_name: String,
    pub plan_name: String,
    /// Billed at once.
    pub now: Option<MoneyDto>,
    pub monthly_before: MoneyDto,
    pub monthly_after: MoneyDto,
    /// Why it cannot be done; empty where it can.
    pub problem: String,
}

/// The total effect of a bulk change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkResult {
    pub rows: Vec<BulkRow>,
    pub possible: u32,
    /// One for each currency.
    pub now: Vec<MoneyDto>,
    pub monthly_difference: Vec<MoneyDto>,
}
