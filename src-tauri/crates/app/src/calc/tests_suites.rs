//! The calculator beside other billing systems: cases that their own test suites hold.

use serde_json::{Value, json};

use super::tests::one;

fn price(model: &Value, quantity: &str) -> Value {
    let input = json!({"currency": "USD", "quantity": quantity, "model": model});
    one("price", input)["amount"].clone()
}

#[test]
fn tiers_as_in_lago_and_openmeter() {
    // Lago, graduated_percentage_service_spec.rb
    let graduated = json!({"type": "graduated_percentage", "tiers": [
        {"up_to": "10", "rate_pct": "1", "flat_amount": "200"},
        {"up_to": "20", "rate_pct": "2", "flat_amount": "300"},
        {"up_to": null, "rate_pct": "3", "flat_amount": "400"},
    ]});
    let expected = [
        ("0", "0.00"),
        ("10", "200.10"),
        ("11", "500.12"),
        ("21", "900.33"),
    ];
    for (quantity, amount) in expected {
        assert_eq!(price(&graduated, quantity), amount, "graduated {quantity}");
    }
    // Lago, volume_service_spec.rb
    let volume = json!({"type": "tiered_volume", "zero_usage": "free", "tiers": [
        {"up_to": "100", "unit_amount": "2", "flat_amount": "10"},
        {"up_to": "200", "unit_amount": "1", "flat_amount": "0"},
        {"up_to": null, "unit_amount": "0.5", "flat_amount": "50"},
    ]});
    let expected = [
        ("0", "0.00"),
        ("100", "210.00"),
        ("101", "101.00"),
        ("300", "200.00"),
    ];
    for (quantity, amount) in expected {
        assert_eq!(price(&volume, quantity), amount, "volume {quantity}");
    }
    // OpenMeter, pricegraduatedtiered_test.go: tiers of a flat fee alone, and a part of a unit
    // that begins the next tier
    let flat = json!({"type": "tiered_graduated", "tiers": [
        {"up_to": "5", "flat_amount": "100"},
        {"up_to": "10", "flat_amount": "50"},
        {"up_to": "15", "unit_amount": "10"},
        {"unit_amount": "5"},
    ]});
    let expected = [
        ("0", "100.00"),
        ("5", "100.00"),
        ("5.001", "150.00"),
        ("12", "170.00"),
        ("22", "235.00"),
    ];
    for (quantity, amount) in expected {
        assert_eq!(price(&flat, quantity), amount, "flat {quantity}");
    }
}

#[test]
fn percentages_of_events_as_in_lago() {
    // percentage_service_spec.rb: 800 in events whose running total is 50, 150, 400, 800
    let price = |terms: Value| {
        let mut model = json!({"type": "percentage", "rate_pct": "1.3", "fixed": "2.0"});
        for (name, value) in terms.as_object().into_iter().flatten() {
            model[name] = value.clone();
        }
        let amounts = ["50", "100", "250", "400"];
        let input = json!({"currency": "EUR", "amounts": amounts, "model": model});
        one("price", input)["amount"].clone()
    };
    // (800 − 250) × 1.3 % + 2 × 2.00
    let both = json!({"free_events": 3, "free_amount": "250.0"});
    assert_eq!(price(both), "11.15");
    assert_eq!(price(json!({"free_amount": "250.0"})), "11.15");
    // (800 − 400) × 1.3 % + 2.00
    assert_eq!(price(json!({"free_events": 3})), "7.20");
    assert_eq!(
        price(json!({"free_events": 3, "free_amount": "500"})),
        "7.20"
    );
    assert_eq!(price(json!({"free_events": 5})), "0.00");
    assert_eq!(price(json!({"rate_pct": "0"})), "8.00");
}

