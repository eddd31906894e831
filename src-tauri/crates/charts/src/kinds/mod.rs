//! One kind of chart a file, and what the kinds share: plotted points and the table behind.

pub(crate) mod bars;
pub(crate) mod heatmap;
pub(crate) mod lines;
pub(crate) mod meter_bar;
pub(crate) mod sparkline;
pub(crate) mod waterfall;

use rust_decimal::Decimal;

use crate::chart::{Axis, ChartTable, PlottedPoint, PlottedSeries, Reading, Rect};
use crate::locale::ChartLocale;
use crate::names::Name;
use crate::paint::{self, Paint};
use crate::spec::{Limit, Series, Steps, ValueFormat};

/// What a kind hands back beside the marks on its sheet.
#[derive(Debug)]
pub(crate) struct Plotted {
    pub(crate) plot: Rect,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    pub(crate) series: Vec<PlottedSeries>,
    pub(crate) table: ChartTable,
    pub(crate) reading: Reading,
}

/// The class of a series' marks, by its place.
pub(crate) fn class(place: usize) -> String {
    format!("chart-series-{}", place + 1)
}

/// The colour of a series: its role's, or the next general one.
pub(crate) fn paint_of(series: &[Series], place: usize) -> Paint {
    let before = series.iter().take(place).filter(|one| one.tone.is_none());
    let tone = series.get(place).and_then(|one| one.tone);
    Paint::of_series(tone, before.count())
}

pub(crate) fn plotted(name: &str, place: usize, paint: Paint) -> PlottedSeries {
    PlottedSeries {
        name: name.to_owned(),
        class: class(place),
        paint: paint.variable().to_owned(),
        points: Vec::new(),
    }
}

/// Writes points in the reader's way.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    pub(crate) locale: &'a ChartLocale,
    pub(crate) format: &'a ValueFormat,
    pub(crate) labels: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(locale: &'a ChartLocale, format: &'a ValueFormat, steps: &Steps) -> Self {
        Self {
            locale,
            format,
            labels: steps.labels(locale),
        }
    }

    pub(crate) fn exact(&self, value: Decimal) -> String {
        self.locale.exact(value, self.format)
    }

    pub(crate) fn estimated(&self, value: Decimal) -> String {
        self.locale.estimated(value, self.format)
    }

    pub(crate) fn point(&self, step: usize, (x, y): (f64, f64), value: Decimal) -> PlottedPoint {
        PlottedPoint {
            step,
            x_px: x,
            y_px: y,
            value: self.exact(value),
            range: None,
            label: self.labels.get(step).cloned().unwrap_or_default(),
        }
    }

    /// One row for each step; a dash stands for an absent value.
    pub(crate) fn table(&self, step_name: &str, series: &[Series]) -> ChartTable {
        let names = series.iter().map(|one| one.name.clone());
        let columns = std::iter::once(step_name.to_owned()).chain(names).collect();
        let row = |(step, label): (usize, &String)| {
            let cell = |one: &Series| match value_at(one, step) {
                Some(value) => self.exact(value),
                None => ABSENT.to_owned(),
            };
            let cells = series.iter().map(cell);
            std::iter::once(label.clone()).chain(cells).collect()
        };
        ChartTable {
            columns,
            rows: self.labels.iter().enumerate().map(row).collect(),
        }
    }
}

/// The values of a series with their steps, without its gaps.
pub(crate) fn known(
    series: &Series,
    steps: usize,
) -> impl DoubleEndedIterator<Item = (usize, Decimal)> {
    let values = series.values.iter().take(steps).enumerate();
    values.filter_map(|(step, value)| Some((step, (*value)?)))
}

/// A limit with its value: "Limit 75k".
pub(crate) fn limit_name(limit: &Limit, format: &ValueFormat, locale: &ChartLocale) -> Name {
    let value = locale.compact(limit.value, format);
    Name {
        text: format!("{} {value}", limit.name),
        paint: paint::DANGER,
        dashed: true,
        is_amount: matches!(format, ValueFormat::Money { .. }),
    }
}

/// Stands in a table where there is no value.
pub(crate) const ABSENT: &str = "–";

pub(crate) fn value_at(series: &Series, step: usize) -> Option<Decimal> {
    series.values.get(step).copied().flatten()
}
