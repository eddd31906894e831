//! The calculator against figures worked by hand from the contract.

use serde_json::{Value, json};

use super::run::answer;

pub(super) fn one(what: &str, input: Value) -> Value {
    let mut answers = answer(what, &[input]).expect("a known calculation").answers;
    answers.remove(0)
}

pub(super) fn error(what: &str, input: Value) -> (String, String) {
    let answer = one(what, input);
    let text = |field: &str| {
        answer["error"][field]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(!text("message").is_empty(), "{answer}");
    (text("code"), text("field"))
}

#[test]
fn prices_are_included_units_then_the_model_then_the_commitment() {
    // (12 - 5) × 0.125 = 0.875, rounded half up 0.88; committed 2.00, so 1.12 is added.
    let answer = one(
        "price",
        json!({"currency": "EUR", "quantity": "12", "included": "5", "commitment": "2.00",
               "model": {"type": "per_unit", "unit_amount": "0.125"}}),
    );
    assert_eq!(answer["amount"], "2.00");
    assert_eq!(answer["exact"], "0.875");
    assert_eq!(answer["true_up"], "1.12");
    assert!(
        answer["steps"]
            .as_array()
            .is_some_and(|steps| steps.len() >= 4)
    );
    let flat =
        json!({"currency": "JPY", "quantity": "3", "model": {"type": "flat", "amount": "980"}});
    assert_eq!(one("price", flat)["amount"], "980");
}

#[test]
fn each_rounding_mode_rounds_its_way() {
    // 2.345 and -2.345 to two decimals
    let table = [
        ("half_up", "2.35", "-2.35"),
        ("half_even", "2.34", "-2.34"),
        ("up", "2.35", "-2.35"),
        ("down", "2.34", "-2.34"),
    ];
    for (mode, above, below) in table {
        let round = |amount: &str| {
            one(
                "round",
                json!({"amount": amount, "currency": "EUR", "mode": mode}),
            )
        };
        assert_eq!(round("2.345")["amount"], above, "{mode}");
        assert_eq!(round("-2.345")["amount"], below, "{mode}");
    }
}

#[test]
fn parts_sum_to_the_whole() {
    // 10.00 in thirds: 333.33… cents each, the one cent left goes to the first.
    let answer = one(
        "allocate",
        json!({"amount": "10.00", "currency": "EUR", "weights": ["1", "1", "1"]}),
    );
    assert_eq!(answer["parts"], json!(["3.34", "3.33", "3.33"]));
    let none = json!({"amount": "1.00", "currency": "EUR", "weights": []});
    assert_eq!(error("allocate", none).1, "weights");
}

#[test]
fn a_month_end_comes_back_after_february() {
    let days = one(
        "periods",
        json!({"start": "2026-01-31", "interval": "month", "n": 3}),
    );
    let expected = json!(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    assert_eq!(days["boundaries"], expected);
    // 09:00 in Berlin is 08:00 UTC in winter and 07:00 in summer (from 29 March 2026).
    let instants = one(
        "periods",
        json!({"start": "2026-03-15T08:00:00Z", "interval": "month", "n": 1,
               "timezone": "Europe/Berlin"}),
    );
    let expected = json!(["2026-03-15T08:00:00Z", "2026-04-15T07:00:00Z"]);
    assert_eq!(instants["boundaries"], expected);
}

#[test]
fn an_invoice_is_taxed_per_rate_on_the_sum() {
    // 3 × 0.33 + 0.33 = 1.32; 19 % of 1.32 = 0.2508 → 0.25 (per line: 0.19 + 0.06 = 0.25)
    // 7 % of 10.00 - 10 % = 9.00 → 0.63; total 1.32 + 9.00 + 0.88 = 11.20
    let answer = one(
        "invoice",
        json!({"currency": "EUR", "lines": [
            {"quantity": "3", "unit_amount": "0.33", "tax_rate_pct": "19"},
            {"quantity": "1", "unit_amount": "0.33", "tax_rate_pct": "19"},
            {"unit_amount": "10.00", "discount_pct": "10", "tax_rate_pct": "7"},
        ]}),
    );
    assert_eq!(answer["subtotal"], "11.32");
    assert_eq!(answer["discount"], "1.00");
    assert_eq!(answer["taxable"], "10.32");
    assert_eq!(answer["tax"], "0.88");
    assert_eq!(answer["total"], "11.20");
    let first = json!({"rate_pct": "19", "category": "S", "taxable": "1.32", "amount": "0.25"});
    assert_eq!(answer["taxes"][0], first);
    assert_eq!(answer["lines"][2]["net"], "9.00");
}

#[test]
fn credit_notes_leave_what_they_did_not_take() {
    // 100.00 + 19 % = 119.00; earlier 40.00 + 7.60 = 47.60; now 10.00 + 1.90 = 11.90
    let invoice = json!({"currency": "EUR",
        "lines": [{"unit_amount": "100.00", "tax_rate_pct": "19"}]});
    let answer = one(
        "credit-note",
        json!({"invoice": invoice, "lines": [{"line": 1, "amount": "10.00"}],
               "earlier": [{"lines": [{"line": 1, "amount": "40.00"}]}]}),
    );
    assert_eq!(answer["net"], "10.00");
    assert_eq!(answer["tax"], "1.90");
    assert_eq!(answer["total"], "11.90");
    assert_eq!(answer["remaining"], "59.50"); // 119.00 - 47.60 - 11.90
}

#[test]
fn a_bad_line_names_its_field_and_stops_no_other() {
    let good = json!({"amount": "1.005", "currency": "EUR", "mode": "half_up"});
    let answers = answer("round", &[json!({"amount": "x", "currency": "EUR"}), good])
        .expect("known")
        .answers;
    assert_eq!(answers[0]["error"]["field"], "amount");
    assert_eq!(answers[1]["amount"], "1.01");
    let table = [
        (
            "unknown_field",
            "mod",
            json!({"amount": "1", "currency": "EUR", "mod": "up"}),
        ),
        (
            "unknown_currency",
            "currency",
            json!({"amount": "1", "currency": "EURO"}),
        ),
        ("missing_field", "amount", json!({"currency": "EUR"})),
        ("invalid_field", "", json!([1])),
    ];
    for (code, field, input) in table {
        assert_eq!(error("round", input), (code.to_owned(), field.to_owned()));
    }
    let nested = json!({"currency": "EUR", "lines": [{"unit_amount": "1", "vat": "19"}]});
    assert_eq!(error("invoice", nested).1, "lines.0.vat");
}

#[test]
fn what_is_not_built_yet_says_so_and_names_what_is() {
    let later = answer("recognize", &[]).expect_err("it is not there yet");
    assert_eq!(later.code, "not_available_yet");
    assert!(later.fix.contains("invoice"));
    assert_eq!(
        answer("weather", &[]).expect_err("unknown").code,
        "unknown_calculation"
    );
}
