//! Prepaid credit through the doors: granted, used by invoices, given back, ended.

use serde_json::{Value, json};

use super::expire::expire_due;
use crate::context::App;
use crate::error::AppError;
use crate::subscriptions::tests::{ask, catalog, customer, on, started, text, with};
use crate::testing::{call, opened};

fn refused(app: &App, name: &str, request: Value) -> AppError {
    call(app, name, request).expect_err(name)
}

fn someone(app: &App) -> String {
    let customer = json!({"customer": {"name": "Blumen Krüger"}});
    text(&ask(app, "customers.create", customer)["id"])
}

fn paid(customer: &str, amount: &str) -> Value {
    json!({"customer_id": customer, "name": "Prepaid hours", "category": "paid",
        "amount": amount})
}

fn gift(customer: &str, amount: &str) -> Value {
    let paid = with(paid(customer, amount), "category", json!("promotional"));
    with(paid, "name", json!("Welcome"))
}

/// An issued invoice of one line without tax.
fn issued(app: &App, customer: &str, amount: &str) -> String {
    let draft = json!({"customer_id": customer, "currency": "EUR", "net_days": 14, "lines": [
        {"description": "Consulting", "quantity": "1", "unit_amount": amount}]});
    let made = ask(app, "invoices.create_draft", json!({"draft": draft}));
    let request = json!({"id": made["row"]["id"], "revision": made["revision"]});
    text(&ask(app, "invoices.issue", request)["id"])
}

fn invoice(app: &App, id: &str) -> Value {
    ask(app, "invoices.get", json!({"id": id}))
}

fn of_customer(app: &App, customer: &str) -> Value {
    ask(app, "credit_grants.list", json!({"customer_id": customer}))
}

fn account(app: &App, code: &str) -> String {
    let rows = ask(app, "ledger.trial_balance", json!({}));
    let rows = rows["rows"].as_array().cloned().unwrap_or_default();
    let found = rows.into_iter().find(|row| row["account"] == code);
    found.map_or_else(String::new, |row| {
        let side = |name: &str| text(&row[name]["minor"]);
        format!("{}|{}", side("debit"), side("credit"))
    })
}

fn is_sound(app: &App) -> bool {
    ask(app, "ledger.verify", json!({}))["ok"] == true
}

#[test]
fn an_invoice_uses_credit_before_the_balance_and_the_rest_waits() {
    let (app, _folder) = opened();
    let customer = someone(&app);
    ask(&app, "credit_grants.create", paid(&customer, "150.00"));
    let first = invoice(&app, &issued(&app, &customer, "100.00"));
    assert_eq!(first["prepaid_credit"]["minor"], "10000");
    assert_eq!(first["prepaid"][0]["name"], "Prepaid hours");
    assert_eq!(
        (
            &first["row"]["status"],
            &first["row"]["amount_due"]["minor"]
        ),
        (&json!("paid"), &json!("0"))
    );
    let second = invoice(&app, &issued(&app, &customer, "80.00"));
    assert_eq!(second["row"]["amount_due"]["minor"], "3000"); // 80.00 - 50.00
    let page = of_customer(&app, &customer);
    assert_eq!(page["balances"], json!([]));
    assert_eq!(page["rows"][0]["state"], "used_up");
    assert_eq!(page["rows"][0]["used"]["minor"], "15000");
    let grant = json!({"id": page["rows"][0]["id"]});
    let detail = ask(&app, "credit_grants.get", grant);
    let left: Vec<&Value> = detail["movements"]
        .as_array()
        .expect("movements")
        .iter()
        .map(|moved| &moved["left"]["minor"])
        .collect();
    assert_eq!(left, ["15000", "5000", "0"]);
    assert_eq!(detail["journal"].as_array().map(Vec::len), Some(3));
    assert!(is_sound(&app));
}

#[test]
fn voiding_and_crediting_give_credit_back() {
    let (app, _folder) = opened();
    let customer = someone(&app);
    ask(&app, "credit_grants.create", paid(&customer, "100.00"));
    ask(&app, "credit_grants.create", gift(&customer, "20.00"));
    let id = issued(&app, &customer, "110.00");
    let actions = invoice(&app, &id)["actions"].clone();
    assert!(
        actions
            .as_array()
            .is_some_and(|all| all.contains(&json!("void")))
    );
    let reason = json!({"id": id, "reason": "Wrong customer"});
    let closed = ask(&app, "invoices.void", reason);
    assert_eq!(
        (&closed["row"]["status"], &closed["prepaid"]),
        (&json!("void"), &json!([]))
    );
    assert_eq!(
        of_customer(&app, &customer)["balances"][0]["minor"],
        "12000"
    );
    assert_eq!(account(&app, "2400"), "|10000");

    // The gift is used first: 20.00, then 60.00 of the 100.00.
    let id = issued(&app, &customer, "80.00");
    let full = json!({"invoice_id": id, "full": true, "reason": "order_change"});
    let preview = ask(&app, "credit_notes.preview", full.clone());
    assert_eq!(preview["to_credits"]["minor"], "8000");
    ask(&app, "credit_notes.issue", full);
    assert_eq!(
        of_customer(&app, &customer)["balances"][0]["minor"],
        "12000"
    );
    assert_eq!(
        ask(&app, "customers.get", json!({"id": customer}))["balance"],
        json!([])
    );
    assert!(is_sound(&app));
}

