//! Subscriptions through the doors: started, looked at, changed, paid for, ended.

use serde_json::{Value, json};

use crate::context::App;
use crate::testing::{call, opened};

pub(crate) fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// A ledger with the Voice AI catalog and its clock on that day at nine in Berlin.
pub(crate) fn catalog() -> (App, tempfile::TempDir) {
    let (app, folder) = opened();
    ask(&app, "catalogs.install", json!({"code": "voice-ai"}));
    (app, folder)
}

pub(crate) fn on(app: &App, day: &str) {
    let at = format!("{day}T08:00:00Z");
    app.set_clock(at.parse().expect("an instant"));
}

/// A customer in Berlin with a rate of 19 %.
pub(crate) fn customer(app: &App, name: &str) -> String {
    let rates = ask(app, "tax_rates.list", json!({}));
    let rate = match rates["rows"].as_array().and_then(|rows| rows.first()) {
        Some(rate) => rate["id"].clone(),
        None => {
            let vat = json!({"name": "USt.", "rate_pct": "19", "jurisdiction": "DE",
                "category": "S"});
            ask(app, "tax_rates.save", vat)["id"].clone()
        }
    };
    let customer = json!({"name": name, "currency": "EUR", "tax_rate_ids": [rate],
        "address": {"line1": "Allee 1", "city": "Berlin", "postal_code": "10115",
            "country": "DE"}});
    let made = ask(app, "customers.create", json!({"customer": customer}));
    text(&made["id"])
}

pub(crate) fn plan(app: &App, code: &str) -> String {
    let page = ask(app, "plans.list", json!({"search": code}));
    text(&page["rows"][0]["id"])
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub(crate) fn new(app: &App, customer: &str, code: &str) -> Value {
    json!({"customer_id": customer, "items": [{"plan_id": plan(app, code)}],
        "recurrence": {"interval": "month", "count": 1}, "trial_days": 0})
}

pub(crate) fn with(mut value: Value, field: &str, to: Value) -> Value {
    value[field] = to;
    value
}

/// A subscription that began today without a trial.
pub(crate) fn started(app: &App, customer: &str, code: &str) -> Value {
    ask(app, "subscriptions.create", new(app, customer, code))
}

fn invoices(app: &App) -> Vec<Value> {
    let sort = json!([{"column": "issued_on", "descending": false}]);
    let page = ask(app, "invoices.list", json!({"sort": sort}));
    page["rows"].as_array().cloned().unwrap_or_default()
}

fn minor(value: &Value) -> String {
    text(&value["minor"])
}

#[test]
fn what_is_seen_before_starting_is_what_is_billed() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Alder GmbH");
    let request = new(&app, &customer, "voice-professional");
    let seen = ask(&app, "subscriptions.preview_create", request.clone());
    assert_eq!(seen["problems"], json!([]));
    // 99.00 and 19 % of it, 18.81.
    assert_eq!(minor(&seen["now"]["total"]), "11781");
    assert_eq!(minor(&seen["now"]["tax"]), "1881");
    assert_eq!(seen["next"]["on"], "2026-12-20");
    assert_eq!(minor(&seen["monthly_after"]), "9900");
    assert!(invoices(&app).is_empty(), "looking makes nothing");

    let made = ask(&app, "subscriptions.create", request);
    assert_eq!(made["row"]["status"], "active");
    assert_eq!(made["row"]["renews_on"], "2026-12-20");
    let invoices = invoices(&app);
    assert_eq!(invoices.len(), 1);
    assert_eq!(invoices[0]["total"], seen["now"]["total"]);
    assert_eq!(invoices[0]["status"], "open");
    let detail = ask(&app, "invoices.get", json!({"id": invoices[0]["id"]}));
    let line = &detail["draft"]["lines"][0];
    assert_eq!(line["product"], "Voice AI", "its revenue account");
    assert_eq!(line["source"]["subscription_id"], made["row"]["id"]);
    let page = ask(&app, "customers.get", json!({"id": customer}));
    assert_eq!(page["subscriptions"][0]["id"], made["row"]["id"]);
    assert_eq!(minor(&page["monthly"][0]), "9900");
}

#[test]
fn an_upgrade_in_the_middle_is_explained_and_billed_as_seen() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Birch GmbH");
    let sub = started(&app, &customer, "voice-starter");
    on(&app, "2026-12-05");
    let change = json!({"kind": "plan", "plan_id": plan(&app, "voice-professional")});
    let request = json!({"id": sub["row"]["id"], "change": change, "when": "now",
        "behavior": "invoice_now"});
    let seen = ask(&app, "subscriptions.preview_change", request.clone());
    assert_eq!(seen["problems"], json!([]), "{seen}");
    // 20 November to 20 December are 30 days, 15 of them left on 5 December.
    // 99.00 x 15/30 - 29.00 x 15/30 = 49.50 - 14.50 = 35.00; 19 % of it are 6.65.
    assert_eq!(minor(&seen["now"]["subtotal"]), "3500");
    assert_eq!(minor(&seen["now"]["total"]), "4165");
    let fractions: Vec<&Value> = seen["now"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| &line["fraction"])
        .collect();
    assert_eq!(fractions, [&json!("15/30"), &json!("15/30")]);
    assert_eq!(
        (
            minor(&seen["monthly_before"]),
            minor(&seen["monthly_after"])
        ),
        ("2900".to_owned(), "9900".to_owned())
    );
    let changed = ask(&app, "subscriptions.change", request);
    assert_eq!(changed["items"][0]["plan_name"], "Voice AI Professional");
    let last = invoices(&app).pop().expect("an invoice");
    assert_eq!(last["total"], seen["now"]["total"]);
    let life = changed["life"].as_array().expect("a life");
    assert!(
        life.iter().any(|event| event["kind"] == "change"),
        "{life:?}"
    );
    assert!(life.iter().any(|event| event["coming"] == true));
}

