//! Whatever the numbers are: the picture stays inside itself, and the table says them all.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "tests: a panic is the message, and places and contrasts are floats"
)]

mod samples;

use charts::{
    Bars, Chart, ChartKind, Heatmap, Limit, Lines, MeterBar, Series, Sparkline, Steps, ValueFormat,
    Waterfall, WaterfallBar, draw,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn value() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        4 => (-1_000_000_i64..1_000_000, 0_u32..6).prop_map(|(n, scale)| Decimal::new(n, scale)),
        1 => Just(Decimal::ZERO),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
        1 => Just(Decimal::new(1, 28)),
    ]
}

fn values(steps: usize) -> impl Strategy<Value = Vec<Option<Decimal>>> {
    prop::collection::vec(prop::option::weighted(0.9, value()), steps)
}

fn rows() -> impl Strategy<Value = (usize, Vec<Vec<Option<Decimal>>>)> {
    (0_usize..40, 0_usize..5)
        .prop_flat_map(|(steps, count)| (Just(steps), prop::collection::vec(values(steps), count)))
}

fn named(rows: &[Vec<Option<Decimal>>]) -> Vec<Series> {
    let one = |(place, values): (usize, &Vec<Option<Decimal>>)| Series {
        name: format!("Series {place}"),
        tone: None,
        values: values.clone(),
    };
    rows.iter().enumerate().map(one).collect()
}

/// The same numbers in every kind.
fn kinds(steps: usize, rows: &[Vec<Option<Decimal>>]) -> Vec<ChartKind> {
    let dates = Steps::Days(samples::days((2026, 1, 1), steps));
    let series = named(rows);
    let limit = Some(Limit {
        name: "Limit".to_owned(),
        value: Decimal::from(100),
    });
    let bars = Bars {
        step_name: "Day".to_owned(),
        steps: dates.clone(),
        format: samples::count(),
        series: series.clone(),
        limit: limit.clone(),
        total_name: Some("Total".to_owned()),
    };
    let first: Vec<Decimal> = rows.iter().flatten().flatten().copied().collect();
    let bar = |value: &Decimal| WaterfallBar {
        name: value.to_string(),
        value: *value,
        is_total: value.is_zero(),
    };
    vec![
        ChartKind::Lines(Lines {
            step_name: "Day".to_owned(),
            steps: dates.clone(),
            format: samples::count(),
            series: series.clone(),
            area: true,
            limit: limit.clone(),
            forecast: None,
        }),
        ChartKind::StackedBars(bars.clone()),
        ChartKind::GroupedBars(bars),
        ChartKind::Waterfall(Waterfall {
            step_name: "Step".to_owned(),
            value_name: "Value".to_owned(),
            format: samples::count(),
            bars: first.iter().take(12).map(bar).collect(),
        }),
        ChartKind::Heatmap(Heatmap {
            row_name: "Row".to_owned(),
            rows: series.iter().map(|one| one.name.clone()).collect(),
            columns: (0..steps).map(|step| step.to_string()).collect(),
            format: ValueFormat::Percent,
            values: rows.to_vec(),
            deepest: None,
            cell_text: true,
        }),
        ChartKind::Sparkline(Sparkline {
            step_name: "Day".to_owned(),
            steps: dates,
            format: samples::count(),
            series: series
                .into_iter()
                .next()
                .unwrap_or_else(|| samples::series("None", vec![])),
        }),
        ChartKind::MeterBar(MeterBar {
            name: "Used".to_owned(),
            format: samples::count(),
            used: first.first().copied().unwrap_or_default(),
            limit,
            warn_percent: Decimal::from(80),
            alarm_percent: Decimal::from(95),
        }),
    ]
}

fn holds(chart: &Chart) -> Result<(), TestCaseError> {
    prop_assert!(
        !chart.svg.contains("NaN") && !chart.svg.contains("inf"),
        "{}",
        chart.svg
    );
    let plot = &chart.plot;
    for tick in chart.x.ticks.windows(2) {
        prop_assert!(tick[0].px < tick[1].px, "x ticks {tick:?}");
    }
    let is_heatmap = chart.svg.contains("chart-scale");
    for tick in chart.y.ticks.windows(2) {
        let is_ordered = if is_heatmap {
            tick[0].px < tick[1].px
        } else {
            tick[0].px > tick[1].px
        };
        prop_assert!(is_ordered, "y ticks {tick:?}");
    }
    let cells: Vec<&String> = chart.table.rows.iter().flatten().collect();
    for point in chart.series.iter().flat_map(|series| &series.points) {
        // A place is rounded to a tenth of a pixel.
        let inside = |at: f64, from: f64, to: f64| at >= from - 0.11 && at <= to + 0.11;
        prop_assert!(
            inside(point.x_px, plot.left, plot.right()),
            "{point:?} {plot:?}"
        );
        prop_assert!(
            inside(point.y_px, plot.top, plot.bottom()),
            "{point:?} {plot:?}"
        );
        prop_assert!(
            cells.contains(&&point.value),
            "{point:?} is not in the table"
        );
    }
    let columns = chart.table.columns.len();
    prop_assert!(chart.table.rows.iter().all(|row| row.len() == columns));
    Ok(())
}

proptest! {
    #[test]
    fn any_numbers_have_a_picture_inside_itself(
        (steps, rows) in rows(),
        width in 0_u32..1_600,
        height in 0_u32..600,
    ) {
        for kind in kinds(steps, &rows) {
            let mut spec = samples::spec("any", "Any", "Anything.", kind);
            (spec.width, spec.height) = (width, height);
            let chart = draw(&spec);
            holds(&chart)?;
            let printed = charts::print_svg(&chart.svg);
            let read = resvg::usvg::Tree::from_str(&printed, &Default::default());
            prop_assert!(read.is_ok(), "{:?}: {}", read.err(), chart.svg);
        }
    }
}

#[test]
fn the_samples_hold_too() {
    for spec in samples::all() {
        holds(&draw(&spec)).unwrap();
    }
}
