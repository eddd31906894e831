//! A line as small as a word: the shape of a series and a dot where it stands now.

use rust_decimal::Decimal;

use crate::chart::{Axis, Reading, Rect};
use crate::kinds::{Plotted, Writer, class, plotted};
use crate::locale::ChartLocale;
use crate::paint::Paint;
use crate::pen::{Point, Sheet, as_drawn};
use crate::spec::Sparkline;
use crate::ticks::as_place;

/// Room for the line's own width and the last dot.
const EDGE: f64 = 3.0;

pub(crate) fn draw(
    spark: &Sparkline,
    locale: &ChartLocale,
    sheet: &mut Sheet,
    (width, height): (f64, f64),
) -> Plotted {
    let plot = Rect {
        left: EDGE,
        top: EDGE,
        width: (width - 2.0 * EDGE).max(1.0),
        height: (height - 2.0 * EDGE).max(1.0),
    };
    let writer = Writer::new(locale, &spark.format, &spark.steps);
    let paint = Paint::of_series(spark.series.tone, 0);
    let mut series = plotted(&spark.series.name, 0, paint);
    for (step, value, place) in placed(spark, &plot) {
        series.points.push(writer.point(step, place, value));
    }
    let line: Vec<Point> = series
        .points
        .iter()
        .map(|point| (point.x_px, point.y_px))
        .collect();
    sheet.layer(&class(0), |pen| {
        if let (Some(first), Some(last)) = (line.first(), line.last()) {
            let mut ground = vec![(first.0, plot.bottom())];
            ground.extend(&line);
            ground.push((last.0, plot.bottom()));
            pen.shape(&ground, paint.plain().gradient());
            pen.line(&line, paint.plain().width(1.5));
            pen.dot(*last, 2.5, paint.plain());
        }
    });
    let table = writer.table(&spark.step_name, std::slice::from_ref(&spark.series));
    Plotted {
        plot,
        x: Axis::default(),
        y: Axis::default(),
        series: vec![series],
        table,
        reading: Reading::Points,
    }
}

/// From the least to the greatest value: a sparkline shows the shape, its figure stands beside it.
fn placed(spark: &Sparkline, plot: &Rect) -> Vec<(usize, Decimal, Point)> {
    let values = spark.series.values.iter().take(spark.steps.len());
    let known: Vec<(usize, Decimal)> = values
        .enumerate()
        .filter_map(|(step, value)| Some((step, (*value)?)))
        .collect();
    let place = |value: &(usize, Decimal)| as_place(value.1);
    let least = known.iter().map(place).fold(f64::INFINITY, f64::min);
    let greatest = known.iter().map(place).fold(f64::NEG_INFINITY, f64::max);
    let span = greatest - least;
    let last = spark.steps.len().saturating_sub(1).max(1) as f64;
    let at = |(step, value): (usize, Decimal)| {
        let share = if span > 0.0 {
            (as_place(value) - least) / span
        } else {
            0.5
        };
        let x = plot.left + plot.width * step as f64 / last;
        let y = plot.bottom() - plot.height * share;
        (step, value, (as_drawn(x), as_drawn(y)))
    };
    known.into_iter().map(at).collect()
}
