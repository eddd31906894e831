//! `calc invoice`, `credit-note` and `periods` at their edges: taxes, discounts, errors.

use serde_json::{Value, json};

use super::tests::{error, one};

fn sums(input: Value) -> [String; 5] {
    let answer = one("invoice", input);
    ["subtotal", "discount", "taxable", "tax", "total"]
        .map(|name| answer[name].as_str().unwrap_or_default().to_owned())
}

#[test]
fn several_taxes_stack_on_a_line_and_a_withheld_one_is_taken_off() {
    // Quebec: 5 % and 9.975 % of 100.00 = 5.00 and 9.98 (9.975)
    let quebec = json!({"currency": "CAD",
        "lines": [{"unit_amount": "100.00", "tax_rates_pct": ["5", "9.975"]}]});
    let answer = one("invoice", quebec);
    assert_eq!(answer["taxes"][0]["amount"], "5.00");
    assert_eq!(answer["taxes"][1]["amount"], "9.98");
    assert_eq!(answer["total"], "114.98");
    // Spain: 21 % less 15 % withheld of 1000.00 = 210.00 − 150.00
    let spain = json!({"currency": "EUR",
        "lines": [{"unit_amount": "1000.00", "tax_rates_pct": ["21", "-15"]}]});
    assert_eq!(
        sums(spain),
        ["1000.00", "0.00", "1000.00", "60.00", "1060.00"]
    );
}

#[test]
fn a_discount_comes_before_the_tax_that_a_price_includes() {
    // 119.00 − 10 % = 107.10, of which 19/119 is 17.10
    let input = json!({"currency": "EUR", "tax_inclusive": true, "discount_pct": "10",
        "lines": [{"unit_amount": "119.00", "tax_rate_pct": "19"}]});
    assert_eq!(sums(input), ["119.00", "11.90", "90.00", "17.10", "107.10"]);
    // 10.00 off 7.00 leaves nothing, never less
    let input = json!({"currency": "EUR", "discount_amount": "10.00",
        "lines": [{"unit_amount": "7.00", "tax_rate_pct": "19"}]});
    assert_eq!(sums(input), ["7.00", "7.00", "0.00", "0.00", "0.00"]);
}

#[test]
fn minor_units_are_those_of_the_currency() {
    // 3 × 33.5 = 100.5: JPY 101, tax 10.1 → 10; KWD 100.500, tax 10.050
    let lines = json!([{"quantity": "3", "unit_amount": "33.5", "tax_rate_pct": "10"}]);
    let of = |currency: &str| sums(json!({"currency": currency, "lines": lines}));
    assert_eq!(of("JPY"), ["101", "0", "101", "10", "111"]);
    assert_eq!(
        of("KWD"),
        ["100.500", "0.000", "100.500", "10.050", "110.550"]
    );
}

#[test]
fn an_impossible_invoice_names_its_field() {
    let of = |line: Value| json!({"currency": "EUR", "lines": [{"unit_amount": "1"}, line]});
    let table = [
        (json!({"quantity": "1"}), "lines.1.unit_amount"),
        (
            json!({"unit_amount": "1", "discount_pct": "101"}),
            "lines.1.discount_pct",
        ),
        (
            json!({"unit_amount": "1", "discount_amount": "-1"}),
            "lines.1.discount_amount",
        ),
        (
            json!({"unit_amount": "1", "discount_pct": "1", "discount_amount": "1"}),
            "lines.1.discount_amount",
        ),
        (
            json!({"unit_amount": "1", "tax_category": "X"}),
            "lines.1.tax_category",
        ),
        (
            json!({"unit_amount": "1", "tax_rates_pct": ["19", true]}),
            "lines.1.tax_rates_pct.1",
        ),
        (
            json!({"unit_amount": "1", "tax_rates_pct": "19"}),
            "lines.1.tax_rates_pct",
        ),
        (json!([1]), "lines.1"),
    ];
    for (line, field) in table {
        assert_eq!(error("invoice", of(line)).1, field);
    }
    let table = [
        (json!({"currency": "EUR"}), "lines"),
        (json!({"currency": "EUR", "lines": {}}), "lines"),
        (json!({"lines": []}), "currency"),
        (
            json!({"currency": "EUR", "lines": [], "discount_pct": "-1"}),
            "discount_pct",
        ),
        (
            json!({"currency": "EUR", "lines": [], "discount_amount": "-1"}),
            "discount_amount",
        ),
        (
            json!({"currency": "EUR", "lines": [], "rounding": "bankers"}),
            "rounding",
        ),
        (
            json!({"currency": "EUR", "lines": [], "tax_rounding": "per_item"}),
            "tax_rounding",
        ),
    ];
    for (input, field) in table {
        assert_eq!(error("invoice", input.clone()).1, field, "{input}");
    }
}

