//! How much of a limit is used: a bar that warns, with a mark where the limit stands.

use rust_decimal::Decimal;

use crate::chart::{Axis, ChartTable, PlottedPoint, Reading, Rect};
use crate::kinds::{Plotted, class, plotted};
use crate::locale::ChartLocale;
use crate::paint::{self, Paint};
use crate::pen::{Sheet, as_drawn};
use crate::spec::{Limit, MeterBar};
use crate::ticks::as_place;

/// The bar itself; the limit's mark reaches past it on both sides.
const THICK: f64 = 8.0;

pub(crate) fn draw(
    meter: &MeterBar,
    locale: &ChartLocale,
    sheet: &mut Sheet,
    (width, height): (f64, f64),
) -> Plotted {
    let plot = Rect {
        left: 0.0,
        top: ((height - THICK) / 2.0).max(0.0),
        width: width.max(1.0),
        height: THICK.min(height),
    };
    let shares = shares(meter);
    let right = |share: f64| as_drawn(plot.left + plot.width * share);
    let bar = |to: f64| ((plot.left, plot.top), (to, plot.bottom()));
    let paint = tone(meter);
    sheet.layer("chart-track", |pen| {
        let (from, to) = bar(plot.right());
        pen.bar(from, to, paint::TRACK.plain().pill());
    });
    sheet.layer(&class(0), |pen| {
        if shares.used > 0.0 {
            // As wide as high at least: the smallest use still shows.
            let (from, to) = bar(right(shares.used).max(THICK.min(plot.width)));
            pen.bar(from, to, paint.plain().pill());
        }
    });
    if shares.limit < 1.0 {
        let x = right(shares.limit);
        sheet.layer("chart-limit", |pen| {
            let (top, bottom) = ((plot.top - 3.0).max(0.0), (plot.bottom() + 3.0).min(height));
            pen.bar((x - 1.0, top), (x + 1.0, bottom), paint::FG.plain());
        });
    }
    let mut series = plotted(&meter.name, 0, paint);
    series.points.push(PlottedPoint {
        step: 0,
        x_px: right(shares.used),
        y_px: as_drawn(plot.top + plot.height / 2.0),
        value: locale.exact(meter.used, &meter.format),
        range: None,
        label: meter.name.clone(),
    });
    Plotted {
        plot,
        x: Axis::default(),
        y: Axis::default(),
        series: vec![series],
        table: table(meter, locale),
        reading: Reading::Figure,
    }
}

/// Parts of the bar's width.
struct Shares {
    used: f64,
    limit: f64,
}

/// Up to the limit the bar is the limit; beyond it, the bar is what was used.
fn shares(meter: &MeterBar) -> Shares {
    let used = as_place(meter.used).max(0.0);
    let limit = meter
        .limit
        .as_ref()
        .map(|limit| as_place(limit.value).max(0.0));
    match limit {
        Some(limit) if used > limit => Shares {
            used: 1.0,
            limit: limit / used,
        },
        Some(limit) if limit > 0.0 => Shares {
            used: used / limit,
            limit: 1.0,
        },
        _ => Shares {
            used: 0.0,
            limit: 1.0,
        },
    }
}

fn tone(meter: &MeterBar) -> Paint {
    let reached = |limit: &Limit, percent: Decimal| {
        let hundredfold = meter.used.saturating_mul(Decimal::ONE_HUNDRED);
        hundredfold >= limit.value.saturating_mul(percent)
    };
    match &meter.limit {
        Some(limit) if reached(limit, meter.alarm_percent) => paint::DANGER,
        Some(limit) if reached(limit, meter.warn_percent) => paint::FORECAST,
        _ => Paint::of_series(None, 0),
    }
}

fn table(meter: &MeterBar, locale: &ChartLocale) -> ChartTable {
    let exact = |value| locale.exact(value, &meter.format);
    let mut columns = vec![meter.name.clone()];
    let mut row = vec![exact(meter.used)];
    if let Some(limit) = &meter.limit {
        columns.push(limit.name.clone());
        row.push(exact(limit.value));
    }
    ChartTable {
        columns,
        rows: vec![row],
    }
}
