//! What usage tells: charts of it, and the sentences beside them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::charts::{ChartDto, ChartLocaleDto};
use super::invoices::StepDto;
use super::money::MoneyDto;

/// A chart of a meter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageChartRequest {
    /// Key of the meter.
    pub meter: String,
    /// Empty means all customers together.
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    /// One of the customer's; empty takes the one that uses the meter now.
    #[ts(optional, as = "Option<String>")]
    pub subscription_id: String,
    /// days, months, hours, operations, people.
    pub kind: String,
    /// The first day; empty takes the running period, or the usual time of the kind.
    #[ts(optional, as = "Option<String>")]
    pub from: String,
    /// The first day after it.
    #[ts(optional, as = "Option<String>")]
    pub to: String,
    /// Of months, operations and people: how many months up to now, 1 to 24.
    #[ts(optional, as = "Option<u32>")]
    pub months: u32,
    /// Begins every id inside the picture: another one for each chart of a page.
    pub id: String,
    /// Of the whole picture, in pixels.
    pub width: u32,
    pub height: u32,
    /// How the reader writes numbers and dates; English where it is left out.
    #[ts(optional = nullable)]
    pub locale: Option<ChartLocaleDto>,
}

/// The chart, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct UsageChart {
    pub chart: Option<ChartDto>,
    /// In a sentence; empty where there is a chart.
    pub why_none: String,
    /// What it shows, in a sentence or two.
    pub finding: String,
    /// What is used by now against which limit; nothing where there is no limit.
    pub limit: Option<String>,
    /// How the rest was foretold; empty where nothing is.
    pub forecast_method: String,
    /// Why the rest is not foretold; empty where it is, or where nothing is to come.
    pub why_no_forecast: String,
    pub steps: Vec<StepDto>,
}

/// Whose use is projected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageProjectionRequest {
    pub customer_id: String,
    /// One meter only; empty for all that the customer's plans limit or price.
    #[ts(optional, as = "Option<String>")]
    pub meter: String,
    /// How the reader writes numbers and dates in sentences; English where it is left out.
    #[ts(optional = nullable)]
    pub locale: Option<ChartLocaleDto>,
}

/// A figure that is not sure: the likeliest, and what holds it 80 and 95 times of a hundred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExpectedDto {
    pub expected: String,
    pub lower_80: String,
    pub upper_80: String,
    pub lower_95: String,
    pub upper_95: String,
}

/// An amount that is not sure: its mean, and what holds it 80 times of a hundred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExpectedMoneyDto {
    pub expected: MoneyDto,
    pub lower: MoneyDto,
    pub upper: MoneyDto,
}

/// When a limit is likely passed within the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunOutDto {
    /// The likeliest day; nothing where the period likely ends first.
    pub on: Option<String>,
    /// One time in ten it is passed by then.
    pub earliest_on: Option<String>,
    /// Nine times in ten it has been passed by then.
    pub latest_on: Option<String>,
    /// How likely it is that it is passed at all.
    pub chance_pct: String,
}

/// A coming month of a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProjectedMonthDto {
    /// First day of the billing month.
    pub starts_on: String,
    pub quantity: String,
    pub cost: ExpectedMoneyDto,
}

/// Where a meter's period will likely end, and what it will cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeterProjectionDto {
    pub subscription_id: String,
    pub plan: String,
    /// Key of the meter.
    pub meter: String,
    pub name: String,
    pub unit: String,
    pub period_start: String,
    /// The first day after it.
    pub period_end: String,
    pub used: String,
    /// Nothing means unlimited.
    pub most: Option<String>,
    /// The quantity of the whole period; nothing where that cannot be told.
    pub end: Option<ExpectedDto>,
    /// Why the end cannot be told; empty where it is.
    pub why_none: String,
    pub run_out: Option<RunOutDto>,
    /// What is used by now costs; nothing where it has no price.
    pub cost_by_now: Option<MoneyDto>,
    /// What the whole period will cost by the customer's own price.
    pub cost: Option<ExpectedMoneyDto>,
    /// The six months after the running one.
    pub months: Vec<ProjectedMonthDto>,
    pub months_cost: Option<ExpectedMoneyDto>,
    /// Why the months cannot be told; empty where they are.
    pub why_no_months: String,
    /// All of it in a sentence or two.
    pub sentence: String,
    pub steps: Vec<StepDto>,
}

/// What a subscription's running period will likely come to, before discounts and tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriptionProjectionDto {
    pub subscription_id: String,
    pub plan: String,
    pub period_start: String,
    pub period_end: String,
    /// Plan and add-ons, without what meters cost.
    pub fixed: MoneyDto,
    /// Fixed and expected use together; nothing where a priced meter cannot be told.
    pub total: Option<ExpectedMoneyDto>,
    /// Names of the meters that cannot be told, of those with a price.
    pub without: Vec<String>,
}

/// Where the running periods of a customer will likely end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageProjection {
    pub meters: Vec<MeterProjectionDto>,
    pub subscriptions: Vec<SubscriptionProjectionDto>,
    /// Why there is neither, in a sentence; empty where there is.
    pub why_none: String,
}

/// Whose use of which meter is looked through for patterns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsagePatternsRequest {
    /// Key of the meter.
    pub meter: String,
    /// Empty means all customers together.
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    /// How the reader writes numbers and dates in sentences; English where it is left out.
    #[ts(optional = nullable)]
    pub locale: Option<ChartLocaleDto>,
}

/// What a weekday is of a usual day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeekdayShareDto {
    /// Short name in the reader's language.
    pub weekday: String,
    /// 100 is a usual day.
    pub percent: String,
}

