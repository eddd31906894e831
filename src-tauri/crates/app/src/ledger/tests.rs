//! The books through the doors: entries by hand, registers, exports, checks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::context::App;
use crate::testing::{call, opened};

fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn entry(on: &str, debit: &str, credit: &str) -> Value {
    json!({"posted_on": on, "description": "Capital", "currency": "EUR", "postings": [
        {"account": "1000", "debit": debit}, {"account": "3000", "credit": credit}]})
}

#[test]
fn an_entry_by_hand_balances_is_reversed_once_and_both_stay() {
    let (app, _folder) = opened();
    let uneven = call(
        &app,
        "ledger.post_entry",
        entry("2026-11-01", "10.00", "9.99"),
    );
    assert_eq!(
        uneven.expect_err("it does not balance").code,
        "entry_unbalanced"
    );
    let posted = ask(
        &app,
        "ledger.post_entry",
        entry("2026-11-01", "10.00", "10.00"),
    );
    assert_eq!(posted["amounts"][0]["minor"], "1000");
    let reverse = json!({"id": posted["id"], "reason": "wrong year"});
    let reversal = ask(&app, "ledger.reverse_entry", reverse.clone());
    assert_eq!(reversal["reverses"], posted["id"]);
    let again = call(&app, "ledger.reverse_entry", reverse).expect_err("it is reversed");
    assert_eq!(again.code, "entry_already_reversed");
    let read = ask(&app, "ledger.entry", json!({"id": posted["id"]}));
    assert_eq!(read["reversed_by"], reversal["id"]);
    assert_eq!(ask(&app, "ledger.journal", json!({}))["total_count"], 2);
    let found = ask(&app, "ledger.journal", json!({"search": "wrong year"}));
    assert_eq!(found["total_count"], 1);
}

#[test]
fn an_account_shows_the_balance_after_each_posting() {
    let (app, _folder) = opened();
    for (on, amount) in [
        ("2026-11-01", "10.00"),
        ("2026-11-02", "5.00"),
        ("2026-11-03", "1.00"),
    ] {
        ask(&app, "ledger.post_entry", entry(on, amount, amount));
    }
    let balances = |request: Value| -> Vec<String> {
        let page = ask(&app, "ledger.account", request);
        let rows = page["rows"].as_array().expect("rows").iter();
        rows.map(|row| {
            row["balance"]["minor"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
    };
    // newest first: 10 + 5 + 1, 10 + 5, 10
    assert_eq!(balances(json!({"code": "1000"})), ["1600", "1500", "1000"]);
    assert_eq!(
        balances(json!({"code": "1000", "offset": 1, "limit": 1})),
        ["1500"]
    );
    assert_eq!(
        balances(json!({"code": "1000", "currency": "EUR"})),
        ["1600", "1500", "1000"]
    );
    let books = ask(&app, "ledger.trial_balance", json!({"as_of": "2026-11-02"}));
    assert_eq!(books["totals"][0]["debit"]["minor"], "1500");
    assert_eq!(books["balanced"], true);
}

#[test]
fn the_journal_is_exported_for_the_days_asked_for() {
    let (app, _folder) = opened();
    for on in ["2026-11-01", "2026-11-05"] {
        ask(&app, "ledger.post_entry", entry(on, "10.00", "10.00"));
    }
    let request = json!({"format": "hledger", "from": "2026-11-02"});
    let file = ask(&app, "ledger.export_journal", request);
    let bytes = STANDARD
        .decode(file["base64"].as_str().unwrap_or_default())
        .expect("base64");
    let text = String::from_utf8(bytes).expect("text");
    assert!(
        text.contains("2026-11-05") && !text.contains("2026-11-01"),
        "{text}"
    );
    let unknown = call(&app, "ledger.export_journal", json!({"format": "pdf"}));
    assert_eq!(
        unknown.expect_err("no such format").field.as_deref(),
        Some("format")
    );
}

#[test]
fn the_journal_is_searched_filtered_and_sorted_by_amount() {
    let (app, _folder) = opened();
    for amount in ["10.00", "30.00", "20.00"] {
        ask(
            &app,
            "ledger.post_entry",
            entry("2026-11-01", amount, amount),
        );
    }
    let debits = |request: Value| -> Vec<String> {
        let page = ask(&app, "ledger.journal", request);
        let rows = page["rows"].as_array().expect("rows").iter();
        rows.map(|row| row["amounts"][0]["minor"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    let sort = json!([{"column": "amount", "descending": true}]);
    assert_eq!(debits(json!({"sort": sort})), ["3000", "2000", "1000"]);
    let filters = json!([
        {"column": "amount", "op": "at_least", "values": ["2000"]},
        {"column": "source_kind", "op": "is", "values": ["manual"]}]);
    let smallest = json!([{"column": "amount", "descending": false}]);
    let request = json!({"filters": filters, "sort": smallest});
    assert_eq!(debits(request), ["2000", "3000"]);
    assert_eq!(debits(json!({"search": "no such words"})), [""; 0]);
}

#[test]
fn the_audit_log_is_read_from_its_beginning_and_searched() {
    let (app, _folder) = opened();
    let first = entry("2026-11-01", "10.00", "10.00");
    ask(&app, "ledger.post_entry", first);
    let sort = json!([{"column": "seq", "descending": false}]);
    let page = ask(&app, "audit.list", json!({"sort": sort}));
    assert_eq!(page["rows"][0]["seq"], 1);
    let found = ask(&app, "audit.list", json!({"search": "TESTER post"}));
    assert_eq!(found["total_count"], 1);
}

#[test]
fn the_audit_log_says_who_did_what() {
    let (app, _folder) = opened();
    ask(
        &app,
        "ledger.post_entry",
        entry("2026-11-01", "10.00", "10.00"),
    );
    let page = ask(&app, "audit.list", json!({}));
    assert_eq!(page["rows"][0]["action"], "ledger.post_entry");
    assert_eq!(page["rows"][0]["actor"], "tester");
    let filter = json!([{"column": "subject_kind", "op": "is", "values": ["journal_entry"]}]);
    assert_eq!(
        ask(&app, "audit.list", json!({"filters": filter}))["total_count"],
        1
    );
    let report = ask(&app, "ledger.verify", json!({}));
    assert_eq!(
        (&report["ok"], &report["postings"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(report["audit_head"], page["rows"][0]["hash"]);
}