#[test]
fn cycle_days_as_in_kill_bill() {
    // TestInAdvanceBillingIntervalDetail.java: start, billing cycle day, next cycle date
    let table = [
        ("2012-01-16", "year", 17, "2012-01-17"),
        ("2012-02-16", "year", 30, "2012-02-29"),
        ("2012-01-31", "year", 30, "2013-01-30"),
        ("2012-02-16", "year", 14, "2013-02-14"),
        ("2012-01-31", "month", 30, "2012-02-29"),
        ("2012-02-16", "month", 14, "2012-03-14"),
        ("2012-07-16", "month", 15, "2012-08-15"),
        ("2012-04-30", "month", 31, "2012-05-31"),
    ];
    for (start, interval, day, next) in table {
        let input = json!({"start": start, "interval": interval, "anchor_day": day, "n": 1});
        let answer = one("periods", input);
        assert_eq!(answer["boundaries"][1], next, "{start} {interval} {day}");
    }
}

#[test]
fn months_of_thirty_days_as_in_kill_bill() {
    // TestInvoiceDateUtilsWithFixedProration.java: from the 23rd to the cycle day, 22 of 30 days
    let table = [
        ("2023-05-15", "2023-05-23", "2023-06-15"),
        ("2023-06-15", "2023-06-23", "2023-07-15"),
        ("2023-02-15", "2023-02-23", "2023-03-15"),
        ("2024-02-15", "2024-02-23", "2024-03-15"),
    ];
    for (start, from, end) in table {
        let input = json!({"price": "30", "currency": "USD", "convention": "thirty_day_month",
            "period_start": start, "period_end": end, "from": from, "to": end});
        assert_eq!(one("proration", input)["fraction"], "22/30", "{from}");
    }
}

#[test]
fn amounts_split_as_in_money_libraries() {
    // moneyphp, MoneyTest.php; OpenMeter, allocation_test.go
    let table = [
        ("1.01", json!([1, 1, 1]), json!(["0.34", "0.34", "0.33"])),
        ("0.05", json!([3, 7]), json!(["0.02", "0.03"])),
        ("0.05", json!([7, 3]), json!(["0.04", "0.01"])),
        ("0.05", json!([0, 7, 3]), json!(["0.00", "0.04", "0.01"])),
        ("0.01", json!([0.33, 0.66]), json!(["0.00", "0.01"])),
        ("1.00", json!([0.001, "0.002"]), json!(["0.33", "0.67"])),
        (
            "100.00",
            json!(["1", "2", "3"]),
            json!(["16.67", "33.33", "50.00"]),
        ),
    ];
    for (amount, weights, parts) in table {
        let input = json!({"amount": amount, "currency": "USD", "weights": weights});
        assert_eq!(one("allocate", input)["parts"], parts, "{amount} {weights}");
    }
}

#[test]
fn invoices_as_in_other_suites() {
    let line = |amount: &str, rates: Value| json!({"unit_amount": amount, "tax_rates_pct": rates});
    let totals = |input: Value| {
        let answer = one("invoice", input);
        ["tax", "total"].map(|name| answer[name].as_str().unwrap_or_default().to_owned())
    };
    // GOBL, totals_calculator_test.go: 21 % and 15 % withheld; 100 × 21 % − 15 + 150 × 10 %
    let withheld = [
        line("100", json!(["21", "-15"])),
        line("150", json!(["10"])),
    ];
    let spanish = json!({"currency": "EUR", "lines": withheld});
    assert_eq!(totals(spanish), ["21.00", "271.00"]);
    // Invoice Ninja, InvoiceInclusiveTest.php: 20 × 10/110
    let ten = || line("10", json!(["10"]));
    let included = json!({"currency": "USD", "lines": [ten(), ten()], "tax_inclusive": true});
    assert_eq!(totals(included), ["1.82", "20.00"]);
    // the same after 5 % off each line and 5 % off all: 19 × 0.95 = 18.05, of it 10/110
    let off = || json!({"unit_amount": "10", "discount_pct": "5", "tax_rates_pct": ["10"]});
    let twice = json!({"currency": "USD", "lines": [off(), off()], "tax_inclusive": true,
                       "discount_pct": "5"});
    assert_eq!(totals(twice), ["1.64", "18.05"]);
    // A tax of Taiwan, 17000 and 99 with 5 % in them, in a currency without decimals
    for (amount, tax) in [("17000", "810"), ("99", "5")] {
        let lines = [line(amount, json!(["5"]))];
        let input = json!({"currency": "JPY", "lines": lines, "tax_inclusive": true});
        assert_eq!(totals(input), [tax, amount]);
    }
}

