//! The calculator beside shops, money libraries and number checkers: cases of their own suites.

use serde_json::{Value, json};

use super::tests::{error, one};

fn line(amount: &str, rate: &str, quantity: &str) -> Value {
    json!({"unit_amount": amount, "tax_rate_pct": rate, "quantity": quantity})
}

fn off(mut line: Value, amount: &str) -> Value {
    line["discount_amount"] = json!(amount);
    line
}

/// Total and tax of an invoice.
fn sums(input: Value) -> [String; 2] {
    let answer = one("invoice", input);
    ["total", "tax"].map(|name| answer[name].as_str().unwrap_or_default().to_owned())
}

#[test]
fn taxes_within_discounted_prices_as_in_sylius() {
    // applying_correct_taxes_for_order_with_discount_for_whole_order_when_tax_rate_included_in_
    // price.feature and its sibling for an item: shirts at 10.00 with 23 %, mugs at 56.95 and
    // 56.90 with 10 %
    let (shirts, mug) = (
        |n: &str| line("10.00", "23", n),
        |p: &str, n: &str| line(p, "10", n),
    );
    let order = |lines: Value, off: &str| {
        let mut order = json!({"currency": "USD", "tax_inclusive": true, "lines": lines});
        order["discount_amount"] = json!(off);
        order
    };
    let table = [
        (json!([mug("56.95", "1")]), "10", "46.95", "4.27"), // 46.95 × 10/110 = 4.2682
        (json!([mug("56.90", "1")]), "10", "46.90", "4.26"), // 4.2636
        // 17.40 × 23/123 + 49.50 × 10/110 = 3.2537 + 4.50
        (
            json!([shirts("2"), mug("56.90", "1")]),
            "10",
            "66.90",
            "7.75",
        ),
        (
            json!([mug("56.90", "2"), mug("56.95", "1")]),
            "20",
            "150.75",
            "13.70",
        ),
        // 44.19 × 10/110 + 7.76 × 23/123 = 4.0173 + 1.4511
        (
            json!([mug("56.95", "1"), shirts("1")]),
            "15",
            "51.95",
            "5.47",
        ),
        (
            json!([shirts("2"), off(mug("56.95", "1"), "10")]),
            "0",
            "66.95",
            "8.01",
        ),
        (
            json!([shirts("2"), off(mug("56.95", "2"), "20")]),
            "0",
            "113.90",
            "12.28",
        ),
    ];
    for (lines, off, total, tax) in table {
        assert_eq!(
            sums(order(lines.clone(), off)),
            [total, tax],
            "{lines} − {off}"
        );
    }
}

#[test]
fn five_tickets_by_the_three_ways_of_pretix() {
    // doc/development/algorithms/pricing.rst, "Rounding of taxes": 100.00 with 19 %, five times
    let five = |amount: &str| (0..5).map(|_| line(amount, "19", "1")).collect::<Vec<_>>();
    let gross = |rounding: &str| {
        json!({"currency": "EUR", "tax_inclusive": true, "tax_rounding": rounding,
               "lines": five("100.00")})
    };
    assert_eq!(sums(gross("per_line")), ["500.00", "79.85"]); // 5 × 15.97
    assert_eq!(sums(gross("per_rate")), ["500.00", "79.83"]); // 500 × 19/119 = 79.8319
    let net = json!({"currency": "EUR", "lines": five("84.03")});
    assert_eq!(sums(net), ["499.98", "79.83"]); // 420.15 × 19 % = 79.8285
}