#[test]
fn credit_that_is_over_ends_and_what_comes_back_to_it_ends_too() {
    let (app, _folder) = opened();
    let customer = someone(&app);
    let until = with(paid(&customer, "100.00"), "expires_on", json!("2026-12-01"));
    let made = ask(&app, "credit_grants.create", until);
    assert_eq!(made["expires_soon"], true);
    let id = issued(&app, &customer, "40.00");
    assert_eq!(expire_due(&app), Ok(0));
    on(&app, "2026-12-05");
    assert_eq!(of_customer(&app, &customer)["rows"][0]["state"], "expired");
    assert_eq!(expire_due(&app), Ok(1));
    assert_eq!(expire_due(&app), Ok(0));
    assert_eq!(account(&app, "4600"), "|6000"); // 100.00 - 40.00
    ask(
        &app,
        "invoices.void",
        json!({"id": id, "reason": "Wrong customer"}),
    );
    assert_eq!(account(&app, "4600"), "|10000");
    let row = of_customer(&app, &customer)["rows"][0].clone();
    assert_eq!(
        (
            &row["used"]["minor"],
            &row["expired"]["minor"],
            &row["left"]["minor"]
        ),
        (&json!("0"), &json!("10000"), &json!("0"))
    );
    let detail = ask(&app, "credit_grants.get", json!({"id": row["id"]}));
    let kinds: Vec<&Value> = detail["movements"]
        .as_array()
        .expect("movements")
        .iter()
        .map(|moved| &moved["kind"])
        .collect();
    assert_eq!(
        kinds,
        ["granted", "applied", "expired", "returned", "expired"]
    );
    assert!(is_sound(&app));
}

#[test]
fn voided_credit_becomes_the_balance_where_it_was_paid_for() {
    let (app, _folder) = opened();
    let customer = someone(&app);
    let sold = ask(&app, "credit_grants.create", paid(&customer, "100.00"));
    let gift = ask(&app, "credit_grants.create", gift(&customer, "20.00"));
    for grant in [&sold, &gift] {
        let request = json!({"id": grant["id"], "reason": "Asked for"});
        let row = ask(&app, "credit_grants.void", request.clone());
        assert_eq!(
            (&row["state"], &row["actions"]),
            (&json!("voided"), &json!([]))
        );
        let again = refused(&app, "credit_grants.void", request);
        assert_eq!(again.code, "credit_already_voided");
    }
    let page = ask(&app, "customers.get", json!({"id": customer}));
    assert_eq!(page["balance"][0]["minor"], "10000");
    assert_eq!(page["can_delete"], false);
    assert_eq!(
        (account(&app, "2300"), account(&app, "2400")),
        ("|10000".into(), String::new())
    );
    assert!(is_sound(&app));
}

#[test]
fn each_fault_names_its_field() {
    let (app, _folder) = opened();
    let customer = someone(&app);
    let table = [
        ("name", json!(" "), "credit_name_missing"),
        ("category", json!("free"), "unknown_choice"),
        ("amount", json!("0"), "credit_not_positive"),
        ("amount", json!("a lot"), "amount_malformed"),
        ("currency", json!("EURO"), "currency_unknown"),
        ("priority", json!(101), "credit_priority_out_of_range"),
        (
            "expires_on",
            json!("2026-11-20"),
            "credit_expires_too_early",
        ),
        ("effective_on", json!("soon"), "date_malformed"),
        ("method", json!("gold"), "unknown_choice"),
        ("customer_id", json!("cus_1"), "id_malformed"),
    ];
    for (field, value, code) in table {
        let request = with(paid(&customer, "10.00"), field, value);
        let error = refused(&app, "credit_grants.create", request);
        assert_eq!(
            (error.code.as_str(), error.field.as_deref()),
            (code, Some(field))
        );
    }
    let both = with(gift(&customer, "10.00"), "method", json!("cash"));
    let error = refused(&app, "credit_grants.create", both);
    assert_eq!(error.code, "credit_gift_was_paid");
    assert_eq!(ask(&app, "credit_grants.list", json!({}))["total_count"], 0);
}

#[test]
fn a_run_uses_what_the_preview_of_the_bill_says() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Oak GmbH");
    let sub = started(&app, &customer, "voice-starter");
    ask(&app, "credit_grants.create", gift(&customer, "10.00"));
    on(&app, "2026-12-20");
    let get = json!({"id": sub["row"]["id"]});
    let next = ask(&app, "subscriptions.get", get)["upcoming"].clone();
    // 29.00 + 5.51 - 10.00
    assert_eq!(next["prepaid_credit"]["minor"], "1000");
    assert_eq!(next["amount_due"]["minor"], "2451");
    let report = ask(
        &app,
        "billing_runs.start",
        json!({"through_on": "2026-12-20"}),
    );
    let id = text(&report["rows"][0]["invoice_id"]);
    assert_eq!(invoice(&app, &id)["row"]["amount_due"]["minor"], "2451");
    assert_eq!(account(&app, "4700"), "1000|");
    assert!(is_sound(&app));
}
