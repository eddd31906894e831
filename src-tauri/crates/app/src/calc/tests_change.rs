//! `calc proration`, `change` and `chain` against figures worked by hand.

use serde_json::{Value, json};

use super::tests::{error, one};

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

fn january(fields: Value) -> Value {
    let mut input = json!({"currency": "USD", "convention": "day",
                           "period_start": "2026-01-01", "period_end": "2026-02-01"});
    for (name, value) in fields.as_object().expect("fields") {
        input[name] = value.clone();
    }
    input
}

#[test]
fn a_part_of_a_period_costs_its_part_of_the_price() {
    // price 99.00 from the 15th: 17 days are left of 31
    let table = [
        ("day", "17/31", "54.29"),              // 54.2903
        ("day_inclusive", "16/31", "51.10"),    // 51.0968: the 15th is used
        ("thirty_day_month", "16/30", "52.80"), // 14 are used, 30 − 14 left
        ("thirty_360", "16/30", "52.80"),       // 30 − 14
        ("second", "1468800/2678400", "54.29"), // the same 17 days in seconds
    ];
    for (convention, fraction, amount) in table {
        let input = january(
            json!({"price": "99.00", "from": "2026-01-15", "to": "2026-02-01",
                                   "convention": convention}),
        );
        let answer = one("proration", input);
        assert_eq!(answer["fraction"], fraction, "{convention}");
        assert_eq!(answer["amount"], amount, "{convention}");
        assert_eq!(answer["steps"].as_array().map(Vec::len), Some(3));
    }
}

#[test]
fn days_and_seconds_are_those_of_the_zone() {
    let march = json!({"price": "100", "currency": "EUR", "convention": "second",
                       "period_start": "2026-03-01", "period_end": "2026-04-01",
                       "from": "2026-03-29", "to": "2026-03-30", "timezone": "Europe/Berlin"});
    // the 29th has 23 hours of the month's 743: 82 800 of 2 674 800 s; 3.0956
    let answer = one("proration", march.clone());
    assert_eq!(answer["fraction"], "82800/2674800");
    assert_eq!(answer["amount"], "3.10");
    // the same as instants: midnight in Berlin is 23:00 UTC in winter, 22:00 in summer
    let instants = json!({"price": "100", "currency": "EUR", "convention": "second",
        "period_start": "2026-02-28T23:00:00Z", "period_end": "2026-03-31T22:00:00Z",
        "from": "2026-03-28T23:00:00Z", "to": "2026-03-30T00:00:00+02:00"});
    assert_eq!(one("proration", instants)["fraction"], "82800/2674800");
    let days = with(march, "convention", json!("day"));
    assert_eq!(one("proration", days)["fraction"], "1/31");
}

#[test]
fn currencies_round_to_their_own_minor_unit() {
    // 1000 × 10/31 = 322.5806…
    for (currency, amount) in [("JPY", "323"), ("USD", "322.58"), ("KWD", "322.581")] {
        let input = january(
            json!({"price": "1000", "from": "2026-01-01", "to": "2026-01-11",
                                   "currency": currency}),
        );
        assert_eq!(one("proration", input)["amount"], amount);
    }
}

#[test]
fn a_change_credits_what_was_billed_and_charges_what_is_left() {
    // 3 × 20.00 − 10 % = 54.00 billed; 17/31 of it 29.6129; 5 × 20.00 × 17/31 = 54.8387
    let input = january(json!({"at": "2026-01-15", "tax_pct": "19",
        "old": {"amount": "20.00", "quantity": "3", "discount_pct": "10"},
        "new": {"amount": "20.00", "quantity": "5"}}));
    let answer = one("change", input.clone());
    assert_eq!(answer["credit"], "29.61");
    assert_eq!(answer["charge"], "54.84");
    assert_eq!(answer["net"], "25.23");
    assert_eq!(answer["tax"], "4.79"); // 25.23 × 19 % = 4.7937
    assert_eq!(answer["total"], "30.02");
    // with the tax in the prices, 25.23 is the total: 25.23 × 19/119 = 4.0283
    let answer = one("change", with(input, "tax_inclusive", json!(true)));
    assert_eq!(answer["total"], "25.23");
    assert_eq!(answer["tax"], "4.03");
    assert_eq!(answer["net"], "21.20");
}

