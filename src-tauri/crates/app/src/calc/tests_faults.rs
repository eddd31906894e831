//! Faulty input of the calculator: every fault names its field, and none stops or panics.

use serde_json::{Value, json};

use super::run::answer;
use super::tests::{error, one};

const MOST: &str = "79228162514264337593543950335"; // 29 digits, as many as a decimal holds

#[test]
fn a_result_with_too_many_digits_names_the_longest_figure() {
    let unit = |amount: &str| json!({"type": "per_unit", "unit_amount": amount});
    let held = |amount: &str, quantity: &str| json!({"amount": amount, "quantity": quantity});
    let change = |old: Value, new: Value| {
        json!({"currency": "EUR", "period_start": "2026-01-01", "period_end": "2026-02-01",
               "at": "2026-01-10", "old": old, "new": new})
    };
    let invoice = |line: Value| json!({"currency": "EUR", "lines": [{"unit_amount": "1"}, line]});
    let table = [
        (
            "price",
            json!({"currency": "EUR", "quantity": "10", "model": unit(MOST)}),
            "model.unit_amount",
        ),
        (
            "price",
            json!({"currency": "EUR", "quantity": MOST, "model": unit("10")}),
            "quantity",
        ),
        (
            "price",
            json!({"currency": "EUR", "quantity": "1", "model": unit("1"), "commitment": MOST}),
            "commitment",
        ),
        (
            "change",
            change(held("10", MOST), held("1", "1")),
            "old.quantity",
        ),
        (
            "change",
            change(held("1", "1"), held(MOST, "2")),
            "new.amount",
        ),
        (
            "invoice",
            invoice(json!({"unit_amount": "1", "quantity": MOST})),
            "lines.1.quantity",
        ),
        (
            "invoice",
            invoice(json!({"unit_amount": "10", "tax_rate_pct": MOST})),
            "lines.1.tax_rate_pct",
        ),
    ];
    for (what, input, field) in table {
        assert_eq!(error(what, input.clone()).1, field, "{what} {input}");
    }
}

#[test]
fn a_part_of_a_list_names_its_place() {
    let input = json!({"amount": "1", "currency": "EUR", "weights": ["1", "-2"]});
    assert_eq!(error("allocate", input).1, "weights.1");
    let swallowed = |rates: Value| {
        let mut line = rates;
        line["unit_amount"] = json!("1");
        json!({"currency": "EUR", "tax_inclusive": true, "lines": [line]})
    };
    let single = swallowed(json!({"tax_rate_pct": "-100"}));
    assert_eq!(error("invoice", single).1, "lines.0.tax_rate_pct");
    let listed = swallowed(json!({"tax_rates_pct": ["-100"]}));
    assert_eq!(error("invoice", listed).1, "lines.0.tax_rates_pct");
}

#[test]
fn days_and_figures_are_written_in_one_way() {
    let start = |start: &str| json!({"start": start, "interval": "month", "n": 1});
    for text in [
        "+10000-01-01",
        "2026-1-5",
        "26-01-05",
        "2026-02-30",
        "20260105",
        "",
    ] {
        assert_eq!(error("periods", start(text)).1, "start", "{text}");
    }
    // no boundary after the year 9999, and no instant either
    assert_eq!(error("periods", start("9999-12-31")).1, "n");
    let beyond = start("9999-12-31T23:59:59-05:00");
    assert_eq!(error("periods", beyond).1, "start");
    for figure in ["1_000", "1e3", "1,5", "NaN", "0x10", ""] {
        let input = json!({"amount": figure, "currency": "EUR"});
        assert_eq!(error("round", input).1, "amount", "{figure}");
    }
}

#[test]
fn a_leap_second_is_the_first_second_after_it() {
    let input = json!({"start": "2016-12-31T23:59:60Z", "interval": "month", "n": 1});
    let expected = json!(["2017-01-01T00:00:00Z", "2017-02-01T00:00:00Z"]);
    assert_eq!(one("periods", input)["boundaries"], expected);
}

#[test]
fn every_field_may_be_missing_or_of_another_kind() {
    let questions = [
        (
            "price",
            json!({"currency": "EUR", "quantity": "1",
            "model": {"type": "tiered_volume", "tiers": [{"unit_amount": "1"}]}}),
        ),
        (
            "periods",
            json!({"start": "2026-01-31", "interval": "month", "count": 1, "n": 1}),
        ),
        (
            "proration",
            json!({"price": "1", "currency": "EUR", "period_start": "2026-01-01",
            "period_end": "2026-02-01", "from": "2026-01-02", "to": "2026-01-03"}),
        ),
        (
            "chain",
            json!({"currency": "EUR", "period_start": "2026-01-01", "amount": "1",
            "period_end": "2026-02-01", "changes": [{"at": "2026-01-02", "amount": "2"}]}),
        ),
        (
            "credit-note",
            json!({"lines": [{"line": 1, "amount": "1"}],
            "invoice": {"currency": "EUR", "lines": [{"unit_amount": "2"}]}}),
        ),
        (
            "tax",
            json!({"seller": {"country": "DE"}, "customer": {"country": "FR"},
            "supply": {"kind": "goods", "date": "2026-01-01"}}),
        ),
    ];
    let kinds = || {
        [
            json!(null),
            json!(true),
            json!(1.5),
            json!({"no": 1}),
            json!([[]]),
            json!(""),
        ]
    };
    for (what, question) in questions {
        assert!(one(what, question.clone()).get("error").is_none(), "{what}");
        for name in question.as_object().into_iter().flat_map(|map| map.keys()) {
            for kind in kinds() {
                let mut faulty = question.clone();
                faulty[name] = kind;
                let field = error_field(what, &faulty);
                let named = field.starts_with(name.as_str());
                assert!(named || field == "none", "{faulty}: {field}");
            }
        }
    }
}

/// The field that an answer names; "none" where it is no error.
fn error_field(what: &str, input: &Value) -> String {
    let answers = answer(what, std::slice::from_ref(input))
        .expect("a known calculation")
        .answers;
    let error = answers.first().and_then(|answer| answer.get("error"));
    error.map_or_else(
        || "none".to_owned(),
        |error| error["field"].as_str().unwrap_or_default().to_owned(),
    )
}
