//! Usage: events told, kept, corrected and assigned, and what they come to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::invoices::StepDto;

/// What an event says of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectionDto {
    /// replace, adjust.
    #[serde(rename = "type")]
    pub kind: String,
    /// Key of the event that is corrected.
    pub key: String,
}

/// One use of a meter, as its sender tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageEventInput {
    /// The sender's own: the same key twice is one event. Empty makes a new one.
    #[ts(optional, as = "Option<String>")]
    pub key: String,
    pub meter: String,
    /// A customer's or subscription's id, an assigned name, or the customer's e-mail address.
    pub subject: String,
    /// RFC 3339; empty means now.
    #[ts(optional, as = "Option<String>")]
    pub at: String,
    /// A number in plain notation; empty means 1.
    #[ts(optional, as = "Option<String>")]
    pub quantity: String,
    #[ts(optional, as = "Option<String>")]
    pub value: String,
    #[ts(optional, as = "Option<String>")]
    pub user: String,
    #[ts(optional, as = "Option<String>")]
    pub operation: String,
    #[ts(optional, as = "Option<BTreeMap<String, String>>")]
    pub properties: BTreeMap<String, String>,
    /// What it cost the business; empty takes the meter's costs.
    #[ts(optional, as = "Option<String>")]
    pub cost: String,
    #[ts(optional = nullable)]
    pub corrects: Option<CorrectionDto>,
}

/// What became of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrackedUsage {
    pub key: String,
    /// counted, duplicate, unmatched.
    pub state: String,
    /// For an event that came again: the field in which it differs; empty where in none.
    pub differs: String,
    pub late: bool,
}

/// Many events at once; those that cannot be read are refused one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrackBatchRequest {
    pub events: Vec<UsageEventInput>,
}

/// An event that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedUsage {
    /// Its place in the batch, from 0.
    pub index: u32,
    pub code: String,
    pub field: String,
    pub message: String,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrackedBatch {
    pub counted: u32,
    pub duplicates: u32,
    pub unmatched: u32,
    pub late: u32,
    pub refused: Vec<RefusedUsage>,
    /// Keys that came again with something else.
    pub differing: Vec<UsageDuplicateDto>,
}

/// A key that came again; what came first holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageDuplicateDto {
    pub key: String,
    pub field: String,
    pub kept: String,
    pub came: String,
    pub received_at: String,
}

/// How often keys came again, and the last of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageDuplicateList {
    pub count: u32,
    pub rows: Vec<UsageDuplicateDto>,
}

/// Which duplicates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageDuplicatesRequest {
    /// Only those that differ.
    #[ts(optional, as = "Option<bool>")]
    pub differing: bool,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// A kept event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageEventDto {
    /// Its place in the order of arrival.
    pub place: u32,
    pub key: String,
    pub meter: String,
    pub customer_id: String,
    pub customer_name: String,
    pub subscription_id: Option<String>,
    pub at: String,
    /// The day in the customer's own calendar.
    pub on: String,
    pub received_at: String,
    pub quantity: String,
    pub value: String,
    pub user: String,
    pub operation: String,
    pub properties: BTreeMap<String, String>,
    /// Empty where it is not known.
    pub cost: String,
    pub corrects: Option<CorrectionDto>,
    /// What there is to know: future, late, corrected, correction, waiting.
    pub states: Vec<String>,
}

/// A window of events. Everything given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageEventsRequest {
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    #[ts(optional, as = "Option<String>")]
    pub meter: String,
    #[ts(optional, as = "Option<String>")]
    pub user: String,
    #[ts(optional, as = "Option<String>")]
    pub operation: String,
    /// The first day.
    #[ts(optional, as = "Option<String>")]
    pub from: String,
    /// The last day.
    #[ts(optional, as = "Option<String>")]
    pub through: String,
    /// future, late, corrected, correction; empty for all.
    #[ts(optional, as = "Option<String>")]
    pub state: String,
    /// `next` of the window before.
    #[ts(optional, as = "Option<String>")]
    pub after: String,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// Events, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageEventPage {
    pub rows: Vec<UsageEventDto>,
    /// Where the next window begins; nothing where there is no more. A short window may have one.
    pub next: Option<String>,
}

/// Names an event by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageKeyRequest {
    pub key: String,
}

/// An event with what corrects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageEventDetail {
    pub event: UsageEventDto,
    /// In the order in which they count.
    pub corrections: Vec<UsageEventDto>,
    /// What it counts in the end.
    pub counts: String,
    /// The import that it came with.
    pub import_id: Option<String>,
    pub import_name: String,
}