#[test]
fn a_downgrade_gives_back_and_an_end_changes_nothing() {
    let input = january(json!({"at": "2026-01-15",
        "old": {"amount": "99"}, "new": {"amount": "29"}}));
    // 29 × 17/31 = 15.9032; 99 × 17/31 = 54.2903
    let answer = one("change", input.clone());
    assert_eq!(answer["net"], "-38.39");
    assert_eq!(answer["total"], "-38.39");
    let at_the_end = one("change", with(input.clone(), "at", json!("2026-02-01")));
    assert_eq!(at_the_end["total"], "0.00");
    let at_the_start = one("change", with(input, "at", json!("2026-01-01")));
    assert_eq!(at_the_start["total"], "-70.00");
}

#[test]
fn a_credit_is_of_the_line_as_it_was_rounded() {
    // 9.99 − 15 % = 8.4915 was billed as 8.49, all of which comes back
    let input = january(json!({"at": "2026-01-01",
        "old": {"amount": "9.99", "discount_pct": "15"}, "new": {"amount": "0"}}));
    assert_eq!(one("change", input)["credit"], "8.49");
}

#[test]
fn a_chain_bills_each_price_for_its_time() {
    let input = january(json!({"amount": "31.00", "changes": [
        {"at": "2026-01-11", "amount": "62.00", "quantity": "1"},
        {"at": "2026-01-21", "quantity": "2"},
    ]}));
    let answer = one("chain", input.clone());
    // 10 × 1.00 + 10 × 2.00 + 11 × 2 × 2.00 = 74.00
    assert_eq!(answer["total"], "74.00");
    let lines = json!([
        {"from": "2026-01-01", "to": "2026-01-11", "amount": "10.00", "fraction": "10/31"},
        {"from": "2026-01-11", "to": "2026-01-21", "amount": "20.00", "fraction": "10/31"},
        {"from": "2026-01-21", "to": "2026-02-01", "amount": "44.00", "fraction": "11/31"},
    ]);
    assert_eq!(answer["lines"], lines);
    // half off is half of each
    let half = one("chain", with(input, "discount_pct", json!("50")));
    assert_eq!(half["total"], "37.00");
    let none = january(json!({"amount": "31", "changes": []}));
    assert_eq!(one("chain", none)["total"], "31.00");
}

#[test]
fn what_cannot_be_prorated_names_its_field() {
    let part = january(json!({"price": "1", "from": "2026-01-02", "to": "2026-01-03"}));
    let table = [
        ("from", json!("2025-12-31")),
        ("to", json!("2026-02-02")),
        ("to", json!("2026-01-01")),
        ("to", json!("yesterday")),
        ("price", json!("x")),
        ("convention", json!("month")),
        ("timezone", json!("Middle/Earth")),
        ("period_end", json!("2026-01-01")),
        ("period_end", json!(20260201)),
        ("currency", json!("EURO")),
        ("until", json!("2026-01-03")),
    ];
    for (field, value) in table {
        let input = with(part.clone(), field, value.clone());
        assert_eq!(error("proration", input).1, field, "{value}");
    }
    let change = january(json!({"at": "2026-01-15",
        "old": {"amount": "1"}, "new": {"amount": "2"}}));
    let table = [
        ("at", json!("2026-02-02"), "at"),
        ("old", json!({"quantity": "1"}), "old.amount"),
        (
            "new",
            json!({"amount": "1", "quantity": "-1"}),
            "new.quantity",
        ),
        (
            "new",
            json!({"amount": "1", "discount_pct": "101"}),
            "new.discount_pct",
        ),
        ("new", json!({"amount": "1", "tax_pct": "1"}), "new.tax_pct"),
        ("old", json!(null), "old"),
        ("tax_inclusive", json!("yes"), "tax_inclusive"),
    ];
    for (field, value, named) in table {
        let input = with(change.clone(), field, value);
        assert_eq!(error("change", input).1, named);
    }
    let chain = january(json!({"amount": "1", "changes": [
        {"at": "2026-01-15"}, {"at": "2026-01-14"}]}));
    assert_eq!(error("chain", chain).1, "changes.1.at");
    let chain = january(json!({"amount": "1", "changes": [{"at": "2026-03-01"}]}));
    assert_eq!(error("chain", chain).1, "changes.0.at");
    let chain = january(json!({"amount": "1", "changes": [{"on": "2026-01-03"}]}));
    assert_eq!(error("chain", chain).1, "changes.0.on");
}
