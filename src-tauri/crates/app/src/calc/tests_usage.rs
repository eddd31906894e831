//! `calc usage` against figures worked by hand, and against cases of other systems' suites.

use serde_json::{Value, json};

use super::tests::{error, one};

fn asked(aggregation: &str, events: &Value) -> Value {
    json!({"aggregation": aggregation, "period_start": "2026-01-01", "period_end": "2026-02-01",
           "events": events})
}

fn event(id: &str, at: &str, quantity: &str, value: &str) -> Value {
    json!({"id": id, "at": at, "quantity": quantity, "value": value})
}

#[test]
fn each_aggregation_of_one_month() {
    let events = json!([
        event("0", "2025-12-31T23:59:59Z", "100", "x"),
        event("1", "2026-01-01T00:00:00Z", "10", "a"),
        event("2", "2026-01-11T00:00:00Z", "30.5", "b"),
        event("2", "2026-01-11T00:00:00Z", "30.5", "b"),
        event("3", "2026-01-21T00:00:00Z", "20", "a"),
        event("4", "2026-02-01T00:00:00Z", "999", "y"),
    ]);
    let table = [
        ("sum", "60.5"),
        ("count", "3"),
        ("max", "30.5"),
        ("last", "20"),
        ("unique_count", "2"),
        // (10 × 10 + 10 × 30.5 + 11 × 20) level-days / 31 days = 625 / 31
        ("weighted", "20.161290322580645161290322581"),
    ];
    for (aggregation, quantity) in table {
        let answer = one("usage", asked(aggregation, &events));
        assert_eq!(answer["quantity"], quantity, "{aggregation}: {answer}");
        assert_eq!(answer["duplicates"], 1, "{aggregation}");
        assert_eq!(answer["late"], 1, "{aggregation}");
        let steps = answer["steps"].as_array().unwrap();
        assert!(steps.iter().all(|step| step["label"].is_string()));
    }
}

#[test]
fn a_level_before_the_period_is_carried_into_its_average() {
    // 4 for the first of two days, then 10: (4 + 10) / 2 = 7; the last of the earlier ones holds.
    let mut input = asked(
        "weighted",
        &json!([
            event("b", "2025-12-30T00:00:00Z", "4", ""),
            event("a", "2025-12-01T00:00:00Z", "90", ""),
            event("c", "2026-01-02T00:00:00Z", "10", ""),
        ]),
    );
    input["period_end"] = json!("2026-01-03");
    let answer = one("usage", input.clone());
    assert_eq!(
        (&answer["quantity"], &answer["late"]),
        (&json!("7"), &json!(2))
    );
    input["events"] = json!([]);
    assert_eq!(one("usage", input)["quantity"], "0");
}

#[test]
fn days_are_days_of_the_zone_and_instants_are_themselves() {
    // Berlin's 1 January begins at 23:00 UTC.
    let events = json!([event("1", "2025-12-31T23:00:00Z", "5", "")]);
    let mut input = asked("sum", &events);
    assert_eq!(one("usage", input.clone())["quantity"], "0");
    input["timezone"] = json!("Europe/Berlin");
    assert_eq!(one("usage", input.clone())["quantity"], "5");
    input["period_start"] = json!("2025-12-31T23:00:01Z");
    assert_eq!(one("usage", input)["quantity"], "0");
}

#[test]
fn quantities_are_rounded_as_asked() {
    // Lago, apply_rounding_service_spec.rb: 123.456
    let events = json!([event("1", "2026-01-05", "123.456", "")]);
    for (mode, decimals, expected) in [
        ("half_up", 2, "123.46"),
        ("down", 2, "123.45"),
        ("up", 0, "124"),
    ] {
        let mut input = asked("sum", &events);
        input["rounding"] = json!({"decimals": decimals, "mode": mode});
        assert_eq!(one("usage", input)["quantity"], expected, "{mode}");
    }
}

/// Lago, unique_count_service_spec.rb and latest_service_spec.rb count values once and take the
/// newest event; Stripe's meters count an identifier once.
#[test]
fn values_count_once_and_the_newest_is_the_last() {
    let events = json!([
        {"id": "1", "at": "2026-01-09T10:00:00Z", "value": "ada", "quantity": "3"},
        {"id": "2", "at": "2026-01-07T10:00:00Z", "value": "ada", "quantity": "9"},
        {"id": "3", "at": "2026-01-08T10:00:00Z", "value": "bo", "quantity": "-1"},
        {"id": "3", "at": "2026-01-10T10:00:00Z", "value": "cy", "quantity": "5"},
    ]);
    assert_eq!(
        one("usage", asked("unique_count", &events))["quantity"],
        "2"
    );
    assert_eq!(one("usage", asked("last", &events))["quantity"], "3");
    assert_eq!(one("usage", asked("sum", &events))["quantity"], "11");
    let bare = json!([{"id": "1", "at": "2026-01-09"}, {"id": "2", "at": "2026-01-09"}]);
    assert_eq!(one("usage", asked("count", &bare))["quantity"], "2");
}

#[test]
fn bad_input_names_its_field() {
    let good = asked("sum", &json!([event("1", "2026-01-05", "1", "")]));
    let broken = |path: &str, value: Value| {
        let mut input = good.clone();
        *input.pointer_mut(path).unwrap() = value;
        error("usage", input)
    };
    let table = [
        ("/aggregation", json!("median"), "aggregation"),
        ("/period_end", json!("2026-01-01"), "period_end"),
        ("/period_start", json!("soon"), "period_start"),
        ("/events", json!({}), "events"),
        ("/events/0/at", json!("noon"), "events.0.at"),
        ("/events/0/quantity", json!("many"), "events.0.quantity"),
        ("/events/0/id", json!(null), "events.0.id"),
    ];
    for (path, value, field) in table {
        assert_eq!(broken(path, value).1, field, "{path}");
    }
    let unvalued = json!([{"id": "1", "at": "2026-01-09"}]);
    let (code, field) = error("usage", asked("unique_count", &unvalued));
    assert_eq!(
        (code.as_str(), field.as_str()),
        ("missing_field", "events.0.value")
    );
    let mut input = good;
    input["rounding"] = json!({"decimals": 29});
    assert_eq!(error("usage", input).1, "rounding.decimals");
    let most = rust_decimal::Decimal::MAX.to_string();
    let huge = json!([
        event("1", "2026-01-05", &most, ""),
        event("2", "2026-01-05", &most, "")
    ]);
    let (code, field) = error("usage", asked("sum", &huge));
    assert_eq!(
        (code.as_str(), field.as_str()),
        ("usage_too_large", "events.0.quantity")
    );
}
