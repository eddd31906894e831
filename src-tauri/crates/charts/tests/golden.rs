//! Every kind of chart against its reviewed picture, and what holds for all of them.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "tests: a panic is the message, and places and contrasts are floats"
)]

mod samples;

use charts::{Chart, ChartKind, ChartSpec, Limit, draw, print_svg};
use rust_decimal::Decimal;

/// The reviewed file: the picture first, then where its points stand.
fn golden(chart: &Chart) -> String {
    let mut out = chart.svg.replace("><", ">\n<");
    for series in &chart.series {
        let ends = [series.points.first(), series.points.last()];
        for point in ends.into_iter().flatten() {
            let (x, y) = (point.x_px, point.y_px);
            out.push_str(&format!(
                "\n{} · {} · {} · {x} {y}",
                series.name, point.label, point.value
            ));
        }
    }
    out
}

#[test]
fn each_kind_is_drawn_as_reviewed() {
    for spec in samples::all() {
        insta::assert_snapshot!(spec.id.clone(), golden(&draw(&spec)));
    }
}

#[test]
fn no_picture_is_larger_than_forty_kilobytes() {
    for spec in samples::all() {
        let length = draw(&spec).svg.len();
        assert!(length <= 40_000, "{} has {length} bytes", spec.id);
    }
}

#[test]
fn two_charts_of_a_page_share_no_id() {
    let mut seen = std::collections::BTreeSet::new();
    for spec in samples::all() {
        let svg = draw(&spec).svg;
        for part in svg.split(" id=\"").skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(seen.insert(id.to_owned()), "{id} twice");
            assert!(
                id.starts_with(&spec.id),
                "{id} does not begin with {}",
                spec.id
            );
        }
    }
}

#[test]
fn a_printed_chart_has_literal_colours_only() {
    for spec in samples::all() {
        let chart = draw(&spec);
        assert!(chart.svg.contains("var(--"), "{}", spec.id);
        let printed = print_svg(&chart.svg);
        assert!(!printed.contains("var("), "{}", spec.id);
    }
}

#[test]
fn every_chart_becomes_a_picture_of_the_asked_size() {
    for spec in samples::all() {
        let png = draw(&spec).to_png(2.0).unwrap();
        // PNG (ISO/IEC 15948, 11.2.2): width and height stand at bytes 16 and 20, big-endian.
        let number = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
        assert_eq!(
            (number(16), number(20)),
            (spec.width * 2, spec.height * 2),
            "{}",
            spec.id
        );
    }
    let chart = draw(&samples::usage());
    assert!(chart.to_png(0.0).is_err());
    assert!(chart.to_png(1_000.0).is_err());
}

#[test]
fn words_of_a_customer_cannot_break_the_picture() {
    let mut spec = samples::usage();
    spec.title = "A <script> & \"B\"".to_owned();
    spec.id = "9 \"x".to_owned();
    let svg = draw(&spec).svg;
    assert!(
        svg.contains("A &lt;script&gt; &amp; &quot;B&quot;"),
        "{svg}"
    );
    assert!(svg.contains("id=\"chart-9--x-title\""), "{svg}");
    assert!(resvg::usvg::Tree::from_str(&print_svg(&svg), &Default::default()).is_ok());
}

#[test]
fn the_forecast_is_read_with_its_range() {
    let chart = draw(&samples::usage());
    let forecast = chart.series.last().unwrap();
    assert_eq!(forecast.name, "Forecast");
    let first = &forecast.points[0];
    // Day 21 of 30: the first expected one.
    assert_eq!(
        (first.step, first.label.as_str()),
        (20, "Sat, Nov 21, 2026")
    );
    assert!(first.range.is_some());
    let heads = &chart.table.columns;
    assert_eq!(
        heads[2..],
        ["Forecast", "80% from", "80% to", "95% from", "95% to"]
    );
    assert!(chart.table.rows[20].contains(&first.value));
}

#[test]
fn a_limit_of_money_can_be_hidden() {
    let mut spec = samples::all().remove(3);
    let ChartKind::Lines(lines) = &mut spec.kind else {
        panic!("the fourth sample is lines");
    };
    lines.limit = Some(Limit {
        name: "Budget".to_owned(),
        value: Decimal::from(1_200_000),
    });
    // 1,200,000 cents are $12,000.
    let svg = draw(&spec).svg;
    let before = svg.split(">Budget $12k</text>").next().unwrap();
    let tag = before.rsplit("<text").next().unwrap();
    assert!(tag.contains("data-amount"), "{tag}");
}

#[test]
fn a_narrow_chart_names_its_lines_above() {
    let mut spec = samples::all().remove(2);
    let wide = draw(&spec);
    spec.width = 240;
    let narrow = draw(&spec);
    // Four names need two rows of 20 and 6 below them.
    assert_eq!(narrow.plot.top - wide.plot.top, 46.0);
    for name in ["Enterprise", "Business", "Team", "Starter"] {
        assert!(narrow.svg.contains(&format!(">{name}</text>")), "{name}");
    }
}

#[test]
fn a_chart_without_a_finding_is_described_by_its_title() {
    let mut spec = samples::usage();
    spec.finding = String::new();
    assert_eq!(draw(&spec).description, spec.title);
}

#[test]
fn a_specification_survives_its_wire_form() {
    for spec in samples::all() {
        let text = serde_json::to_string(&spec).unwrap();
        let read: ChartSpec = serde_json::from_str(&text).unwrap();
        assert_eq!(read, spec);
    }
}

#[test]
fn a_picture_has_its_words() {
    let chart = draw(&samples::usage());
    let png = chart.to_png(1.0).unwrap();
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
    let is_ink = |x: u32, y: u32| picture.pixel(x, y).is_some_and(|pixel| pixel.red() < 160);
    // Left of the plot there is nothing but the labels of the axis.
    let beside = 0..(chart.plot.left as u32 - 4);
    let inked = beside.flat_map(|x| (0..picture.height()).map(move |y| (x, y)));
    let count = inked.filter(|(x, y)| is_ink(*x, *y)).count();
    assert!(
        count > 100,
        "only {count} dark pixels where the labels stand"
    );
}