/// Corrects an event by another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectUsageRequest {
    /// Key of the event that is corrected.
    pub key: String,
    /// replace, adjust.
    #[serde(rename = "type")]
    pub kind: String,
    pub quantity: String,
    /// A new value, where the meter counts values.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub value: String,
    pub reason: String,
}

/// Events of nobody: groups of one subject, meter and reason, and a window of single ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UnmatchedRequest {
    /// The ignored ones instead of those that wait.
    #[ts(optional, as = "Option<bool>")]
    pub ignored: bool,
    /// Single events of one subject only.
    #[ts(optional, as = "Option<String>")]
    pub subject: String,
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// Events that wait for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnmatchedGroupDto {
    pub subject: String,
    pub meter: String,
    /// subject_unknown, subject_ambiguous, meter_unknown, meter_archived.
    pub reason: String,
    /// The same in a sentence.
    pub message: String,
    pub count: u32,
}

/// One event that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnmatchedRow {
    pub reason: String,
    pub received_at: String,
    pub event: UsageEventInput,
}

/// Events of nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnmatchedList {
    pub waiting: u32,
    pub ignored: u32,
    /// The most frequent first.
    pub groups: Vec<UnmatchedGroupDto>,
    pub rows: Vec<UnmatchedRow>,
}

/// Says whose the events of a subject are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssignUsageRequest {
    pub subject: String,
    pub customer_id: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub subscription_id: Option<String>,
}

/// What became of assigned events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AssignedUsage {
    pub counted: u32,
    /// Still of nobody: their meter is missing or they cannot be read.
    pub left: u32,
}

/// Leaves events of a subject uncounted, or lets them wait again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IgnoreUsageRequest {
    /// Empty means all.
    pub subject: String,
    pub ignored: bool,
}

/// How many events it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageCount {
    pub count: u32,
}

/// Late events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct LateUsageRequest {
    /// Only those that no invoice has taken yet.
    #[ts(optional, as = "Option<bool>")]
    pub waiting: bool,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// An event that came after its day had been billed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LateUsageRow {
    pub event: UsageEventDto,
    pub subscription_id: String,
    /// First day of the period that had been billed.
    pub period_from: String,
    /// The invoice that took it; nothing while it waits for the next one.
    pub invoice_id: Option<String>,
}

/// Late events, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LateUsageList {
    pub rows: Vec<LateUsageRow>,
}

/// What usage comes to, bucket by bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageSeriesRequest {
    pub meter: String,
    /// Empty means all customers together.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub subscription_id: Option<String>,
    /// hour, day, month.
    pub bucket: String,
    pub from: String,
    /// The last day.
    pub through: String,
}

/// One point; buckets without use are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsagePointDto {
    /// The day, or the first day of the month.
    pub on: String,
    /// Of hours: 0 to 23.
    pub hour: u8,
    /// As the meter counts it: sum, count, greatest, last or different values.
    pub quantity: String,
    pub sum: String,
    pub count: u32,
    /// In the business's currency, major units.
    pub cost: String,
}

/// The points with what they are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageSeries {
    pub meter: String,
    pub name: String,
    pub unit: String,
    pub aggregation: String,
    pub points: Vec<UsagePointDto>,
}

/// The quantity of a time as billing counts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageReadingRequest {
    pub meter: String,
    pub customer_id: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub subscription_id: Option<String>,
    pub from: String,
    /// The first day after it.
    pub to: String,
}

/// A quantity with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageReading {
    pub quantity: String,
    pub unit: String,
    pub steps: Vec<StepDto>,
}

/// Who or what used a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageActorsRequest {
    pub meter: String,
    /// Users need a customer; operations of everybody come without one.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    /// Whole months are counted: the one of this day to that of the last day.
    pub from: String,
    pub through: String,
}

/// What one user or operation used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageActorRow {
    pub name: String,
    pub sum: String,
    pub count: u32,
    pub cost: String,
    pub first_at: String,
    pub last_at: String,
}

/// Most first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageActorList {
    pub rows: Vec<UsageActorRow>,
}

/// What each customer used in the month of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UsageMonthRequest {
    pub meter: String,
    pub month: String,
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// One customer's month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageMonthRow {
    pub customer_id: String,
    pub customer_name: String,
    pub quantity: String,
    pub count: u32,
    pub cost: String,
}

/// Most first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageMonthList {
    pub rows: Vec<UsageMonthRow>,
}

/// What arrived after a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct LiveUsageRequest {
    #[ts(optional, as = "Option<u32>")]
    pub after: u32,
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// The newest events in the order of arrival, and the place to ask from next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveUsage {
    pub rows: Vec<UsageEventDto>,
    pub last: u32,
}
