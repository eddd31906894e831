//! Each price model against figures worked by hand, and against other systems' published cases.

use rust_decimal::Decimal;

use super::*;
use crate::money::{Currency, Rounding};

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn terms(model: &str) -> PriceTerms {
    PriceTerms {
        currency: Currency::EUR,
        model: serde_json::from_str(model).unwrap(),
        included: Decimal::ZERO,
        commitment: Decimal::ZERO,
        rounding: Rounding::HalfUp,
    }
}

fn cents(quantity: &str, terms: &PriceTerms) -> i64 {
    price(decimal(quantity), terms).unwrap().amount.minor()
}

fn cents_of(amounts: &[&str], terms: &PriceTerms) -> i64 {
    let amounts: Vec<Decimal> = amounts.iter().map(|amount| decimal(amount)).collect();
    price_events(&amounts, terms).unwrap().amount.minor()
}

fn field(result: Result<PricedAmount, PriceError>) -> String {
    result.unwrap_err().field()
}

#[test]
fn units_cost_their_price_beyond_what_is_included_and_at_least_the_commitment() {
    // quantity, unit amount, included, commitment -> amount, exact, true-up
    let table = [
        ("3", "33.335", "0", "0", 10001, "100.005", 0), // 100.005 rounds half up
        ("10", "0.5", "4", "0", 300, "3.0", 0),         // (10 - 4) x 0.5
        ("3", "0.5", "4", "0", 0, "0.0", 0),            // never below zero units
        ("10", "0.5", "0", "20", 2000, "5.0", 1500),    // 20 - 5 = 15 more
        ("100", "0.5", "0", "20", 5000, "50.0", 0),     // above the commitment
        ("0.5", "0.01", "0", "0", 1, "0.005", 0),       // half a cent goes up
    ];
    for (quantity, unit_amount, included, commitment, amount, exact, true_up) in table {
        let model = format!(r#"{{"type":"per_unit","unit_amount":"{unit_amount}"}}"#);
        let terms = PriceTerms {
            included: decimal(included),
            commitment: decimal(commitment),
            ..terms(&model)
        };
        let priced = price(decimal(quantity), &terms).unwrap();
        assert_eq!(priced.amount.minor(), amount, "{quantity} x {unit_amount}");
        assert_eq!(priced.exact, decimal(exact));
        assert_eq!(priced.true_up.minor(), true_up);
        assert!(!priced.explanation.steps.is_empty());
    }
}

#[test]
fn a_flat_price_is_the_same_for_none_and_many() {
    let terms = terms(r#"{"type":"flat","amount":"49.90"}"#);
    for quantity in ["0", "1", "1000"] {
        assert_eq!(cents(quantity, &terms), 4990);
    }
}

#[test]
fn a_begun_package_counts_whole_or_not_at_all() {
    // blocks of 100 at 5.00: up, down
    let table = [
        ("0", 0, 0),
        ("1", 500, 0),
        ("100", 500, 500),
        ("100.5", 1000, 500),
        ("250", 1500, 1000),
    ];
    let up = terms(r#"{"type":"package","size":"100","amount":"5.00"}"#);
    let down = terms(r#"{"type":"package","size":"100","amount":"5.00","round":"down"}"#);
    for (quantity, begun, full) in table {
        assert_eq!(cents(quantity, &up), begun, "{quantity} up");
        assert_eq!(cents(quantity, &down), full, "{quantity} down");
    }
    let included = PriceTerms {
        included: decimal("100"),
        ..up
    };
    assert_eq!(cents("100", &included), 0); // all included
    assert_eq!(cents("101", &included), 500); // 1 more begins a block
}

const GRADUATED: &str = r#"{"type":"tiered_graduated","tiers":[
    {"up_to":"10","unit_amount":"0.10","flat_amount":"0.02"},
    {"up_to":null,"unit_amount":"0.05","flat_amount":"0.03"}]}"#;

#[test]
fn graduated_units_cost_what_their_own_tier_says() {
    // The cases of lago-api's spec of its graduated charge: 0.10 a unit and 0.02 up to 10, then
    // 0.05 and 0.03
    let table = [
        ("1", 12),     // 0.10 + 0.02
        ("10", 102),   // 10 x 0.10 + 0.02: the bound is in the tier
        ("11", 110),   // 1.02 + 0.05 + 0.03
        ("12", 115),   // 1.02 + 2 x 0.05 + 0.03
        ("10.5", 108), // 1.02 + 0.5 x 0.05 + 0.03 = 1.075
    ];
    for (quantity, amount) in table {
        assert_eq!(cents(quantity, &terms(GRADUATED)), amount, "{quantity}");
    }
    // zero units: the first flat amount (Stripe), or nothing where the price says so (Lago)
    assert_eq!(cents("0", &terms(GRADUATED)), 2);
    let free = GRADUATED.replace("]}", r#"],"zero_usage":"free"}"#);
    assert_eq!(cents("0", &terms(&free)), 0);
}

#[test]
fn volume_units_all_cost_what_the_tier_of_the_quantity_says() {
    let model = GRADUATED.replace("graduated", "volume");
    let table = [
        ("0", 2),     // the first flat amount
        ("10", 102),  // 10 x 0.10 + 0.02
        ("10.5", 56), // 10.5 x 0.05 + 0.03 = 0.555
        ("11", 58),   // 11 x 0.05 + 0.03
    ];
    for (quantity, amount) in table {
        assert_eq!(cents(quantity, &terms(&model)), amount, "{quantity}");
    }
}

#[test]
fn tiers_that_contradict_themselves_name_their_bound() {
    let tiers = |tiers: &str| terms(&format!(r#"{{"type":"tiered_volume","tiers":{tiers}}}"#));
    let one = Decimal::ONE;
    assert_eq!(field(price(one, &tiers("[]"))), "model.tiers");
    let falling = r#"[{"up_to":"10"},{"up_to":"10"},{"up_to":null}]"#;
    assert_eq!(field(price(one, &tiers(falling))), "model.tiers.1.up_to");
    let open = r#"[{"up_to":null},{"up_to":"10"}]"#;
    assert_eq!(field(price(one, &tiers(open))), "model.tiers.0.up_to");
    let zero = r#"[{"up_to":"0"},{"up_to":null}]"#;
    assert_eq!(field(price(one, &tiers(zero))), "model.tiers.0.up_to");
    // a bounded last tier prices what is in it and refuses what is above
    let bounded = tiers(r#"[{"up_to":"10","unit_amount":"1"}]"#);
    assert_eq!(cents("10", &bounded), 1000);
    assert_eq!(
        field(price(decimal("10.1"), &bounded)),
        "model.tiers.0.up_to"
    );
}

#[test]
fn an_event_is_free_until_either_allowance_is_passed() {
    let model = |free: &str| {
        terms(&format!(
            r#"{{"type":"percentage","rate_pct":"1.3","fixed":"2"{free}}}"#
        ))
    };
    let events = ["50", "100", "250", "400"]; // 800 together
    let table = [
        ("", 1840),                                        // 800 x 1.3 % + 4 x 2
        (r#","free_events":3"#, 720),                      // 400 x 1.3 % + 1 x 2
        (r#","free_amount":"250""#, 1115),                 // (400 - 250 + 400) x 1.3 % + 2 x 2
        (r#","free_events":3,"free_amount":"250""#, 1115), // the amount is passed first
        (r#","free_events":3,"free_amount":"500""#, 720),  // the number is passed first
        (r#","free_amount":"400""#, 720),                  // reached, not passed, by the third
        (r#","free_events":5"#, 0),
    ];
    for (free, amount) in table {
        assert_eq!(cents_of(&events, &model(free)), amount, "{free}");
    }
    assert_eq!(cents_of(&[], &model("")), 0);
    assert_eq!(cents("0", &model("")), 0);
    // Lago's documentation: 3 events or 500 free, 1.2 % and 0.10; the fourth of 50 costs 0.70
    let lago = terms(
        r#"{"type":"percentage","rate_pct":"1.2","fixed":"0.1","free_events":3,
            "free_amount":"500"}"#,
    );
    assert_eq!(cents_of(&["200", "100", "100", "50"], &lago), 70);
}

#[test]
fn each_paying_event_costs_at_least_and_at_most_so_much() {
    let limited =
        terms(r#"{"type":"percentage","rate_pct":"1","fixed":"0.5","min":"1","max":"5"}"#);
    // Lago's announcement: 20 x 1 % + 0.50 = 0.70, raised to 1; 600 x 1 % + 0.50 = 6.50, cut to 5
    assert_eq!(cents_of(&["20"], &limited), 100);
    assert_eq!(cents_of(&["600"], &limited), 500);
    assert_eq!(cents_of(&["20", "100", "600"], &limited), 750); // 1 + 1.50 + 5
    let crossed = terms(r#"{"type":"percentage","rate_pct":"1","min":"5","max":"1"}"#);
    assert_eq!(field(price(Decimal::ONE, &crossed)), "model.min");
}

#[test]
fn a_sum_of_amounts_pays_each_tier_that_it_reaches() {
    // The cases of lago-api's spec: to 10 1 % and 200, to 20 2 % and 300, above 3 % and 400
    let graduated = terms(
        r#"{"type":"graduated_percentage","tiers":[
            {"up_to":"10","rate_pct":"1","flat_amount":"200"},
            {"up_to":"20","rate_pct":"2","flat_amount":"300"},
            {"up_to":null,"rate_pct":"3","flat_amount":"400"}]}"#,
    );
    let table = [
        ("0", 0),
        ("1", 20_001),  // 200 + 1 x 1 %
        ("10", 20_010), // 200 + 10 x 1 %
        ("11", 50_012), // 200 + 300 + 0.10 + 1 x 2 %
        ("12", 50_014),
        ("21", 90_033), // 200 + 300 + 400 + 0.10 + 0.20 + 1 x 3 %
    ];
    for (quantity, amount) in table {
        assert_eq!(cents(quantity, &graduated), amount, "{quantity}");
    }
    assert_eq!(cents_of(&["5", "6"], &graduated), 50_012);
}

#[test]
fn what_is_included_comes_off_the_first_amounts() {
    let fee = terms(r#"{"type":"percentage","rate_pct":"10","fixed":"1"}"#);
    let included = PriceTerms {
        included: decimal("150"),
        ..fee
    };
    // 100 is covered whole and is no event; of the next 100, 50 are left: 50 x 10 % + 1
    assert_eq!(cents_of(&["100", "100"], &included), 600);
}

#[test]
fn negative_figures_and_what_does_not_fit_are_refused_by_name() {
    let unit = terms(r#"{"type":"per_unit","unit_amount":"2"}"#);
    assert_eq!(field(price(decimal("-1"), &unit)), "quantity");
    let committed = PriceTerms {
        commitment: decimal("-1"),
        ..unit.clone()
    };
    assert_eq!(field(price(Decimal::ONE, &committed)), "commitment");
    let huge = price(Decimal::MAX, &unit);
    assert!(matches!(huge, Err(PriceError::Overflow { .. })));
    let fine = terms(r#"{"type":"per_unit","unit_amount":"0.0000000000000000001"}"#);
    let lost = price(decimal("0.0000000000000000001"), &fine);
    assert!(matches!(lost, Err(PriceError::Overflow { .. })));
    let amounts = [Decimal::ONE, Decimal::NEGATIVE_ONE];
    let percent = terms(r#"{"type":"percentage","rate_pct":"1"}"#);
    assert_eq!(field(price_events(&amounts, &percent)), "amounts.1");
    assert_eq!(field(price_events(&[Decimal::ONE], &unit)), "amounts");
    let empty = terms(r#"{"type":"package","size":"0","amount":"1"}"#);
    assert_eq!(field(price(Decimal::ZERO, &empty)), "model.size");
    let fee = terms(r#"{"type":"percentage","rate_pct":"1","fixed":"-1"}"#);
    assert_eq!(field(price(Decimal::ONE, &fee)), "model.fixed");
}

#[test]
fn a_model_is_written_with_its_type() {
    let written = [
        r#"{"type":"per_unit","unit_amount":"0.5"}"#,
        r#"{"type":"package","size":"10","amount":"2","round":"up"}"#,
        concat!(
            r#"{"type":"tiered_volume","tiers":[{"up_to":null,"unit_amount":"1","#,
            r#""flat_amount":"0"}],"zero_usage":"free"}"#
        ),
    ];
    for written in written {
        let model: PriceModel = serde_json::from_str(written).unwrap();
        assert_eq!(serde_json::to_string(&model).unwrap(), written);
    }
}

#[test]
fn a_price_says_what_zero_and_parts_cost_and_works_an_example() {
    let package = PriceTerms {
        included: decimal("50"),
        ..terms(r#"{"type":"package","size":"100","amount":"5.00"}"#)
    };
    let words = describe(&package);
    let expected = [
        "5.00 EUR for each block of 100 units.",
        "The first 50 units are included.",
        "Zero usage costs nothing.",
        "A part of a block costs a whole block.",
        "Where it recurs, a change within a period bills the part of the amount for the time held; \
         metered usage is not prorated.",
        "Example: 200 units cost 10.00 EUR (200 units less 50 included = 150; \
         150 units in blocks of 100 = 2; 2 × 5.00 = 10).",
    ];
    assert_eq!(words, expected);
    let words = describe(&terms(GRADUATED)).join("\n");
    assert!(
        words.contains("Tier 2 (above 10): 0.05 EUR a unit and 0.03 EUR once."),
        "{words}"
    );
    assert!(words.contains("Zero usage costs 0.02 EUR."), "{words}");
    // 11 units: 10 x 0.10 + 0.02 = 1.02 and 1 x 0.05 + 0.03 = 0.08
    assert!(words.contains("Example: 11 units cost 1.10 EUR"), "{words}");
    let broken = describe(&terms(r#"{"type":"tiered_volume","tiers":[]}"#));
    assert!(broken[0].contains("no tiers"), "{broken:?}");
}