#[test]
fn an_impossible_credit_note_names_its_line() {
    let invoice = json!({"currency": "EUR",
        "lines": [{"unit_amount": "10.00"}, {"unit_amount": "20.00"}]});
    let table = [
        (json!([{"line": 3, "amount": "1.00"}]), "lines.0.line"),
        (json!([{"line": 0, "amount": "1.00"}]), "lines.0.line"),
        (
            json!([{"line": 1, "amount": "1.00"}, {"line": 2, "amount": "20.01"}]),
            "lines.1.amount",
        ),
        (
            json!([{"line": 1, "amount": "6.00"}, {"line": 1, "amount": "5.00"}]),
            "lines.1.amount",
        ),
        (json!([{"line": 1, "amount": "1.001"}]), "lines.0.amount"),
        (json!([{"line": 1}]), "lines.0.amount"),
        (json!([]), "lines"),
    ];
    for (lines, field) in table {
        let input = json!({"invoice": invoice, "lines": lines});
        assert_eq!(error("credit-note", input).1, field, "{lines}");
    }
    let earlier = json!({"invoice": invoice, "lines": [{"line": 1, "amount": "1.00"}],
        "earlier": [{"lines": [{"line": 1, "amount": "11.00"}]}]});
    assert_eq!(error("credit-note", earlier).1, "earlier.0.lines.0.amount");
    let bad = json!({"invoice": {"currency": "EUR", "lines": [{"unit_amount": "x"}]},
                     "lines": []});
    assert_eq!(error("credit-note", bad).1, "invoice.lines.0.unit_amount");
    let bad = json!({"invoice": {"currency": "EUR",
                                 "lines": [{"unit_amount": "1", "discount_pct": "101"}]},
                     "lines": []});
    assert_eq!(error("credit-note", bad).1, "invoice.lines.0.discount_pct");
}

#[test]
fn periods_that_cannot_be_name_their_field() {
    let good = json!({"start": "2026-01-31", "interval": "month", "n": 1});
    let table = [
        ("start", json!("31.01.2026"), "start"),
        ("interval", json!("fortnight"), "interval"),
        ("count", json!(0), "count"),
        ("count", json!(1.5), "count"),
        ("anchor_day", json!(32), "anchor_day"),
        ("n", json!(-1), "n"),
        ("n", json!(100_001), "n"),
        ("timezone", json!("Mars"), "timezone"),
        ("aligned", json!("no"), "aligned"),
    ];
    for (field, value, named) in table {
        let mut input = good.clone();
        input[field] = value;
        assert_eq!(error("periods", input).1, named, "{field}");
    }
    let weekly = json!({"start": "2026-01-31", "interval": "week", "anchor_day": 3, "n": 1});
    assert_eq!(error("periods", weekly).1, "anchor_day");
    let far = json!({"start": "2026-01-31", "interval": "year", "count": 100_000, "n": 90_000});
    assert_eq!(error("periods", far).1, "n");
    let none = json!({"start": "2026-01-31", "interval": "month", "n": 0});
    assert_eq!(one("periods", none)["boundaries"], json!(["2026-01-31"]));
}
