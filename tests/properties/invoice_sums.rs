//! An invoice is the sum of its lines and taxes, through the calculator's door.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases;
use crate::model::{Cents, Line, RATES, rounded, sums};

fn calc(input: &Value) -> Value {
    let options = app::context::AppOptions::new("no-folder-is-needed-to-compute");
    let app = app::context::App::new(app::context::AppOptions {
        keyring: app::keyring::KeyringUse::Off,
        ..options
    });
    let request = json!({"what": "invoice", "inputs": [input]});
    app::registry::call(&app, "calc.run", request).unwrap()["answers"][0].clone()
}

fn cents(amount: &Value) -> Cents {
    let text = amount
        .as_str()
        .unwrap_or_else(|| panic!("no amount: {amount}"));
    text.replace('.', "").parse().unwrap()
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line =
        (1_i64..500, 1_i64..50_000, 0..RATES.len()).prop_map(|(quantity, unit_cents, rate)| Line {
            quantity,
            unit_cents,
            rate,
        });
    prop::collection::vec(line, 1..12)
}

fn asked(lines: &[Line], discount_pct: i64) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| {
            let price = format!("{}.{:02}", line.unit_cents / 100, line.unit_cents % 100);
            json!({"description": "Work", "quantity": line.quantity.to_string(),
                "unit_amount": price, "tax_rate_pct": RATES[line.rate].to_string()})
        })
        .collect();
    json!({"currency": "EUR", "lines": lines, "discount_pct": discount_pct.to_string()})
}

fn sum(of: &Value, field: &str) -> Cents {
    of.as_array()
        .unwrap()
        .iter()
        .map(|one| cents(&one[field]))
        .sum()
}

fn sums_agree(answer: &Value) {
    assert_eq!(
        cents(&answer["taxable"]) + cents(&answer["tax"]),
        cents(&answer["total"])
    );
    for (field, whole) in [("net", "taxable"), ("tax", "tax"), ("total", "total")] {
        assert_eq!(
            sum(&answer["lines"], field),
            cents(&answer[whole]),
            "{field}: {answer:#}"
        );
    }
    assert_eq!(
        sum(&answer["lines"], "subtotal"),
        cents(&answer["subtotal"])
    );
    assert_eq!(sum(&answer["taxes"], "amount"), cents(&answer["tax"]));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_invoice_is_its_lines_and_taxes(lines in lines(), discount_pct in 0_i64..=100) {
        let answer = calc(&asked(&lines, discount_pct));
        sums_agree(&answer);
        let expected = sums(&lines, discount_pct);
        prop_assert_eq!(cents(&answer["subtotal"]), expected.subtotal);
        prop_assert_eq!(cents(&answer["discount"]), expected.discount);
        prop_assert_eq!(cents(&answer["tax"]), expected.tax);
        prop_assert_eq!(cents(&answer["total"]), expected.total);
    }

    #[test]
    fn a_price_with_tax_in_it_is_what_is_paid(lines in lines(), discount_pct in 0_i64..=100) {
        let mut input = asked(&lines, discount_pct);
        input["tax_inclusive"] = true.into();
        let answer = calc(&input);
        sums_agree(&answer);
        let typed: Cents = lines.iter().map(|line| line.quantity * line.unit_cents).sum();
        let off = rounded(i128::from(typed) * i128::from(discount_pct), 100);
        prop_assert_eq!(cents(&answer["total"]), typed - off);
    }

    #[test]
    fn tax_on_each_line_is_at_most_half_a_cent_a_line_away(lines in lines()) {
        let mut input = asked(&lines, 0);
        let per_rate = cents(&calc(&input)["tax"]);
        input["tax_rounding"] = "per_line".into();
        let answer = calc(&input);
        sums_agree(&answer);
        let roundings = lines.len() + RATES.len();
        let most = i64::try_from(roundings).unwrap() / 2 + 1;
        prop_assert!((cents(&answer["tax"]) - per_rate).abs() <= most);
    }
}
