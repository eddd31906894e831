//! Prices typed in by every model: read back as typed, and priced as the calculator does.

use serde_json::{Value, json};

use super::tests::{ask, content, flat, price, product, refused};
use crate::context::App;
use crate::testing::opened;

/// A model, what is asked of it, and the minor units that it comes to.
const MODELS: [(&str, &str, &str); 8] = [
    (r#"{"type": "flat", "amount": "49.90"}"#, "3", "4990"),
    // 3 x 0.005 = 0.015, rounded up
    (r#"{"type": "per_unit", "unit_amount": "0.005"}"#, "3", "2"),
    // 2.5 blocks: 3 are begun, 2 are full
    (
        r#"{"type": "package", "size": "100", "amount": "2.00", "round": "up"}"#,
        "250",
        "600",
    ),
    (
        r#"{"type": "package", "size": "100", "amount": "2.00", "round": "down"}"#,
        "250",
        "400",
    ),
    // 10 x 1.00 + 2 x 0.50 + 2.00
    (
        r#"{"type": "tiered_graduated", "tiers": [{"up_to": "10", "unit_amount": "1.00"},
            {"up_to": null, "unit_amount": "0.50", "flat_amount": "2.00"}]}"#,
        "12",
        "1300",
    ),
    // 12 x 0.50 + 2.00
    (
        r#"{"type": "tiered_volume", "tiers": [{"up_to": "10", "unit_amount": "1.00"},
            {"up_to": null, "unit_amount": "0.50", "flat_amount": "2.00"}]}"#,
        "12",
        "800",
    ),
    // 2.9 % of 100 and of 50 are 2.90 and 1.45; with 0.30 for each
    (
        r#"{"type": "percentage", "rate_pct": "2.9", "fixed": "0.30"}"#,
        "100 50",
        "495",
    ),
    // 2 % of 100 and 1 % of the 50 above
    (
        r#"{"type": "graduated_percentage", "tiers": [{"up_to": "100", "rate_pct": "2"},
            {"up_to": null, "rate_pct": "1"}]}"#,
        "100 50",
        "250",
    ),
];

/// Models that make no price, and the field that says why.
const FAULTS: [(&str, &str); 13] = [
    (r#"{"type": ""}"#, "model.type"),
    (r#"{"type": "free"}"#, "model.type"),
    (r#"{"type": "flat"}"#, "model.amount"),
    (r#"{"type": "flat", "amount": "12,50"}"#, "model.amount"),
    (
        r#"{"type": "per_unit", "unit_amount": "-1"}"#,
        "model.unit_amount",
    ),
    (
        r#"{"type": "package", "size": "0", "amount": "1"}"#,
        "model.size",
    ),
    (
        r#"{"type": "package", "size": "1", "amount": "1", "round": "off"}"#,
        "model.round",
    ),
    (r#"{"type": "tiered_volume"}"#, "model.tiers"),
    (
        r#"{"type": "tiered_volume", "tiers": [{"up_to": "x", "unit_amount": "1"}]}"#,
        "model.tiers.0.up_to",
    ),
    (
        r#"{"type": "tiered_volume", "tiers": [{"up_to": "10", "unit_amount": "1"},
            {"up_to": "10", "unit_amount": "2"}, {"up_to": null, "unit_amount": "1"}]}"#,
        "model.tiers.1.up_to",
    ),
    (
        r#"{"type": "tiered_graduated", "tiers": [{"up_to": "", "unit_amount": "1"},
            {"up_to": "10", "unit_amount": "2"}]}"#,
        "model.tiers.0.up_to",
    ),
    (
        r#"{"type": "percentage", "rate_pct": "1", "free_events": "1.5"}"#,
        "model.free_events",
    ),
    (
        r#"{"type": "percentage", "rate_pct": "1", "min": "2", "max": "1"}"#,
        "model.min",
    ),
];

fn model(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// A plan's prices, one for each model; the first recurs, the others are counted.
fn prices() -> Vec<Value> {
    let models = MODELS.iter().enumerate();
    models
        .map(|(at, (text, _, _))| match at {
            0 => price("base", "recurring", &model(text)),
            at => price(&format!("charge_{at}"), "metered", &model(text)),
        })
        .collect()
}

fn tried(app: &App, price: &Value, quantity: &str) -> Value {
    let request = json!({"price": price, "quantity": quantity});
    ask(app, "plans.try_price", request)
}

#[test]
fn every_model_is_priced_as_the_calculator_does() {
    let (app, _folder) = opened();
    for (typed, (_, quantity, minor)) in prices().iter().zip(MODELS) {
        let tried = tried(&app, typed, quantity);
        assert_eq!(tried["problems"], json!([]), "{typed}");
        assert_eq!(tried["amount"]["minor"], minor, "{typed}");
        let count = |part: &str| tried[part].as_array().map_or(0, Vec::len);
        assert!(count("steps") > 0 && count("words") > 1, "{typed}");
    }
}

#[test]
fn a_price_without_a_name_can_be_tried() {
    let (app, _folder) = opened();
    let mut unnamed = prices()[1].clone();
    unnamed["name"] = json!("");
    let tried = tried(&app, &unnamed, "100");
    assert_eq!(tried["amount"]["minor"], "50"); // 100 x 0.005
    assert_eq!(tried["problems"][0]["field"], "name");
}

#[test]
fn what_is_typed_is_shown_as_typed_and_makes_the_same_plan_again() {
    let (app, _folder) = opened();
    let prices = prices();
    let fields = json!({"product_id": product(&app, "Everything"), "name": "All models"});
    let request = json!({"fields": fields, "content": content(&prices)});
    let made = ask(&app, "plans.create", request);
    let kept = &made["versions"][0]["content"];
    assert_eq!(made["words"].as_array().map(Vec::len), Some(prices.len()));
    assert_eq!(kept["prices"][0]["model"]["amount"], "49.90");
    assert_eq!(
        kept["prices"][4]["model"]["tiers"][1]["flat_amount"],
        "2.00"
    );
    assert_eq!(kept["prices"][1]["timing"], "arrears");
    let fields = json!({"product_id": made["fields"]["product_id"], "name": "Again"});
    let request = json!({"fields": fields, "content": kept});
    let again = ask(&app, "plans.create", request);
    assert_eq!(again["versions"][0]["content"], *kept);
}

#[test]
fn what_cannot_be_a_price_is_named_at_its_field() {
    let (app, _folder) = opened();
    let product_id = product(&app, "Writing");
    for (text, field) in FAULTS {
        let wrong = price("use", "metered", &model(text));
        let tried = tried(&app, &wrong, "1");
        assert_eq!(tried["amount"], Value::Null, "{text}");
        assert_eq!(tried["problems"][0]["field"], field, "{text}");

        let fields = json!({"product_id": product_id, "name": "Basic"});
        let request = json!({"fields": fields, "content": content(&[flat("29"), wrong])});
        let error = refused(&app, "plans.create", request);
        assert_eq!(error.code, "plan_incomplete");
        assert_eq!(error.field, Some(format!("content.prices.1.{field}")));
    }
    assert_eq!(ask(&app, "plans.list", json!({}))["total_count"], 0);
}
