//! Bars by step: stacked upon each other, or side by side.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::chart::{ChartTable, PlottedSeries, Reading};
use crate::frame::Frame;
use crate::kinds::{
    ABSENT, Plotted, Writer, class, known, limit_name, paint_of, plotted, value_at,
};
use crate::locale::ChartLocale;
use crate::names::{Name, Names};
use crate::paint::{self, Brush, Paint};
use crate::pen::{Sheet, as_drawn};
use crate::spec::{Bars, Series};

/// Wider bars look like walls.
const WIDEST: f64 = 44.0;
/// Of a step, how much its bars take.
const SHARE: f64 = 0.66;

/// One drawn bar: its value and the heights between which it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bar {
    place: usize,
    step: usize,
    value: Decimal,
    /// Where it begins, nearer to zero.
    from: Decimal,
    to: Decimal,
    left: f64,
    width: f64,
    /// The last of its stack, the one with round corners.
    is_outer: bool,
}

/// How the bars of one step stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrangement {
    Stacked,
    Grouped,
}

pub(crate) fn draw(
    bars: &Bars,
    arrangement: Arrangement,
    locale: &ChartLocale,
    sheet: &mut Sheet,
    size: (f64, f64),
) -> Plotted {
    let values = extent(bars, arrangement);
    let names = Names {
        legend: legend(bars, locale),
        banded: true,
        ..Names::default()
    };
    let frame = Frame::new(locale, (&bars.format, &bars.steps), size, &values, names);
    let (x, y) = frame.draw(sheet);
    let placed = match arrangement {
        Arrangement::Stacked => stacked(bars, &frame),
        Arrangement::Grouped => grouped(bars, &frame),
    };
    for place in 0..bars.series.len() {
        draw_series(
            sheet,
            &frame,
            &placed,
            (place, paint_of(&bars.series, place)),
        );
    }
    frame.draw_zero(sheet);
    draw_limit(sheet, &frame, bars);
    let writer = Writer::new(locale, &bars.format, &bars.steps);
    let mut series = plotted_bars(bars, &frame, &writer, &placed);
    let mut table = writer.table(&bars.step_name, &bars.series);
    if arrangement == Arrangement::Stacked {
        add_total(bars, &frame, &writer, (&mut series, &mut table));
    }
    Plotted {
        plot: frame.plot,
        x,
        y,
        series,
        table,
        reading: Reading::Bands {
            width_px: as_drawn(frame.band()),
        },
    }
}

fn draw_series(sheet: &mut Sheet, frame: &Frame<'_>, bars: &[Bar], (place, paint): (usize, Paint)) {
    sheet.layer(&class(place), |pen| {
        for bar in bars.iter().filter(|bar| bar.place == place) {
            let (from, to) = heights(frame, bar);
            let corners = ((bar.left, from), (bar.left + bar.width, to));
            pen.bar(corners.0, corners.1, brush(paint, bar));
        }
    });
}

/// Half a pixel short towards its neighbours; a value that is not zero stays visible.
fn heights(frame: &Frame<'_>, bar: &Bar) -> (f64, f64) {
    let (from, to) = (frame.values.y(bar.from), frame.values.y(bar.to));
    let towards = if bar.value.is_sign_negative() {
        1.0
    } else {
        -1.0
    };
    let begin = if bar.from.is_zero() {
        from
    } else {
        from + 0.5 * towards
    };
    let end = if bar.is_outer { to } else { to - 0.5 * towards };
    if bar.value.is_zero() || (end - begin) * towards >= 1.0 {
        (begin, end)
    } else {
        (begin, begin + towards)
    }
}

fn brush(paint: Paint, bar: &Bar) -> Brush {
    let plain = paint.plain();
    match (bar.is_outer, bar.value.is_sign_negative()) {
        (false, _) => plain,
        (true, false) => plain.round_top(),
        (true, true) => plain.round_bottom(),
    }
}

fn stacked(bars: &Bars, frame: &Frame<'_>) -> Vec<Bar> {
    let width = (frame.band() * SHARE).min(WIDEST);
    let mut out = Vec::new();
    for step in 0..bars.steps.len() {
        let (mut above, mut below) = (Decimal::ZERO, Decimal::ZERO);
        let begin = out.len();
        for (place, series) in bars.series.iter().enumerate() {
            let Some(value) = value_at(series, step).filter(|value| !value.is_zero()) else {
                continue;
            };
            let end = if value.is_sign_negative() {
                &mut below
            } else {
                &mut above
            };
            let from = *end;
            *end = end.saturating_add(value);
            out.push(Bar {
                place,
                step,
                value,
                from,
                to: *end,
                left: frame.x(step) - width / 2.0,
                width,
                is_outer: false,
            });
        }
        for bar in out.iter_mut().skip(begin) {
            bar.is_outer = bar.to == above || bar.to == below;
        }
    }
    out
}

