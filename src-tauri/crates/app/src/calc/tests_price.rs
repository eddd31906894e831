//! `calc price` against figures worked by hand and examples that other systems publish.

use serde_json::{Value, json};

use super::tests::{error, one};

fn tiers(kind: &str) -> Value {
    json!({"type": kind, "tiers": [
        {"up_to": "5", "unit_amount": "7"},
        {"up_to": "10", "unit_amount": "6.50"},
        {"up_to": null, "unit_amount": "6"},
    ]})
}

fn amount(quantity: &str, model: &Value) -> Value {
    let input = json!({"currency": "USD", "quantity": quantity, "model": model});
    one("price", input)["amount"].clone()
}

#[test]
fn tiers_price_as_stripe_documents_them() {
    // Stripe's documentation of tiers: 7 to 5, 6.50 to 10, 6 above.
    // quantity: volume (all by one tier), graduated (35 + 32.50 + the rest)
    let table = [
        ("1", "7.00", "7.00"),
        ("5", "35.00", "35.00"),
        ("6", "39.00", "41.50"),    // 6 × 6.50; 35 + 6.50
        ("20", "120.00", "127.50"), // 20 × 6; 35 + 32.50 + 10 × 6
        ("25", "150.00", "157.50"),
    ];
    for (quantity, volume, graduated) in table {
        assert_eq!(amount(quantity, &tiers("tiered_volume")), volume);
        assert_eq!(amount(quantity, &tiers("tiered_graduated")), graduated);
    }
}

#[test]
fn zero_usage_pays_the_first_flat_amount_unless_it_is_free() {
    for kind in ["tiered_graduated", "tiered_volume"] {
        let mut model = json!({"type": kind, "tiers": [
            {"up_to": "10", "unit_amount": "1", "flat_amount": "5"},
            {"up_to": null, "unit_amount": "2"},
        ]});
        assert_eq!(amount("0", &model), "5.00");
        model["zero_usage"] = json!("free");
        assert_eq!(amount("0", &model), "0.00");
        assert_eq!(amount("10", &model), "15.00"); // 10 × 1 + 5
    }
}

#[test]
fn packages_round_as_they_say() {
    let model = json!({"type": "package", "size": "1000", "amount": "2.50", "round": "up"});
    let down = json!({"type": "package", "size": "1000", "amount": "2.50", "round": "down"});
    assert_eq!(amount("0", &model), "0.00");
    assert_eq!(amount("1001", &model), "5.00"); // 2 begun blocks
    assert_eq!(amount("1999", &down), "2.50"); // 1 full block
}

#[test]
fn percentages_are_of_events_or_of_one_quantity() {
    // Lago's documentation: the first 3 events or 500 are free, then 1.2 % and 0.10.
    let model = json!({"type": "percentage", "rate_pct": "1.2", "fixed": "0.10",
                       "free_events": 3, "free_amount": "500"});
    let events = json!({"currency": "USD", "amounts": ["200", "100", "100", "50"],
                        "model": model});
    let answer = one("price", events);
    assert_eq!(answer["amount"], "0.70"); // 0.10 + 50 × 1.2 %
    let steps = answer["steps"].as_array().expect("steps");
    assert!(steps.len() >= 4, "{steps:?}");
    // of 600 only the 100 above the free amount pay: 0.10 + 1.20
    assert_eq!(amount("600", &model), "1.30");
    let graduated = json!({"type": "graduated_percentage", "tiers": [
        {"up_to": "1000", "rate_pct": "2", "flat_amount": "1"},
        {"up_to": null, "rate_pct": "1"},
    ]});
    let events = json!({"currency": "USD", "amounts": ["400", "1100"], "model": graduated});
    assert_eq!(one("price", events)["amount"], "26.00"); // 1 + 1000 × 2 % + 500 × 1 %
}