#[test]
fn amounts_for_the_next_invoice_wait_and_are_shown() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Cedar GmbH");
    let sub = started(&app, &customer, "voice-starter");
    on(&app, "2026-12-05");
    let change = json!({"kind": "plan", "plan_id": plan(&app, "voice-professional")});
    let request = json!({"id": sub["row"]["id"], "change": change, "when": "now",
        "behavior": "next_invoice"});
    let changed = ask(&app, "subscriptions.change", request);
    assert_eq!(invoices(&app).len(), 1, "nothing is billed today");
    assert_eq!(changed["pending"].as_array().map(Vec::len), Some(2));
    // 35.00 for the rest of this period, and 99.00 for the next.
    assert_eq!(minor(&changed["upcoming"]["subtotal"]), "13400");
}

#[test]
fn an_end_is_planned_taken_back_and_made_with_a_credit_note() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Dogwood GmbH");
    let sub = started(&app, &customer, "voice-starter");
    let id = sub["row"]["id"].clone();
    let cancel = |when: &str, prorate: bool| {
        let change = json!({"kind": "cancel", "prorate": prorate});
        json!({"id": id, "change": change, "when": when})
    };
    let planned = ask(&app, "subscriptions.change", cancel("period_end", false));
    assert_eq!(planned["row"]["ends_on"], "2026-12-20");
    assert_eq!(planned["row"]["status"], "active");
    assert_eq!(
        planned["schedule"][0]["title"],
        "On 20 December 2026 it ends."
    );
    assert!(
        planned["actions"]
            .as_array()
            .expect("actions")
            .contains(&json!("undo_cancel"))
    );
    let back = ask(
        &app,
        "subscriptions.unschedule",
        json!({"id": id, "index": 0}),
    );
    assert_eq!(
        (&back["schedule"], &back["row"]["ends_on"]),
        (&json!([]), &Value::Null)
    );

    on(&app, "2026-12-05");
    let seen = ask(&app, "subscriptions.preview_change", cancel("now", true));
    // 15 of 30 days of 29.00 are 14.50, with 19 % 17.26 (2.755 rounds to 2.76).
    assert_eq!(seen["credited"].as_array().map(Vec::len), Some(1), "{seen}");
    assert_eq!(minor(&seen["credited"][0]), "1726");
    let ended = ask(&app, "subscriptions.change", cancel("now", true));
    assert_eq!(ended["row"]["status"], "canceled");
    assert_eq!(ended["actions"], json!([]));
    let notes = ask(&app, "credit_notes.list", json!({}));
    assert_eq!(minor(&notes["rows"][0]["total"]), "1726");
    assert_eq!(minor(&invoices(&app)[0]["amount_due"]), "1725"); // 34.51 - 17.26
}

#[test]
fn one_that_begins_once_it_is_paid_waits_for_the_payment() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Elm GmbH");
    let request = with(
        new(&app, &customer, "voice-starter"),
        "starts_when_paid",
        json!(true),
    );
    let sub = ask(&app, "subscriptions.create", request);
    assert_eq!(sub["row"]["status"], "incomplete");
    let invoice = invoices(&app).remove(0);
    let pay = json!({"invoice_id": invoice["id"], "amount": "34.51", "method": "bank_transfer",
        "received_on": "2026-11-20"});
    ask(&app, "payments.record", pay);
    let sub = ask(&app, "subscriptions.get", json!({"id": sub["row"]["id"]}));
    assert_eq!(sub["row"]["status"], "active");
    assert_eq!(minor(&sub["row"]["monthly"]), "2900");
}

#[test]
fn a_draft_that_bills_a_subscription_is_kept_and_a_voided_invoice_credits_nothing() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Fir GmbH");
    let settings = ask(&app, "billing_settings.get", json!({}));
    let drafting = with(settings.clone(), "mode", json!("draft"));
    ask(&app, "billing_settings.update", drafting);
    let sub = started(&app, &customer, "voice-starter");
    let draft = invoices(&app).remove(0);
    assert_eq!(
        (&draft["status"], minor(&draft["total"])),
        (&json!("draft"), "3451".to_owned())
    );
    let refused = call(&app, "invoices.delete_draft", json!({"id": draft["id"]}));
    assert_eq!(
        refused.expect_err("it bills").code,
        "draft_bills_subscription"
    );
    let detail = ask(&app, "invoices.get", json!({"id": draft["id"]}));
    let request = json!({"id": draft["id"], "revision": detail["revision"]});
    ask(&app, "invoices.issue", request);
    let void = json!({"id": draft["id"], "reason": "Agreed by telephone"});
    ask(&app, "invoices.void", void);
    on(&app, "2026-12-05");
    let cancel = json!({"id": sub["row"]["id"], "when": "now",
        "change": {"kind": "cancel", "prorate": true}});
    let seen = ask(&app, "subscriptions.preview_change", cancel);
    assert_eq!(seen["credited"], json!([]));
}

