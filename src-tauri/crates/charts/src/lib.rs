//! Series in, SVG and its coordinate map out: what a chart looks like, never what its numbers mean.
//!
//! Values arrive as exact decimals and leave as exact text. Floats are places on the page only.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![allow(
    clippy::float_arithmetic,
    reason = "geometry: pixels are floats, values are decimals"
)]

mod canvas;
mod chart;
mod frame;
mod kinds;
mod locale;
mod names;
mod paint;
mod pen;
mod png;
mod scale;
mod spec;
mod steps;
mod ticks;
mod widths;

pub use chart::{Axis, Chart, ChartTable, PlottedPoint, PlottedSeries, Reading, Rect, Tick};
pub use locale::ChartLocale;
pub use paint::print_svg;
pub use png::PictureError;
pub use spec::{
    Bars, ChartKind, ChartSpec, Forecast, ForecastPoint, Heatmap, Limit, Lines, MeterBar, Series,
    Sparkline, Steps, Tone, ValueFormat, Waterfall, WaterfallBar,
};

use kinds::bars::Arrangement;
use kinds::{Plotted, bars, heatmap, lines, meter_bar, sparkline, waterfall};
use pen::Sheet;

/// Smaller than this there is no room for a mark, larger ones no screen shows.
const SIDES: (u32, u32) = (8, 8_000);

/// Draws a chart. Every specification has a picture, one of nothing included.
pub fn draw(spec: &ChartSpec) -> Chart {
    let side = |px: u32| f64::from(px.clamp(SIDES.0, SIDES.1));
    let size = (side(spec.width), side(spec.height));
    let finding = match spec.finding.as_str() {
        "" => &spec.title,
        finding => finding,
    };
    let mut sheet = Sheet::new(&spec.id, size.0, size.1);
    let plotted = plot(spec, &mut sheet, size);
    Chart {
        svg: sheet.into_svg(&spec.title, finding),
        width: size.0,
        height: size.1,
        plot: plotted.plot,
        x: plotted.x,
        y: plotted.y,
        series: plotted.series,
        title: spec.title.clone(),
        description: finding.to_owned(),
        table: plotted.table,
        reading: plotted.reading,
        is_money: matches!(spec.kind.format(), ValueFormat::Money { .. }),
    }
}

fn plot(spec: &ChartSpec, sheet: &mut Sheet, size: (f64, f64)) -> Plotted {
    let locale = &spec.locale;
    match &spec.kind {
        ChartKind::Lines(one) => lines::draw(one, locale, sheet, size),
        ChartKind::StackedBars(one) => bars::draw(one, Arrangement::Stacked, locale, sheet, size),
        ChartKind::GroupedBars(one) => bars::draw(one, Arrangement::Grouped, locale, sheet, size),
        ChartKind::Waterfall(one) => waterfall::draw(one, locale, sheet, size),
        ChartKind::Heatmap(one) => heatmap::draw(one, locale, sheet, size),
        ChartKind::Sparkline(one) => sparkline::draw(one, locale, sheet, size),
        ChartKind::MeterBar(one) => meter_bar::draw(one, locale, sheet, size),
    }
}

impl ChartKind {
    fn format(&self) -> &ValueFormat {
        match self {
            Self::Lines(one) => &one.format,
            Self::StackedBars(one) | Self::GroupedBars(one) => &one.format,
            Self::Waterfall(one) => &one.format,
            Self::Heatmap(one) => &one.format,
            Self::Sparkline(one) => &one.format,
            Self::MeterBar(one) => &one.format,
        }
    }
}
