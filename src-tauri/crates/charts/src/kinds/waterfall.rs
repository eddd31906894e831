//! From one total to another by what was added and taken away.

use rust_decimal::Decimal;

use crate::chart::Reading;
use crate::frame::Frame;
use crate::kinds::{Plotted, Writer, class, plotted};
use crate::locale::ChartLocale;
use crate::names::Names;
use crate::paint::{self, Brush, Paint};
use crate::pen::{Sheet, as_drawn};
use crate::spec::{Series, Steps, Tone, Waterfall, WaterfallBar};

const SHARE: f64 = 0.62;
const WIDEST: f64 = 64.0;

pub(crate) fn draw(
    waterfall: &Waterfall,
    locale: &ChartLocale,
    sheet: &mut Sheet,
    size: (f64, f64),
) -> Plotted {
    let spans = spans(&waterfall.bars);
    let steps = Steps::Names(waterfall.bars.iter().map(|bar| bar.name.clone()).collect());
    let values: Vec<Decimal> = spans.iter().flat_map(|span| [span.0, span.1]).collect();
    let names = Names {
        banded: true,
        ..Names::default()
    };
    let frame = Frame::new(locale, (&waterfall.format, &steps), size, &values, names);
    let (x, y) = frame.draw(sheet);
    let width = (frame.band() * SHARE).min(WIDEST);
    sheet.layer("chart-connectors", |pen| {
        for (step, (_, to)) in spans.iter().enumerate().take(spans.len().saturating_sub(1)) {
            let y = frame.values.y(*to).floor() + 0.5;
            let (from, until) = (frame.x(step) + width / 2.0, frame.x(step + 1) - width / 2.0);
            pen.line(&[(from, y), (until, y)], paint::ZERO.plain());
        }
    });
    let mut series = plotted(&waterfall.value_name, 0, Paint::of_series(None, 0));
    let writer = Writer::new(locale, &waterfall.format, &steps);
    sheet.layer(&class(0), |pen| {
        for (step, (bar, (from, to))) in waterfall.bars.iter().zip(&spans).enumerate() {
            let (middle, from, to) = (frame.x(step), frame.values.y(*from), frame.values.y(*to));
            let place = (middle - width / 2.0, from);
            pen.bar(place, (middle + width / 2.0, to), brush(bar));
            series
                .points
                .push(writer.point(step, (as_drawn(middle), to), bar.value));
        }
    });
    frame.draw_zero(sheet);
    let row = Series {
        name: waterfall.value_name.clone(),
        tone: None,
        values: waterfall.bars.iter().map(|bar| Some(bar.value)).collect(),
    };
    Plotted {
        plot: frame.plot,
        x,
        y,
        series: vec![series],
        table: writer.table(&waterfall.step_name, &[row]),
        reading: Reading::Bands {
            width_px: as_drawn(frame.band()),
        },
    }
}

/// Where each bar begins and ends.
fn spans(bars: &[WaterfallBar]) -> Vec<(Decimal, Decimal)> {
    let mut level = Decimal::ZERO;
    let span = |bar: &WaterfallBar| {
        let from = if bar.is_total { Decimal::ZERO } else { level };
        level = from.saturating_add(bar.value);
        (from, level)
    };
    bars.iter().map(span).collect()
}

fn brush(bar: &WaterfallBar) -> Brush {
    let tone = match (bar.is_total, bar.value.is_sign_negative()) {
        (true, _) => Tone::New,
        (false, false) => Tone::Expansion,
        (false, true) => Tone::Contraction,
    };
    Paint::of_series(Some(tone), 0).plain().round()
}
