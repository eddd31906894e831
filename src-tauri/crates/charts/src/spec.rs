//! What a caller says about a chart: its kind, its exact values and how the reader writes numbers.

use billing::money::Currency;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::locale::ChartLocale;

/// One chart to draw. Values are exact decimals; only their places on the page are floats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Begins every id inside the SVG, so that two charts of a page never share one.
    pub id: String,
    pub title: String,
    /// The finding in a sentence, for those who cannot see the picture.
    pub finding: String,
    /// Of the whole picture, in pixels.
    pub width: u32,
    pub height: u32,
    pub locale: ChartLocale,
    pub kind: ChartKind,
}

/// The ways to show numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    Lines(Lines),
    StackedBars(Bars),
    GroupedBars(Bars),
    Waterfall(Waterfall),
    Heatmap(Heatmap),
    Sparkline(Sparkline),
    MeterBar(MeterBar),
}

/// How a value is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueFormat {
    /// A quantity; the unit stands behind it where there is room.
    Count { unit: Option<String> },
    /// Minor units of a currency.
    Money { currency: Currency, symbol: String },
    /// 12.5 is 12.5 %.
    Percent,
}

/// Where the values stand, from left to right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steps {
    /// Local days.
    Days(Vec<NaiveDate>),
    /// Weeks, each named by its first day.
    Weeks(Vec<NaiveDate>),
    /// Months, each named by any of its days.
    Months(Vec<NaiveDate>),
    Names(Vec<String>),
}

/// The colour role of a series. Without one, series take the general colours in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    New,
    Expansion,
    Reactivation,
    Contraction,
    Churn,
    /// Something to compare with: an earlier period, another plan.
    Comparison,
}

/// One named row of values, one for each step; an absent value leaves a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub name: String,
    pub tone: Option<Tone>,
    pub values: Vec<Option<Decimal>>,
}

/// A level that values are held against; its value is written behind its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    pub name: String,
    pub value: Decimal,
}

/// What is expected after the last value, with how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    pub name: String,
    /// One for each of the last steps.
    pub points: Vec<ForecastPoint>,
}

/// The expected value with the ranges that hold it 80 and 95 times of a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForecastPoint {
    pub mean: Decimal,
    pub low_80: Decimal,
    pub high_80: Decimal,
    pub low_95: Decimal,
    pub high_95: Decimal,
}

/// Lines over time: one with its area, or several to compare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    /// Heads the first column of the table: "Day".
    pub step_name: String,
    pub steps: Steps,
    pub format: ValueFormat,
    pub series: Vec<Series>,
    /// Fills the ground under the first series.
    pub area: bool,
    pub limit: Option<Limit>,
    /// Follows the first series; its steps are the last of `steps`.
    pub forecast: Option<Forecast>,
}

/// Bars by step, stacked or side by side. More than sixty steps are a comb: aggregate before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    pub step_name: String,
    pub steps: Steps,
    pub format: ValueFormat,
    pub series: Vec<Series>,
    pub limit: Option<Limit>,
    /// Names the sum of a stack, read beside its parts; without a name there is none.
    pub total_name: Option<String>,
}

/// From one total to another by what was added and taken away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waterfall {
    pub step_name: String,
    /// Heads the column of values.
    pub value_name: String,
    pub format: ValueFormat,
    pub bars: Vec<WaterfallBar>,
}

/// One bar: a total stands on zero, a change on where the bar before it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaterfallBar {
    pub name: String,
    pub value: Decimal,
    pub is_total: bool,
}

/// Shades in a grid: hours by weekday, cohorts by month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heatmap {
    /// Heads the names of the rows in the table.
    pub row_name: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    pub format: ValueFormat,
    /// By row, then by column; an absent value leaves the cell empty.
    pub values: Vec<Vec<Option<Decimal>>>,
    /// What the deepest shade stands for; the greatest value unless said.
    pub deepest: Option<Decimal>,
    /// Writes the value into each cell that has room for it.
    pub cell_text: bool,
}

impl Heatmap {
    /// Hours of the day by weekday, Monday first.
    pub fn hours_by_weekday(
        row_name: &str,
        format: ValueFormat,
        values: Vec<Vec<Option<Decimal>>>,
        locale: &ChartLocale,
    ) -> Self {
        Self {
            row_name: row_name.to_owned(),
            rows: locale.weekdays.to_vec(),
            columns: (0..24).map(|hour| format!("{hour:02}:00")).collect(),
            format,
            values,
            deepest: None,
            cell_text: false,
        }
    }
}

/// A line as small as a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sparkline {
    pub step_name: String,
    pub steps: Steps,
    pub format: ValueFormat,
    pub series: Series,
}

/// How much of a limit is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeterBar {
    pub name: String,
    pub format: ValueFormat,
    pub used: Decimal,
    /// Without one, the bar only says that there is no limit.
    pub limit: Option<Limit>,
    /// From this percentage on, the bar warns: 80 by default of the product.
    pub warn_percent: Decimal,
    /// From this percentage on, it asks for action: 95 by default of the product.
    pub alarm_percent: Decimal,
}