/// A day on which the level changed and stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageShiftDto {
    /// The first day of the new level.
    pub on: String,
    pub before: String,
    pub after: String,
    pub change_pct: String,
    pub sentence: String,
}

/// A day that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageAnomalyDto {
    pub on: String,
    pub value: String,
    /// What is usual for that weekday at that time.
    pub usual: String,
    /// above, below.
    pub direction: String,
    /// Why it stands out.
    pub sentence: String,
}

/// When something is used, how it moves, when it changed, and which days stand out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsagePatterns {
    pub meter: String,
    pub name: String,
    pub unit: String,
    /// The first day that was looked at, and the last; empty where there is none.
    pub from: String,
    pub through: String,
    pub days: u32,
    /// Why nothing is told; empty where something is.
    pub why_none: String,
    /// Percent a month over the last 90 days.
    pub trend_pct_a_month: Option<String>,
    /// From 0 (weeks do not repeat) to 1.
    pub weekly_strength: Option<String>,
    /// From 0 (years do not repeat) to 1; nothing below two years.
    pub yearly_strength: Option<String>,
    /// Monday first.
    pub weekdays: Vec<WeekdayShareDto>,
    /// Trend and season in sentences.
    pub sentences: Vec<String>,
    /// The newest first.
    pub shifts: Vec<UsageShiftDto>,
    /// The newest first.
    pub anomalies: Vec<UsageAnomalyDto>,
}

/// Whose adoption: a window of all customers, or one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageAdoptionRequest {
    /// Empty means all customers.
    #[ts(optional, as = "Option<String>")]
    pub customer_id: String,
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// 25 unless said, at most 100.
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
}

/// How many customers use a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeterAdoptionDto {
    /// Key of the meter.
    pub meter: String,
    pub name: String,
    pub customers: u32,
    /// Of those who use anything or have a subscription that runs.
    pub share_pct: String,
    /// How many events there were.
    pub count: u32,
    /// The first day on which anybody ever used it, and the last.
    pub first_on: String,
    pub last_on: String,
}

/// One customer's use of a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerMeterDto {
    /// Key of the meter.
    pub meter: String,
    pub name: String,
    /// The first day ever, and the last.
    pub first_on: String,
    pub last_on: String,
    /// Days with use, of the days looked at.
    pub days: u32,
}

/// How much of what is offered a customer uses, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerAdoptionDto {
    pub customer_id: String,
    pub customer_name: String,
    pub meters: Vec<CustomerMeterDto>,
    /// Meters in use, of those that anybody uses.
    pub breadth_pct: String,
    /// Days with use, of the days looked at.
    pub depth_pct: String,
}

/// What a unit of a meter costs, and how much of an allowance lies idle, over whole months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageEfficiencyDto {
    pub subscription_id: String,
    pub plan: String,
    /// Key of the meter.
    pub meter: String,
    pub name: String,
    pub unit: String,
    /// How many whole months.
    pub months: u32,
    pub used: String,
    /// What was billed for use, over all units, in major units; nothing where nothing is billed
    /// for it or nothing was used.
    pub billed_per_unit: Option<String>,
    pub currency: String,
    /// What a unit cost the business itself, as events say it, in its currency's major units;
    /// nothing where they do not.
    pub own_cost_per_unit: Option<String>,
    /// Included units that were not used, month by month added up.
    pub idle: String,
    /// Nothing where nothing is included.
    pub idle_pct: Option<String>,
    pub months_over: u32,
}

/// Who uses what, in the last thirty days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageAdoption {
    /// The first of the days looked at, and the last.
    pub from: String,
    pub through: String,
    /// Customers who used anything in their months.
    pub using: u32,
    /// Customers with a subscription that runs who used nothing.
    pub idle: u32,
    pub meters: Vec<MeterAdoptionDto>,
    /// Those who use most meters first.
    pub rows: Vec<CustomerAdoptionDto>,
    /// Of one customer only.
    pub efficiency: Vec<UsageEfficiencyDto>,
}

/// Plans compared in what their customers use of a meter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UsageByPlanRequest {
    /// Key of the meter.
    pub meter: String,
    /// Whole months before this one; 6 unless said, at most 24.
    #[ts(optional, as = "Option<u32>")]
    pub months: u32,
}

/// How the customers of a plan use a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageOfPlanDto {
    pub plan_id: String,
    pub plan: String,
    /// What the plan itself has of it, add-ons aside; nothing where it is unlimited.
    pub most: Option<String>,
    pub customers: u32,
    /// Months of customers.
    pub months: u32,
    /// A quarter of the months use less.
    pub lower_quarter: String,
    pub median: String,
    /// A quarter of the months use more.
    pub upper_quarter: String,
    pub median_of_limit_pct: Option<String>,
    /// Months above 90 % of the limit.
    pub near_limit_pct: String,
    /// Months below 30 % of it.
    pub far_below_pct: String,
}

/// Plans side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageByPlan {
    pub meter: String,
    pub name: String,
    pub unit: String,
    /// First day of the first month, and last day of the last.
    pub from: String,
    pub through: String,
    /// By the name of the plan.
    pub rows: Vec<UsageOfPlanDto>,
    /// Months of customers under no plan that has the meter.
    pub without_plan: u32,
    /// Why there is no row; empty where there is.
    pub why_none: String,
}

/// A chart to be made a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChartExportRequest {
    pub chart: UsageChartRequest,
    pub format: PictureFormat,
}

/// The file format of an exported chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PictureFormat {
    Png,
    Svg,
}