#[test]
fn a_change_of_many_says_its_effect_first_and_why_some_cannot() {
    let (app, _folder) = catalog();
    let one = started(&app, &customer(&app, "Gorse GmbH"), "voice-starter");
    let other = started(&app, &customer(&app, "Hazel GmbH"), "voice-starter");
    let ended = json!({"id": other["row"]["id"], "when": "now",
        "change": {"kind": "cancel", "prorate": false}});
    ask(&app, "subscriptions.change", ended);
    let request = json!({"ids": [one["row"]["id"], other["row"]["id"]], "when": "now",
        "change": {"kind": "plan", "plan_id": plan(&app, "voice-professional")},
        "behavior": "invoice_now"});
    let seen = ask(&app, "subscriptions.preview_bulk", request.clone());
    assert_eq!(seen["possible"], 1);
    assert_eq!(minor(&seen["monthly_difference"][0]), "7000"); // 99.00 - 29.00
    assert_ne!(seen["rows"][1]["problem"], "");
    let done = ask(&app, "subscriptions.bulk", request);
    assert_eq!(done, seen);
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Iris GmbH");
    let good = new(&app, &customer, "voice-starter");
    let table = [
        ("customer_id", with(good.clone(), "customer_id", json!(""))),
        ("items.0.plan_id", with(good.clone(), "items", json!([]))),
        (
            "coupon_codes.0",
            with(good.clone(), "coupon_codes", json!(["NONE"])),
        ),
        ("currency", with(good.clone(), "currency", json!("XXQ"))),
        ("starts_on", with(good.clone(), "starts_on", json!("soon"))),
        (
            "recurrence.count",
            with(
                good.clone(),
                "recurrence",
                json!({"interval": "month", "count": 0}),
            ),
        ),
        (
            "recurrence",
            with(good, "recurrence", json!({"interval": "week", "count": 1})),
        ),
    ];
    for (field, request) in table {
        let seen = ask(&app, "subscriptions.preview_create", request.clone());
        assert_eq!(seen["problems"][0]["field"], field);
        let refused = call(&app, "subscriptions.create", request).expect_err(field);
        assert_eq!(refused.field.as_deref(), Some(field));
    }
}

#[test]
fn the_list_is_filtered_sorted_and_summed() {
    let (app, _folder) = catalog();
    started(&app, &customer(&app, "Juniper GmbH"), "voice-starter");
    started(&app, &customer(&app, "Kauri GmbH"), "voice-professional");
    let all = ask(&app, "subscriptions.list", json!({}));
    assert_eq!(all["total_count"], 2);
    assert_eq!(minor(&all["totals"][0]["amounts"][0]), "12800"); // 29.00 + 99.00
    let filter = json!([{"column": "plan_id", "op": "is",
        "values": [plan(&app, "voice-starter")]}]);
    let found = ask(&app, "subscriptions.list", json!({"filters": filter}));
    assert_eq!(found["rows"][0]["customer_name"], "Juniper GmbH");
    let words = ask(&app, "subscriptions.list", json!({"search": "kauri"}));
    assert_eq!(words["rows"][0]["plan_name"], "Voice AI Professional");
    let filter = json!([{"column": "colour", "op": "is", "values": ["red"]}]);
    let error = call(&app, "subscriptions.list", json!({"filters": filter}));
    assert_eq!(error.expect_err("no such").code, "filter_not_supported");
}

#[test]
fn credits_that_wait_when_it_ends_are_credited_on_their_invoice() {
    let (app, _folder) = catalog();
    let customer = customer(&app, "Linden GmbH");
    let sub = started(&app, &customer, "voice-professional");
    let id = sub["row"]["id"].clone();
    on(&app, "2026-12-05");
    let down = json!({"id": id, "when": "now", "behavior": "next_invoice",
        "change": {"kind": "plan", "plan_id": plan(&app, "voice-starter")}});
    ask(&app, "subscriptions.change", down);
    let cancel = json!({"id": id, "when": "now", "change": {"kind": "cancel", "prorate": true}});
    let seen = ask(&app, "subscriptions.preview_change", cancel.clone());
    let ended = ask(&app, "subscriptions.change", cancel);
    assert_eq!(ended["pending"], json!([]), "{ended}");
    let notes = ask(&app, "credit_notes.list", json!({}));
    // Nothing of the smaller plan was used: 15 of 30 days of 99.00 are 49.50, with 19 % 58.91.
    assert_eq!(minor(&notes["rows"][0]["total"]), "5891");
    assert_eq!(seen["credited"], json!([notes["rows"][0]["total"]]));
}