#[test]
fn included_units_come_first_and_the_commitment_last() {
    let input = json!({"currency": "KWD", "quantity": "12", "included": "2",
                       "commitment": "100", "model": tiers("tiered_graduated")});
    let answer = one("price", input);
    // 10 billable: 5 × 7 + 5 × 6.50 = 67.500; 100.000 − 67.500 = 32.500 more
    assert_eq!(answer["exact"], "67.5");
    assert_eq!(answer["true_up"], "32.500");
    assert_eq!(answer["amount"], "100.000");
}

#[test]
fn a_bad_price_names_its_field() {
    let table = [
        (json!({"type": "flat"}), "model.amount"),
        (json!({"type": "per_seat"}), "model.type"),
        (json!({}), "model.type"),
        (json!("flat"), "model"),
        (
            json!({"type": "flat", "amount": "1", "size": "1"}),
            "model.size",
        ),
        (
            json!({"type": "package", "size": "0", "amount": "1"}),
            "model.size",
        ),
        (
            json!({"type": "package", "size": "1", "amount": "1", "round": "near"}),
            "model.round",
        ),
        (json!({"type": "tiered_volume"}), "model.tiers"),
        (json!({"type": "tiered_volume", "tiers": []}), "model.tiers"),
        (
            json!({"type": "tiered_volume", "tiers": [{"up_to": null}]}),
            "model.tiers.0.unit_amount",
        ),
        (
            json!({"type": "tiered_volume", "tiers": [{"up_to": "5", "unit_amount": "x"}]}),
            "model.tiers.0.unit_amount",
        ),
        (
            json!({"type": "tiered_volume", "tiers": [{"up_to": "1", "price": "1"}]}),
            "model.tiers.0.price",
        ),
        (
            json!({"type": "tiered_graduated", "tiers": [
            {"up_to": "5", "unit_amount": "1"}, {"up_to": "4", "unit_amount": "1"}]}),
            "model.tiers.1.up_to",
        ),
        (
            json!({"type": "tiered_volume", "zero_usage": "half", "tiers": []}),
            "model.zero_usage",
        ),
        (
            json!({"type": "percentage", "rate_pct": "1", "free_events": "-1"}),
            "model.free_events",
        ),
        (
            json!({"type": "percentage", "rate_pct": "1", "fixed": "-1"}),
            "model.fixed",
        ),
    ];
    for (model, field) in table {
        let input = json!({"currency": "EUR", "quantity": "3", "model": model});
        assert_eq!(error("price", input).1, field, "{model}");
    }
}

#[test]
fn a_bad_quantity_names_its_field() {
    let unit = json!({"type": "per_unit", "unit_amount": "1"});
    let table = [
        (json!({"currency": "EUR", "model": unit}), "quantity"),
        (
            json!({"currency": "EUR", "quantity": "-1", "model": unit}),
            "quantity",
        ),
        (
            json!({"currency": "EUR", "quantity": 1.5, "model": unit}),
            "quantity",
        ),
        (
            json!({"currency": "EUR", "quantity": "1e400", "model": unit}),
            "quantity",
        ),
        (
            json!({"currency": "EUR", "amounts": ["1"], "model": unit}),
            "amounts",
        ),
        (
            json!({"currency": "EUR", "quantity": "1", "included": "-1", "model": unit}),
            "included",
        ),
        (
            json!({"currency": "EUR", "amounts": ["1", "x"],
                "model": {"type": "percentage", "rate_pct": "1"}}),
            "amounts.1",
        ),
        (
            json!({"currency": "EUR", "amounts": ["1", "-2"],
                "model": {"type": "percentage", "rate_pct": "1"}}),
            "amounts.1",
        ),
    ];
    let most = "79228162514264337593543950335"; // 29 digits, as many as there are
    let huge = json!({"currency": "EUR", "amounts": [most, most],
                      "model": {"type": "percentage", "rate_pct": "1"}});
    assert_eq!(error("price", huge).1, "amounts.0");
    for (input, field) in table {
        assert_eq!(error("price", input.clone()).1, field, "{input}");
    }
}