#[test]
fn a_change_at_noon_as_in_3scale() {
    // features/old/finance/change_plans/prepaid.feature: 31 a month to 3100 on 10 May at 12:00,
    // with 21.5 of 31 days left; and a trial of five days that leaves 26 of 31
    let upgrade = json!({"currency": "USD", "convention": "second", "old": {"amount": "31"},
        "period_start": "2009-05-01T00:00:00Z", "period_end": "2009-06-01T00:00:00Z",
        "at": "2009-05-10T12:00:00Z", "new": {"amount": "3100"}});
    let change = one("change", upgrade);
    let sums = ["credit", "charge", "net"].map(|name| &change[name]);
    assert_eq!(sums, ["21.50", "2150.00", "2128.50"]);
    let trial = json!({"price": "31", "currency": "USD", "period_start": "2009-05-01",
        "period_end": "2009-06-01", "from": "2009-05-06", "to": "2009-06-01"});
    assert_eq!(one("proration", trial)["amount"], "26.00");
}

#[test]
fn an_end_on_the_first_day_as_in_lago() {
    // spec/scenarios/credit_notes/rounding_issues_spec.rb: 200.00 and 25 %, ended on its first
    // day, which counts as used: 29/30 = 193.33, and 48.33 of tax
    let ended = json!({"currency": "EUR", "convention": "day_inclusive", "tax_pct": "25",
        "period_start": "2025-09-18", "period_end": "2025-10-18", "at": "2025-09-18",
        "old": {"amount": "200"}, "new": {"amount": "0"}});
    let change = one("change", ended);
    let sums = ["credit", "tax", "total"].map(|name| &change[name]);
    assert_eq!(sums, ["193.33", "-48.33", "-241.66"]);
}

#[test]
fn month_ends_as_in_flexprice() {
    // internal/types/date_test.go: start, interval, count, the next boundary
    let table = [
        ("2024-01-31", "month", 1, "2024-02-29"),
        ("2024-01-15", "month", 1, "2024-02-15"),
        ("2023-12-31", "month", 2, "2024-02-29"),
        ("2024-12-31", "month", 2, "2025-02-28"),
        ("2024-03-31", "day", 5, "2024-04-05"),
        ("2024-12-29", "day", 5, "2025-01-03"),
        ("2024-02-27", "day", 3, "2024-03-01"),
        ("2023-02-27", "day", 3, "2023-03-02"),
    ];
    for (start, interval, count, next) in table {
        let input = json!({"start": start, "interval": interval, "count": count, "n": 1});
        assert_eq!(
            one("periods", input)["boundaries"][1],
            next,
            "{start} {count} {interval}"
        );
    }
    // the same hour of a zone on the other side of its midnight
    let tokyo = json!({"start": "2024-03-15T19:30:45+09:00", "interval": "year", "count": 2,
                       "n": 1, "timezone": "Asia/Tokyo"});
    assert_eq!(
        one("periods", tokyo)["boundaries"][1],
        "2026-03-15T10:30:45Z"
    );
}

#[test]
fn shares_as_in_money_libraries() {
    // minting, money_allocation_test.rb; a debt is split as a claim is
    let table = [
        (
            "10.10",
            json!([1, 1, 1, 1, 1, 1, 1]),
            json!(["1.45", "1.45", "1.44", "1.44", "1.44", "1.44", "1.44"]),
        ),
        (
            "10.10",
            json!([1, 1, 1, 1]),
            json!(["2.53", "2.53", "2.52", "2.52"]),
        ),
        (
            "10.00",
            json!([0.333, 0.333, 0.333]),
            json!(["3.34", "3.33", "3.33"]),
        ),
        ("-0.05", json!([3, 7]), json!(["-0.02", "-0.03"])),
        ("0.00", json!([1, 1]), json!(["0.00", "0.00"])),
    ];
    for (amount, weights, parts) in table {
        let input = json!({"amount": amount, "currency": "USD", "weights": weights});
        let answer = one("allocate", input);
        assert_eq!(answer["parts"], parts, "{amount} {weights}");
        let steps = answer["steps"].as_array().map_or(0, Vec::len);
        let parts = parts.as_array().map_or(0, Vec::len);
        assert_eq!(steps, parts + 1, "each part and their sum");
    }
}

