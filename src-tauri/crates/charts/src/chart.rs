//! What a drawn chart hands back: the picture, where everything stands in it, and its table.

use serde::Serialize;

/// A picture with the map that lets a window add crosshair, tooltip and reading by keyboard.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Colours are CSS variables: the page's theme paints it.
    pub svg: String,
    pub width: f64,
    pub height: f64,
    /// Where the values are drawn, inside axis labels and legend.
    pub plot: Rect,
    pub x: Axis,
    pub y: Axis,
    pub series: Vec<PlottedSeries>,
    pub title: String,
    pub description: String,
    pub table: ChartTable,
    /// How its points are read one after another.
    pub reading: Reading,
    /// Whether values are amounts of money, which a person can hide.
    pub is_money: bool,
}

/// How a window lets a person read the points of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// From step to step, all series at once, along a line that stands on the point.
    Points,
    /// The same, on a ground as wide as the step.
    Bands { width_px: f64 },
    /// From cell to cell, in both directions.
    Cells { width_px: f64, height_px: f64 },
    /// One figure, said beside it.
    Figure,
}

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// The labels along one side.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Axis {
    pub ticks: Vec<Tick>,
}

/// A label and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    pub px: f64,
    pub text: String,
}

/// What was drawn of one series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlottedSeries {
    pub name: String,
    /// The class of its marks inside the SVG.
    pub class: String,
    /// The CSS variable that paints it: `--c1`.
    pub paint: String,
    pub points: Vec<PlottedPoint>,
}

/// One value and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlottedPoint {
    /// Which step it belongs to, from zero.
    pub step: usize,
    pub x_px: f64,
    pub y_px: f64,
    /// The exact value as the reader writes it.
    pub value: String,
    /// Of an expected value: what holds it 80 times of a hundred.
    pub range: Option<[String; 2]>,
    /// What it is the value of: a day, a name.
    pub label: String,
}

/// The same numbers as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChartTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}
