//! The calculator's `tax` and `vat-id` against the law's own figures and the contract.

use serde_json::{Value, json};

use super::run::answer;

fn one(what: &str, input: Value) -> Value {
    let mut answers = answer(what, &[input]).expect("a known calculation").answers;
    answers.remove(0)
}

fn tax(seller: Value, customer: Value, supply: Value) -> Value {
    one(
        "tax",
        json!({"seller": seller, "customer": customer, "supply": supply}),
    )
}

fn digital(date: &str) -> Value {
    json!({"kind": "digital_service", "date": date, "amount": "100"})
}

/// Treatment, rate and whose tax it is.
fn told(answer: &Value) -> [&str; 3] {
    ["treatment", "rate_pct", "jurisdiction"].map(|field| answer[field].as_str().unwrap_or("none"))
}

#[test]
fn a_supply_in_germany_in_october_2020_is_taxed_at_16_percent() {
    let seller = json!({"country": "DE", "registrations": ["DE"]});
    let answer = tax(seller, json!({"country": "DE"}), digital("2020-10-15"));
    assert_eq!(told(&answer), ["domestic", "16", "DE"]);
    assert_eq!(answer["invoice_note"], Value::Null);
    assert!(
        answer["steps"]
            .as_array()
            .is_some_and(|steps| steps.len() >= 4)
    );
}

#[test]
fn the_treatments_of_the_contract() {
    let german = json!({"country": "DE", "registrations": ["DE"], "oss": true});
    let french = json!({"country": "FR", "vat_id": "FR40303265045", "business": true});
    let reversed = tax(german.clone(), french, digital("2026-11-20"));
    assert_eq!(told(&reversed), ["reverse_charge", "0", "FR"]);
    let note = reversed["invoice_note"].as_str().unwrap_or_default();
    assert!(
        note.contains("Reverse charge") && note.contains("Art. 44 and 196"),
        "{note}"
    );

    let consumer = tax(
        german.clone(),
        json!({"country": "IT"}),
        digital("2026-11-20"),
    );
    assert_eq!(told(&consumer), ["destination", "22", "IT"]);
    let exported = tax(
        german.clone(),
        json!({"country": "US"}),
        digital("2026-11-20"),
    );
    assert_eq!(told(&exported), ["export", "0", "US"]);
    let school = json!({"country": "DE", "exempt_reason": "education"});
    let exempt = tax(german, school, digital("2026-11-20"));
    assert_eq!(told(&exempt), ["exempt", "0", "DE"]);
    assert_eq!(exempt["invoice_note"], "education");
    let texan = json!({"country": "US", "region": "TX"});
    let new_yorker = json!({"country": "US", "registrations": ["US-NY"]});
    let elsewhere = tax(new_yorker, texan, digital("2026-11-20"));
    assert_eq!(told(&elsewhere), ["not_registered", "0", "US-TX"]);
}

#[test]
fn sales_that_are_left_out_are_above_the_threshold() {
    let italian = json!({"country": "IT"});
    let below = json!({"country": "DE", "registrations": ["DE"],
        "eu_b2c_sales": {"this_year": "9900", "last_year": "0"}});
    let answer = tax(below, italian.clone(), digital("2026-11-20"));
    assert_eq!(told(&answer), ["domestic", "19", "DE"]);
    let unknown = json!({"country": "DE", "registrations": ["DE"]});
    let answer = tax(unknown, italian.clone(), digital("2026-11-20"));
    assert_eq!(told(&answer), ["not_registered", "0", "IT"]);
    let registered = json!({"country": "DE", "registrations": ["DE", "IT"]});
    let answer = tax(registered, italian, digital("2026-11-20"));
    assert_eq!(told(&answer), ["destination", "22", "IT"]);
}

#[test]
fn what_is_left_out_is_the_ordinary_case() {
    // Registered at home, and with a valid number a business.
    let answer = tax(
        json!({"country": "EL"}),
        json!({"country": "DE", "vat_id": "DE 136 695 976"}),
        digital("2026-11-20"),
    );
    assert_eq!(told(&answer), ["reverse_charge", "0", "DE"]);
    let nowhere = json!({"country": "DE", "registrations": []});
    let answer = tax(nowhere, json!({"country": "DE"}), digital("2026-11-20"));
    assert_eq!(told(&answer), ["not_registered", "0", "DE"]);
}

