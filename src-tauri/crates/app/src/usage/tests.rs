//! Usage through the registry, as a door uses it.

use billing::ids::SubscriptionId;
use serde_json::{Value, json};
use store::table::usage_billed::BilledDays;
use tempfile::TempDir;

use crate::context::App;
use crate::testing::{call, opened};

/// A customer in Berlin with a meter of calls; the set clock is 2026-11-20 09:00 there.
pub(super) fn with_calls() -> (App, TempDir, String) {
    let (app, folder) = opened();
    let customer = json!({"customer": {"name": "Ada", "email": "ada@example.com"}});
    let made = call(&app, "customers.create", customer).expect("a customer");
    let meter = json!({"key": "calls", "name": "Calls", "unit": "call", "decimals": 2,
        "costs": [{"operation": "embed", "unit_cost": "0.5"}]});
    call(&app, "meters.create", meter).expect("a meter");
    let id = made["id"].as_str().expect("an id").to_owned();
    (app, folder, id)
}

pub(super) fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn day(app: &App, customer: &str, bucket: &str) -> Value {
    let request = json!({"meter": "calls", "customer_id": customer, "bucket": bucket,
        "from": "2026-11-01", "through": "2026-11-30"});
    ask(app, "usage.series", request)["points"].clone()
}

#[test]
fn one_use_is_counted_once_in_its_own_day() {
    let (app, _folder, ada) = with_calls();
    // 23:30 UTC is half past midnight of the next day in Berlin.
    let event = json!({"key": "a", "meter": "calls", "subject": "ADA@example.com",
        "at": "2026-11-18T23:30:00Z", "quantity": "2.5", "user": "eve", "operation": "embed",
        "properties": {"region": "eu"}});
    assert_eq!(ask(&app, "usage.track", event.clone())["state"], "counted");
    assert_eq!(
        ask(&app, "usage.track", event.clone())["state"],
        "duplicate"
    );
    let mut other = event;
    other["quantity"] = json!("3");
    let again = ask(&app, "usage.track", other);
    assert_eq!(
        (&again["state"], &again["differs"]),
        (&json!("duplicate"), &json!("quantity"))
    );
    let points = day(&app, &ada, "hour");
    assert_eq!(
        (&points[0]["on"], &points[0]["hour"]),
        (&json!("2026-11-19"), &json!(0))
    );
    let points = day(&app, &ada, "day");
    // 2.5 calls at 0.5 each
    assert_eq!(
        (&points[0]["quantity"], &points[0]["cost"]),
        (&json!("2.5"), &json!("1.25"))
    );
    let events = ask(&app, "usage.events", json!({"customer_id": ada}));
    assert_eq!(events["rows"][0]["properties"], json!({"region": "eu"}));
    assert_eq!(events["rows"][0]["on"], "2026-11-19");
    let months = json!({"meter": "calls", "customer_id": ada, "from": "2026-11-01",
        "through": "2026-11-30"});
    assert_eq!(
        ask(&app, "usage.by_user", months.clone())["rows"][0]["name"],
        "eve"
    );
    assert_eq!(
        ask(&app, "usage.by_operation", months)["rows"][0]["sum"],
        "2.5"
    );
    let live = ask(&app, "usage.live", json!({"after": 0}));
    assert_eq!(
        (&live["rows"][0]["key"], &live["last"]),
        (&json!("a"), &json!(1))
    );
}

#[test]
fn a_batch_keeps_what_can_be_read_and_names_the_rest() {
    let (app, _folder, ada) = with_calls();
    let event = |key: &str, quantity: &str| {
        let mut event = json!({"key": key, "meter": "calls", "subject": ada});
        event["quantity"] = json!(quantity);
        event
    };
    let events = json!([event("a", "1"), event("a", "1"), event("b", "1.234"),
        event("c", "much"), event("d", "-1"),
        {"key": "e", "meter": "calls", "subject": "nobody"},
        {"key": "f", "meter": "pages", "subject": ada}]);
    let done = ask(&app, "usage.track_batch", json!({"events": events}));
    assert_eq!(
        (&done["counted"], &done["duplicates"], &done["unmatched"]),
        (&json!(1), &json!(1), &json!(2))
    );
    let refused: Vec<(&Value, &Value)> = done["refused"]
        .as_array()
        .expect("refused")
        .iter()
        .map(|refused| (&refused["index"], &refused["code"]))
        .collect();
    assert_eq!(
        refused,
        [
            (&json!(2), &json!("quantity_too_fine")),
            (&json!(3), &json!("number_unreadable")),
            (&json!(4), &json!("quantity_negative")),
        ]
    );
}