fn grouped(bars: &Bars, frame: &Frame<'_>) -> Vec<Bar> {
    let count = bars.series.len().max(1) as f64;
    let all = (frame.band() * SHARE).min(WIDEST * count);
    let each = all / count;
    // A pixel between neighbours, as long as it is a small part of them.
    let gap = if each > 4.0 { 1.0 } else { 0.0 };
    let mut out = Vec::new();
    for step in 0..bars.steps.len() {
        for (place, series) in bars.series.iter().enumerate() {
            let Some(value) = value_at(series, step) else {
                continue;
            };
            let left = frame.x(step) - all / 2.0 + each * place as f64 + gap / 2.0;
            out.push(Bar {
                place,
                step,
                value,
                from: Decimal::ZERO,
                to: value,
                left,
                width: each - gap,
                is_outer: true,
            });
        }
    }
    out
}

fn draw_limit(sheet: &mut Sheet, frame: &Frame<'_>, bars: &Bars) {
    let Some(limit) = &bars.limit else {
        return;
    };
    let y = frame.values.y(limit.value);
    sheet.layer("chart-limit", |pen| {
        let brush = paint::DANGER.plain().width(1.5).dashed();
        pen.line(&[(frame.plot.left, y), (frame.plot.right(), y)], brush);
    });
}

/// Every value with the end of its bar; zero has no bar and stands on the line.
fn plotted_bars(
    bars: &Bars,
    frame: &Frame<'_>,
    writer: &Writer<'_>,
    placed: &[Bar],
) -> Vec<PlottedSeries> {
    let one = |(place, series): (usize, &Series)| {
        let mut out = plotted(&series.name, place, paint_of(&bars.series, place));
        let own = placed.iter().filter(|bar| bar.place == place);
        let by_step: BTreeMap<usize, &Bar> = own.map(|bar| (bar.step, bar)).collect();
        for (step, value) in known(series, bars.steps.len()) {
            let end = match by_step.get(&step) {
                Some(bar) => (as_drawn(bar.left + bar.width / 2.0), frame.values.y(bar.to)),
                None => (frame.x(step), frame.values.zero()),
            };
            out.points.push(writer.point(step, end, value));
        }
        out
    };
    bars.series.iter().enumerate().map(one).collect()
}

/// The sum of each stack, above it and in the last column of the table.
fn add_total(
    bars: &Bars,
    frame: &Frame<'_>,
    writer: &Writer<'_>,
    (series, table): (&mut Vec<PlottedSeries>, &mut ChartTable),
) {
    let Some(name) = &bars.total_name else {
        return;
    };
    let mut total = plotted(name, bars.series.len(), paint::FG);
    "chart-total".clone_into(&mut total.class);
    table.columns.push(name.clone());
    for (step, row) in table.rows.iter_mut().enumerate() {
        let values: Vec<Decimal> = bars
            .series
            .iter()
            .filter_map(|one| value_at(one, step))
            .collect();
        if values.is_empty() {
            row.push(ABSENT.to_owned());
            continue;
        }
        let plus = |sum: Decimal, value: &Decimal| sum.saturating_add(*value);
        let sum = values.iter().fold(Decimal::ZERO, plus);
        let above = values.iter().filter(|value| value.is_sign_positive());
        let top = frame.values.y(above.fold(Decimal::ZERO, plus));
        row.push(writer.exact(sum));
        total
            .points
            .push(writer.point(step, (frame.x(step), top), sum));
    }
    series.insert(0, total);
}

fn legend(bars: &Bars, locale: &ChartLocale) -> Vec<Name> {
    let name = |(place, series): (usize, &Series)| Name {
        text: series.name.clone(),
        paint: paint_of(&bars.series, place),
        dashed: false,
        is_amount: false,
    };
    let is_alone = bars.series.len() < 2;
    let mut out: Vec<Name> = bars.series.iter().enumerate().map(name).collect();
    if is_alone {
        out.clear();
    }
    let limit = bars.limit.iter();
    out.extend(limit.map(|limit| limit_name(limit, &bars.format, locale)));
    out
}

/// What the axis must hold: single values, or the ends of the stacks.
fn extent(bars: &Bars, arrangement: Arrangement) -> Vec<Decimal> {
    let mut out: Vec<Decimal> = bars.limit.iter().map(|limit| limit.value).collect();
    for step in 0..bars.steps.len() {
        let values = bars
            .series
            .iter()
            .filter_map(|series| value_at(series, step));
        match arrangement {
            Arrangement::Grouped => out.extend(values),
            Arrangement::Stacked => {
                let (mut above, mut below) = (Decimal::ZERO, Decimal::ZERO);
                for value in values {
                    let end = if value.is_sign_negative() {
                        &mut below
                    } else {
                        &mut above
                    };
                    *end = end.saturating_add(value);
                }
                out.extend([above, below]);
            }
        }
    }
    out
}