#[test]
fn provinces_and_states_are_charged_by_the_embedded_tables() {
    let canadian = json!({"country": "CA", "registrations": ["CA"]});
    let quebec = tax(
        canadian,
        json!({"country": "CA", "region": "QC"}),
        digital("2026-11-20"),
    );
    assert_eq!(told(&quebec), ["domestic", "14.975", "CA-QC"]); // 5 + 9.975
    assert_eq!(quebec["taxes"][1]["name"], "QST");
    let american = json!({"country": "US", "registrations": ["US-TX"]});
    // Texas taxes 80 % of data processing at 6.25 %: 0.8 × 6.25 = 5.
    let texas = json!({"country": "US", "region": "TX"});
    let answer = tax(american.clone(), texas.clone(), digital("2026-11-20"));
    assert_eq!(told(&answer), ["domestic", "5", "US-TX"]);
    let goods = json!({"kind": "goods", "date": "2026-11-20"});
    assert_eq!(
        told(&tax(american, texas, goods)),
        ["domestic", "6.25", "US-TX"]
    );
}

/// The field that the answer to a faulty question names.
fn field_of(seller: Value, customer: Value, supply: Value) -> String {
    let answer = tax(seller, customer, supply);
    let text = |name: &str| {
        answer["error"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(text("message").len() > 10, "{answer}");
    text("field")
}

#[test]
fn faults_of_a_customer_name_their_field() {
    let german = || json!({"country": "DE", "registrations": ["DE", "US-NY"]});
    let table = [
        (json!({"country": "FX"}), "customer.country"),
        (json!({}), "customer.country"),
        (json!({"country": "US"}), "customer.region"),
        (
            json!({"country": "US", "region": "Bavaria"}),
            "customer.region",
        ),
        (json!({"country": "DE", "vat": "x"}), "customer.vat"),
        (
            json!({"country": "DE", "business": "yes"}),
            "customer.business",
        ),
    ];
    for (customer, field) in table {
        assert_eq!(field_of(german(), customer, digital("2026-11-20")), field);
    }
}

#[test]
fn faults_of_a_supply_name_their_field() {
    let german = || json!({"country": "DE"});
    let table = [
        (digital("20.11.2026"), "supply.date"),
        (digital("1950-01-01"), "supply.date"),
        (
            json!({"kind": "software", "date": "2026-11-20"}),
            "supply.kind",
        ),
        (json!({"date": "2026-11-20"}), "supply.kind"),
        (json!({"kind": "goods"}), "supply.date"),
        (
            json!({"kind": "goods", "date": "2026-11-20", "amount": "x"}),
            "supply.amount",
        ),
    ];
    for (supply, field) in table {
        assert_eq!(field_of(german(), german(), supply), field);
    }
}

#[test]
fn faults_of_a_seller_name_their_field() {
    let table = [
        (
            json!({"country": "DE", "registrations": ["DE", "Bavaria"]}),
            "seller.registrations.1",
        ),
        (json!({"country": "DE", "vat_id": "DE1"}), "seller.vat_id"),
        (
            json!({"country": "DE", "eu_b2c_sales": {"this_year": "1"}}),
            "seller.eu_b2c_sales.last_year",
        ),
        (json!({"registrations": ["DE"]}), "seller.country"),
    ];
    for (seller, field) in table {
        let customer = json!({"country": "DE"});
        assert_eq!(field_of(seller, customer, digital("2026-11-20")), field);
    }
    // Made-up digits of the right form still say where the seller is registered.
    let made_up = json!({"country": "DE", "registrations": [], "vat_id": "DE123456789"});
    let answer = tax(made_up, json!({"country": "DE"}), digital("2026-11-20"));
    assert_eq!(told(&answer), ["domestic", "19", "DE"]);
    // A place that the tables do not know.
    let brazil = || json!({"country": "BR"});
    assert_eq!(
        field_of(brazil(), brazil(), digital("2026-11-20")),
        "seller.country"
    );
}

#[test]
fn vat_numbers_are_answered_good_or_bad() {
    let good = one("vat-id", json!({"id": "el 094259216"}));
    assert_eq!(
        (
            &good["valid"],
            &good["country"],
            &good["normalized"],
            &good["reason"]
        ),
        (
            &json!(true),
            &json!("GR"),
            &json!("EL094259216"),
            &Value::Null
        )
    );
    let bad = one("vat-id", json!({"id": "136695978", "country": "DE"}));
    assert_eq!(
        (&bad["valid"], &bad["country"], &bad["normalized"]),
        (&json!(false), &json!("DE"), &json!("DE136695978"))
    );
    assert!(
        bad["reason"]
            .as_str()
            .is_some_and(|reason| reason.contains("check digits"))
    );
    let none = one("vat-id", json!({"id": ""}));
    assert_eq!(
        (&none["valid"], &none["country"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(one("vat-id", json!({}))["error"]["field"], "id");
    assert_eq!(one("vat-id", json!({"id": 7}))["error"]["field"], "id");
    assert_eq!(
        one("vat-id", json!({"id": "x", "land": "DE"}))["error"]["field"],
        "land"
    );
}
