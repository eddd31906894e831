//! The ready catalogs: what the files say, written out and taken into a ledger.

use serde_json::{Value, json};

use crate::context::App;
use crate::testing::{call, opened};

fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn content(app: &App, code: &str) -> Value {
    let page = ask(app, "plans.list", json!({"search": code}));
    let id = page["rows"][0]["id"].clone();
    ask(app, "plans.get", json!({"id": id}))["versions"][0]["content"].clone()
}

/// The figure that a price has in a currency and interval: its amount and what is included.
fn figure(content: &Value, key: &str, currency: &str, interval: &str) -> (String, String) {
    let prices = content["prices"].as_array().cloned().unwrap_or_default();
    let found = prices.into_iter().find(|price| {
        price["key"] == key
            && price["currency"] == currency
            && price["recurrence"]["interval"] == interval
    });
    let price = found.unwrap_or_else(|| panic!("no {key} in {currency} by the {interval}"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let model = &price["model"];
    let amount = match model["amount"].as_str() {
        Some("") | None => text(&model["unit_amount"]),
        Some(amount) => amount.to_owned(),
    };
    (amount, text(&price["included"]))
}

#[test]
fn both_catalogs_are_taken_in_once() {
    let (app, _folder) = opened();
    for code in ["voice-ai", "ai-workspace"] {
        let installed = ask(&app, "catalogs.install", json!({"code": code}));
        assert_eq!(installed["plan_ids"].as_array().map(Vec::len), Some(4));
        let again = call(&app, "catalogs.install", json!({"code": code}));
        assert_eq!(again.expect_err("a second time").code, "catalog_installed");
    }
    let rows = ask(&app, "catalogs.list", json!({}));
    let installed = |at: usize| rows["rows"][at]["installed"].clone();
    assert_eq!((installed(0), installed(1)), (json!(true), json!(true)));
    assert_eq!(
        rows["rows"][0]["plans"][0],
        "Voice AI Starter, 29.00 EUR a month"
    );
    let unknown = call(&app, "catalogs.install", json!({"code": "x"})).expect_err("unknown");
    assert_eq!(unknown.field.as_deref(), Some("code"));
    assert_eq!(ask(&app, "products.list", json!({}))["rows"][0]["plans"], 4);
}

#[test]
fn a_year_costs_ten_months_and_includes_twelve() {
    let (app, _folder) = opened();
    ask(&app, "catalogs.install", json!({"code": "voice-ai"}));
    ask(&app, "catalogs.install", json!({"code": "ai-workspace"}));
    let starter = content(&app, "workspace-starter");
    let pair = |amount: &str, included: &str| (amount.to_owned(), included.to_owned());
    let table = [
        ("base", "USD", "month", pair("29.00", "")),
        ("base", "USD", "year", pair("290.00", "")), // 10 x 29.00
        ("base", "JPY", "month", pair("4500", "")),
        ("ai_requests", "USD", "month", pair("0.02", "100")),
        ("ai_requests", "USD", "year", pair("0.02", "1200")), // 12 x 100
        ("pages", "EUR", "month", pair("0.01", "50")),
        ("storage_gb", "USD", "year", pair("5.00", "5")), // 10 x 0.50
        ("users", "USD", "month", pair("5.00", "5")),
    ];
    for (key, currency, interval, expected) in table {
        assert_eq!(figure(&starter, key, currency, interval), expected, "{key}");
    }
    let custom = content(&app, "workspace-custom");
    assert_eq!(
        figure(&custom, "ai_requests", "USD", "month"),
        pair("2.00", "10000")
    );
    let enterprise = content(&app, "voice-enterprise");
    assert_eq!(enterprise["prices"].as_array().map(Vec::len), Some(6)); // no overage
    assert_eq!(enterprise["entitlements"][1]["most"], Value::Null); // unlimited members
    assert_eq!(enterprise["entitlements"][5]["level"], "dedicated");
}

#[test]
fn deleted_plans_of_a_catalog_come_back_with_it() {
    let (app, _folder) = opened();
    let first = ask(&app, "catalogs.install", json!({"code": "voice-ai"}));
    for id in first["plan_ids"].as_array().expect("ids") {
        ask(&app, "plans.delete", json!({"id": id}));
    }
    let second = ask(&app, "catalogs.install", json!({"code": "voice-ai"}));
    assert_eq!(first, second);
}

#[test]
fn a_currency_without_figures_of_its_own_has_those_of_the_first() {
    let (app, _folder) = opened();
    let shown = |currency: &str| {
        let list = ask(&app, "catalogs.list", json!({"currency": currency}));
        let row = &list["rows"][0];
        [&row["plans"][0], &row["currency"], &row["figures_of"]].map(|text| text.clone())
    };
    assert_eq!(
        shown(""),
        ["Voice AI Starter, 29.00 EUR a month", "EUR", ""]
    );
    assert_eq!(
        shown("GBP"),
        ["Voice AI Starter, 29.00 GBP a month", "GBP", "USD"]
    );
    assert_eq!(
        shown("JPY"),
        ["Voice AI Starter, 4500 JPY a month", "JPY", ""]
    );
    let request = json!({"code": "ai-workspace", "currency": "GBP"});
    ask(&app, "catalogs.install", request);
    let starter = content(&app, "workspace-starter");
    let pair = |amount: &str, included: &str| (amount.to_owned(), included.to_owned());
    assert_eq!(figure(&starter, "base", "GBP", "year"), pair("290.00", ""));
    assert_eq!(
        figure(&starter, "ai_requests", "GBP", "month"),
        pair("0.02", "100")
    );
    assert_eq!(figure(&starter, "base", "EUR", "month"), pair("29.00", ""));
    let unknown = call(&app, "catalogs.list", json!({"currency": "euro"}));
    assert_eq!(
        unknown.expect_err("no code").field.as_deref(),
        Some("currency")
    );
}