/// Numbers that are good, from the specs of valvat, spec/valvat/checksum.
const GOOD: &str = "ESA13585625 ESB83871236 ESE54507058 ES25139013J ESQ1518001A ESQ5018001G \
    ESX4942978W ESX7676464F ESB10317980 ESY3860557K ESY2207765D DE280857971 DE281381706 \
    DE283108332 DE813622378 DE813628528 DE814178359 DE811907980 BE123456749 BE136695962 \
    BE0817331995 DK13585628 DK61126228 FI13669598 FI20584306 FI01080233 EL123456783 \
    EL094543092 EL998219694 IE8473625E IE0123459N IE9B12345N IT12345670785 IT01897810162 \
    IT00197200132 LU13669580 LU25361352 LU23124018 LU17560609 NL123456782B12 NL802549391B01 \
    NL808661863B01 NL820893559B01 ATU13585627 ATU66059506 ATU42403001";

/// Those that lose their check digit's fit when their last two digits change places.
const TURNED: &str = "DE280857917 DE281381760 DE283108323 DE813622387 DE813628582 DE814178395 \
    DE811907908 BE123456794 BE136695926 BE0817331959 DK13585682 DK61126282 EL123456738 \
    EL094543029 EL998219649 IT12345670758 IT01897810126 IT00197200123 IT12345671783 \
    IT00000000133";

#[test]
fn vat_numbers_as_in_valvat() {
    for id in GOOD.split_whitespace() {
        assert_eq!(one("vat-id", json!({"id": id}))["valid"], true, "{id}");
    }
    for id in TURNED.split_whitespace() {
        assert_eq!(one("vat-id", json!({"id": id}))["valid"], false, "{id}");
    }
    // syntax_spec.rb: the ways in which a Swiss number is written
    for id in [
        "CHE-343.663.860",
        "CHE-343.663.860 MWST",
        "CHE343663860TVA",
        "CHE343663860 IVA",
    ] {
        assert_eq!(one("vat-id", json!({"id": id}))["country"], "CH", "{id}");
    }
    for id in [
        "",
        " ",
        "DE",
        "atu123xyz",
        "xxxxxxxxxx",
        "BEFR",
        "CHE-34.663.860",
    ] {
        assert_eq!(one("vat-id", json!({"id": id}))["valid"], false, "{id}");
    }
}

#[test]
fn only_the_standard_category_taxes() {
    // EN 16931, BR-Z-05, BR-E-05, BR-AE-05, BR-IC-05, BR-G-05: the rate is zero
    let table = [
        (
            json!({"tax_category": "AE", "tax_rate_pct": "19"}),
            "lines.0.tax_rate_pct",
        ),
        (
            json!({"tax_category": "K", "tax_rates_pct": ["0", "7"]}),
            "lines.0.tax_rates_pct.1",
        ),
        (
            json!({"tax_category": "O", "tax_rate_pct": "-1", "tax_rates_pct": []}),
            "lines.0.tax_rate_pct",
        ),
    ];
    for (mut line, field) in table {
        line["unit_amount"] = json!("100");
        let input = json!({"currency": "EUR", "lines": [line]});
        assert_eq!(error("invoice", input.clone()).1, field, "{input}");
    }
    let zero = json!({"unit_amount": "100", "tax_category": "AE", "tax_rate_pct": "0.00"});
    let input = json!({"currency": "EUR", "lines": [zero]});
    let group = json!({"rate_pct": "0", "category": "AE", "taxable": "100.00", "amount": "0.00"});
    assert_eq!(one("invoice", input)["taxes"], json!([group]));
}

#[test]
fn a_figure_that_is_too_long_says_so() {
    let input = json!({"amount": "1.123456789012345678901234567890", "currency": "EUR"});
    let answer = one("round", input);
    let message = answer["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("more digits"), "{answer}");
    assert_eq!(answer["error"]["field"], "amount");
}