#[test]
fn two_taxes_of_one_rate_are_two_as_in_odoo() {
    // test_taxes_tax_totals_summary.py, India: 15.89 twice with 6 % and 6 %. Globally each is
    // 31.78 × 6 % = 1.9068, by line 2 × 0.9534.
    let line = || json!({"unit_amount": "15.89", "tax_rates_pct": ["6", "6"]});
    for (rounding, each, both) in [("per_rate", "1.91", "3.82"), ("per_line", "1.90", "3.80")] {
        let input = json!({"currency": "EUR", "lines": [line(), line()], "tax_rounding": rounding});
        let answer = one("invoice", input);
        let tax = json!({"rate_pct": "6", "category": "S", "taxable": "31.78", "amount": each});
        assert_eq!(answer["taxes"], json!([tax, tax]), "{rounding}");
        assert_eq!(answer["tax"], both, "{rounding}");
    }
}

#[test]
fn a_credit_as_in_lago() {
    // adjust_amounts_with_rounding_service_spec.rb: 193.33 of 200 with 25 % = 48.33 and 241.66
    let lines = [json!({"unit_amount": "200", "tax_rate_pct": "25"})];
    let invoice = json!({"currency": "EUR", "lines": lines});
    let part = |amount: &str| json!([{"line": 1, "amount": amount}]);
    let note = one(
        "credit-note",
        json!({"invoice": invoice, "lines": part("193.33")}),
    );
    assert_eq!(
        (&note["tax"], &note["total"]),
        (&json!("48.33"), &json!("241.66"))
    );
    let earlier = [json!({"lines": part("193.33")})];
    let last = json!({"invoice": invoice, "lines": part("6.67"), "earlier": earlier});
    let last = one("credit-note", last);
    // what is left: 250.00 − 241.66
    assert_eq!(
        (&last["total"], &last["remaining"]),
        (&json!("8.34"), &json!("0.00"))
    );
}

#[test]
fn changes_within_a_period_as_in_kill_bill_and_flexprice() {
    // Kill Bill, TestSubscriptionItemTree.java, testMultipleBlockedBillings: 12.00 in January 2014,
    // blocked from the 8th to the 10th and from the 17th to the 23rd
    let at = |at: &str, amount: &str| json!({"at": at, "amount": amount});
    let changes = [
        at("2014-01-08", "0"),
        at("2014-01-10", "12.00"),
        at("2014-01-17", "0"),
        at("2014-01-23", "12.00"),
    ];
    let blocked = json!({"currency": "USD", "period_start": "2014-01-01", "amount": "12.00",
                         "period_end": "2014-02-01", "changes": changes});
    let chain = one("chain", blocked);
    let lines = chain["lines"].as_array().expect("lines").iter();
    let amounts: Vec<&Value> = lines.map(|line| &line["amount"]).collect();
    assert_eq!(amounts, ["2.71", "0.00", "2.71", "0.00", "3.48"]);
    // flexprice, internal/domain/proration/calculator_test.go: 17/31 of 10 and of 20
    let upgrade = json!({"currency": "USD", "period_start": "2024-03-01", "at": "2024-03-15",
                         "period_end": "2024-04-01", "old": {"amount": "10"},
                         "new": {"amount": "20"}});
    let change = one("change", upgrade);
    let sums = ["credit", "charge", "net"].map(|name| &change[name]);
    assert_eq!(sums, ["5.48", "10.97", "5.49"]);
}