#[test]
fn what_is_nobodys_waits_and_counts_once_it_is_assigned() {
    let (app, _folder, ada) = with_calls();
    let event = |key: &str| {
        json!({"key": key, "meter": "calls", "subject": "tenant-7",
        "at": "2026-11-10T12:00:00Z"})
    };
    ask(
        &app,
        "usage.track_batch",
        json!({"events": [event("a"), event("b")]}),
    );
    let list = ask(&app, "usage.unmatched", json!({}));
    assert_eq!(
        (&list["waiting"], &list["groups"][0]["count"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(list["groups"][0]["reason"], "subject_unknown");
    assert_eq!(ask(&app, "usage.track", event("a"))["state"], "duplicate");
    let assign = json!({"subject": "tenant-7", "customer_id": ada});
    let done = ask(&app, "usage.assign", assign);
    assert_eq!((&done["counted"], &done["left"]), (&json!(2), &json!(0)));
    assert_eq!(ask(&app, "usage.unmatched", json!({}))["waiting"], 0);
    assert_eq!(day(&app, &ada, "day")[0]["quantity"], "2");
    // From now on the name is known.
    assert_eq!(ask(&app, "usage.track", event("c"))["state"], "counted");
    let other = json!({"key": "x", "meter": "calls", "subject": "elsewhere"});
    ask(&app, "usage.track", other);
    let ignore = json!({"subject": "elsewhere", "ignored": true});
    assert_eq!(ask(&app, "usage.ignore", ignore)["count"], 1);
    assert_eq!(
        ask(&app, "usage.unmatched", json!({"ignored": true}))["ignored"],
        1
    );
}

#[test]
fn an_archived_meter_takes_no_events() {
    let (app, _folder, ada) = with_calls();
    ask(
        &app,
        "meters.archive",
        json!({"key": "calls", "archived": true}),
    );
    let event = json!({"key": "a", "meter": "calls", "subject": ada});
    assert_eq!(ask(&app, "usage.track", event)["state"], "unmatched");
    let list = ask(&app, "usage.unmatched", json!({}));
    assert_eq!(list["groups"][0]["reason"], "meter_archived");
    ask(
        &app,
        "meters.archive",
        json!({"key": "calls", "archived": false}),
    );
    let again = json!({"subject": ada, "customer_id": ""});
    assert_eq!(ask(&app, "usage.assign", again)["counted"], 1);
}

#[test]
fn corrections_count_in_the_day_of_their_event() {
    let (app, _folder, ada) = with_calls();
    let event = json!({"key": "a", "meter": "calls", "subject": ada,
        "at": "2026-11-10T12:00:00Z", "quantity": "10"});
    ask(&app, "usage.track", event);
    let adjust = json!({"key": "a", "type": "adjust", "quantity": "-4", "reason": "a test"});
    assert_eq!(ask(&app, "usage.correct", adjust)["counts"], "6");
    let points = day(&app, &ada, "day");
    assert_eq!(
        (&points[0]["on"], &points[0]["quantity"]),
        (&json!("2026-11-10"), &json!("6"))
    );
    let replace = json!({"key": "a", "type": "replace", "quantity": "1", "reason": "a test"});
    let detail = ask(&app, "usage.correct", replace);
    // Both came at the set instant: then their keys say which one counts last.
    assert_eq!(detail["corrections"].as_array().map(Vec::len), Some(2));
    assert_eq!(day(&app, &ada, "day")[0]["quantity"], detail["counts"]);
    let log = ask(&app, "audit.list", json!({}));
    assert_eq!(log["rows"][0]["action"], "usage.correct");
    let none = json!({"key": "zz", "type": "replace", "quantity": "1", "reason": "a test"});
    let error = call(&app, "usage.correct", none).expect_err("there is none");
    assert_eq!(error.code, "usage_event_not_found");
}

#[test]
fn a_reading_is_what_the_rule_says_of_the_days() {
    let (app, _folder, ada) = with_calls();
    let meter = json!({"key": "seats", "name": "Seats", "aggregation": "weighted",
        "reset": "never", "decimals": 0});
    ask(&app, "meters.create", meter);
    let set = |key: &str, at: &str, quantity: &str| {
        let event = json!({"key": key, "meter": "seats", "subject": ada, "at": at,
            "quantity": quantity});
        ask(&app, "usage.track", event);
    };
    // Midnights of Berlin; the later one arrives first.
    set("b", "2026-11-16T23:00:00Z", "20");
    set("a", "2026-11-10T23:00:00Z", "10");
    let of = |from: &str, to: &str| {
        let request = json!({"meter": "seats", "customer_id": ada, "from": from, "to": to});
        ask(&app, "usage.reading", request)["quantity"].clone()
    };
    // 10 for the 6 days from the 11th, 20 for the 4 from the 17th: 140 / 10
    assert_eq!(of("2026-11-11", "2026-11-21"), "14");
    // nothing for 5 days, 10 for 5 days
    assert_eq!(of("2026-11-06", "2026-11-16"), "5");
    // the level of before goes on
    assert_eq!(of("2026-12-01", "2026-12-31"), "20");
}

#[test]
fn usage_follows_its_customer_into_another_zone() {
    let (app, _folder, ada) = with_calls();
    let event = json!({"key": "a", "meter": "calls", "subject": ada,
        "at": "2026-11-18T23:30:00Z"});
    ask(&app, "usage.track", event);
    assert_eq!(day(&app, &ada, "day")[0]["on"], "2026-11-19");
    let mut customer = ask(&app, "customers.get", json!({"id": ada}))["customer"].clone();
    customer["timezone"] = json!("America/New_York");
    ask(
        &app,
        "customers.update",
        json!({"id": ada, "customer": customer}),
    );
    assert_eq!(day(&app, &ada, "day")[0]["on"], "2026-11-18");
    let proof = app.read(|tx| Ok(tx.usage_events().first_false_rollup()?));
    assert_eq!(proof, Ok(None));
}

/// A subscription with requests to AI, whose November was billed up to the 20th.
fn with_billed_november(app: &App, customer: &str, billed: &str) -> Value {
    ask(app, "catalogs.install", json!({"code": "ai-workspace"}));
    let plans = ask(app, "plans.list", json!({"search": "workspace-starter"}));
    let request = json!({"customer_id": customer, "currency": "EUR", "starts_on": "2026-11-01",
        "items": [{"plan_id": plans["rows"][0]["id"]}], "trial_days": 0,
        "recurrence": {"interval": "month", "count": 1}});
    let made = ask(app, "subscriptions.create", request);
    let id = made["row"]["id"].clone();
    ask(app, "usage.import", json!({"path": billed}));
    let sub = SubscriptionId::parse(id.as_str().expect("an id")).expect("an id");
    let on = |text: &str| text.parse().expect("a day");
    let (from, to) = (on("2026-11-01"), on("2026-11-20"));
    let written = app.write("test", |tx| {
        let (meter, _) = tx.meters().find("ai_requests")?.expect("the meter");
        let days = BilledDays { from, to };
        Ok(tx.usage_billed_mut().bill(&sub, meter, days, None)?)
    });
    written.expect("billed");
    id
}

#[test]
fn what_comes_after_its_day_was_billed_is_late_and_what_was_billed_is_not_undone() {
    let (app, folder, ada) = with_calls();
    let file = |name: &str, key: &str| {
        let path = folder.path().join(name);
        let text = format!("key,at,meter,subject\n{key},2026-11-05T10:00:00Z,ai_requests,{ada}\n");
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let billed = file("billed.csv", "billed");
    let sub = with_billed_november(&app, &ada, &billed);
    let event = |key: &str, at: &str| {
        let mut event = json!({"key": key, "meter": "ai_requests", "subject": sub});
        event["at"] = json!(at);
        ask(&app, "usage.track", event)["late"].clone()
    };
    assert_eq!(event("late", "2026-11-12T10:00:00Z"), true);
    assert_eq!(event("in-time", "2026-11-20T07:00:00Z"), false);
    let late = json!({"path": file("late.csv", "late-file")});
    let late = ask(&app, "usage.import", late);
    let keys = || {
        let rows = ask(&app, "usage.late", json!({"waiting": true}))["rows"].clone();
        let rows = rows.as_array().expect("rows").clone();
        rows.iter()
            .map(|row| row["event"]["key"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(), [json!("late-file"), json!("late")]);
    // What waits for the next invoice may still go; what was billed may not.
    ask(&app, "usage.import_undo", json!({"id": late["id"]}));
    assert_eq!(keys(), [json!("late")]);
    let imports = ask(&app, "usage.imports", json!({}));
    let id = imports["rows"][1]["id"].clone();
    let error = call(&app, "usage.import_undo", json!({"id": id})).expect_err("billed");
    assert_eq!(error.code, "import_billed");
}
