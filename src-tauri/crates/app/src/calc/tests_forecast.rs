//! The calculator's forecasts: their shape, their refusals, and a season that anybody can continue.

use serde_json::{Value, json};

use super::tests::{error, one};

fn figures(value: &Value) -> Vec<f64> {
    let texts = value.as_array().expect("a list").iter();
    texts
        .map(|text| text.as_str().expect("a text").parse().expect("a figure"))
        .collect()
}

#[test]
fn a_week_repeats_and_every_interval_holds_its_middle() {
    let week = ["10", "20", "30", "40", "50", "5", "1"];
    let values = week.repeat(10);
    let answer = one(
        "forecast",
        json!({"frequency": "day", "values": values, "horizon": 7, "levels": ["80", 95]}),
    );
    let mean = figures(&answer["mean"]);
    for (told, usual) in mean.iter().zip(week) {
        let usual: f64 = usual.parse().expect("a figure");
        assert!((told - usual).abs() < 0.01 * usual, "{mean:?}");
    }
    for level in ["80", "95"] {
        let lower = figures(&answer["lower"][level]);
        let upper = figures(&answer["upper"][level]);
        for ((low, middle), high) in lower.iter().zip(&mean).zip(&upper) {
            assert!(0.0 <= *low && low <= middle && middle <= high, "{answer}");
        }
    }
    assert!(
        answer["method"]
            .as_str()
            .is_some_and(|name| name.contains("STL"))
    );
    assert!(
        answer["steps"]
            .as_array()
            .is_some_and(|steps| steps.len() >= 4)
    );
}

#[test]
fn what_cannot_be_told_names_its_field() {
    let ask = |frequency: &str, values: Value, horizon: u32, levels: Value| {
        let input = json!({"frequency": frequency, "values": values, "horizon": horizon,
                           "levels": levels});
        error("forecast", input).1
    };
    let three = || json!(["1", "2", "3"]);
    assert_eq!(ask("hour", three(), 3, json!(["80"])), "frequency");
    assert_eq!(ask("month", json!(["1", "2"]), 3, json!(["80"])), "values");
    assert_eq!(
        ask("month", json!(["1", "x", "3"]), 3, json!([])),
        "values.1"
    );
    assert_eq!(ask("month", three(), 0, json!(["80"])), "horizon");
    assert_eq!(ask("month", three(), 3, json!(["80", "100"])), "levels.1");
}
