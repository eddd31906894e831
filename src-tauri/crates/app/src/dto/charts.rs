//! A drawn chart as it crosses a door: the SVG, where its points stand, and its table.

use charts::{Axis, Chart, ChartLocale, PlottedPoint, PlottedSeries, Reading, Rect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::AppError;

/// A chart with the map by which the window adds crosshair, tooltip and reading by keyboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChartDto {
    /// Its colours are CSS variables.
    pub svg: String,
    pub width: f64,
    pub height: f64,
    pub plot: PlotRectDto,
    pub x: AxisDto,
    pub y: AxisDto,
    pub series: Vec<PlottedSeriesDto>,
    pub title: String,
    pub description: String,
    pub table: ChartTableDto,
    pub reading: ReadingDto,
    /// Whether values are amounts of money, which a person can hide.
    pub is_money: bool,
}

/// A rectangle in the chart's pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct PlotRectDto {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// The labels along one side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AxisDto {
    pub ticks: Vec<AxisTickDto>,
}

/// A label and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AxisTickDto {
    pub px: f64,
    pub text: String,
}

/// What was drawn of one series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PlottedSeriesDto {
    pub name: String,
    pub class: String,
    /// The CSS variable that paints it: `--c1`.
    pub paint: String,
    pub points: Vec<PlottedPointDto>,
}

/// One value, exact, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PlottedPointDto {
    pub step: u32,
    pub x_px: f64,
    pub y_px: f64,
    pub value: String,
    /// Of an expected value: both ends of its 80 % range.
    pub range: Option<[String; 2]>,
    pub label: String,
}

/// The same numbers as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChartTableDto {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// How the points are read one after another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadingDto {
    Points,
    Bands { width_px: f64 },
    Cells { width_px: f64, height_px: f64 },
    Figure,
}

/// How a reader writes numbers and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChartLocaleDto {
    pub decimal_mark: char,
    pub group_mark: char,
    pub symbol_after: bool,
    pub day_first: bool,
    /// Short names, January first.
    pub months: Vec<String>,
    /// Short names, Monday first.
    pub weekdays: Vec<String>,
    pub thousand: String,
    pub million: String,
    pub billion: String,
    pub from_word: String,
    pub to_word: String,
}

impl ChartLocaleDto {
    pub fn from_dto(self) -> Result<ChartLocale, AppError> {
        Ok(ChartLocale {
            decimal_mark: self.decimal_mark,
            group_mark: self.group_mark,
            symbol_after: self.symbol_after,
            day_first: self.day_first,
            months: named(self.months, "locale.months")?,
            weekdays: named(self.weekdays, "locale.weekdays")?,
            thousand: self.thousand,
            million: self.million,
            billion: self.billion,
            from_word: self.from_word,
            to_word: self.to_word,
        })
    }
}

/// As many names as there are.
fn named<const COUNT: usize>(names: Vec<String>, field: &str) -> Result<[String; COUNT], AppError> {
    <[String; COUNT]>::try_from(names).map_err(|names| {
        AppError::new(
            "invalid_field",
            format!("There are {} names, not {COUNT}.", names.len()),
            "Give one for each, or leave the locale out.",
        )
        .at(field)
    })
}

impl ChartDto {
    pub fn to_dto(chart: Chart) -> Self {
        Self {
            svg: chart.svg,
            width: chart.width,
            height: chart.height,
            plot: rect_to_dto(chart.plot),
            x: axis_to_dto(chart.x),
            y: axis_to_dto(chart.y),
            series: chart.series.into_iter().map(series_to_dto).collect(),
            title: chart.title,
            description: chart.description,
            table: ChartTableDto {
                columns: chart.table.columns,
                rows: chart.table.rows,
            },
            reading: reading_to_dto(chart.reading),
            is_money: chart.is_money,
        }
    }
}

fn rect_to_dto(rect: Rect) -> PlotRectDto {
    PlotRectDto {
        left: rect.left,
        top: rect.top,
        width: rect.width,
        height: rect.height,
    }
}

fn axis_to_dto(axis: Axis) -> AxisDto {
    let tick = |tick: charts::Tick| AxisTickDto {
        px: tick.px,
        text: tick.text,
    };
    AxisDto {
        ticks: axis.ticks.into_iter().map(tick).collect(),
    }
}

fn series_to_dto(series: PlottedSeries) -> PlottedSeriesDto {
    PlottedSeriesDto {
        name: series.name,
        class: series.class,
        paint: series.paint,
        points: series.points.into_iter().map(point_to_dto).collect(),
    }
}

fn point_to_dto(point: PlottedPoint) -> PlottedPointDto {
    PlottedPointDto {
        // More steps than a u32 counts would not fit on any screen.
        step: u32::try_from(point.step).unwrap_or(u32::MAX),
        x_px: point.x_px,
        y_px: point.y_px,
        value: point.value,
        range: point.range,
        label: point.label,
    }
}

fn reading_to_dto(reading: Reading) -> ReadingDto {
    match reading {
        Reading::Points => ReadingDto::Points,
        Reading::Bands { width_px } => ReadingDto::Bands { width_px },
        Reading::Cells {
            width_px,
            height_px,
        } => ReadingDto::Cells {
            width_px,
            height_px,
        },
        Reading::Figure => ReadingDto::Figure,
    }
}
