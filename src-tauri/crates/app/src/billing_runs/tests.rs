//! Billing runs through the doors: seen first, done once, stopped, resumed, reviewed, grouped.

use serde_json::{Value, json};

use super::asked::Asked;
use super::automatic::run_if_due;
use super::run::run;
use crate::context::{App, Source};
use crate::dto::billing_runs::RunRequest;
use crate::subscriptions::tests::{ask, catalog, customer, on, started, text, with};
use crate::testing::call;

fn settings(app: &App, field: &str, to: Value) {
    let settings = ask(app, "billing_settings.get", json!({}));
    ask(app, "billing_settings.update", with(settings, field, to));
}

fn request(through: &str) -> Value {
    json!({"through_on": through})
}

fn count(app: &App, status: &str) -> u64 {
    let filter = json!([{"column": "status", "op": "is", "values": [status]}]);
    let page = ask(app, "invoices.list", json!({"filters": filter}));
    page["total_count"].as_u64().expect("a count")
}

/// So many customers with a subscription each, begun on 20 November at 29.00 and 19 % tax.
fn company(app: &App, customers: u32) {
    for number in 0..customers {
        started(
            app,
            &customer(app, &format!("Customer {number} GmbH")),
            "voice-starter",
        );
    }
}

#[test]
fn a_run_bills_what_its_preview_says_and_a_second_one_finds_nothing() {
    let (app, _folder) = catalog();
    company(&app, 3);
    on(&app, "2026-12-20");
    let seen = ask(&app, "billing_runs.preview", request("2026-12-20"));
    assert_eq!(
        (&seen["invoices"], &seen["customers"]),
        (&json!(3), &json!(3))
    );
    // 3 x (29.00 + 5.51).
    assert_eq!(seen["totals"][0]["minor"], "10353");
    assert_eq!(
        seen["rows"][0]["title"],
        "Voice AI Starter, 20 Dec 2026 – 19 Jan 2027"
    );
    assert_eq!(count(&app, "open"), 3, "looking makes nothing");

    let report = ask(&app, "billing_runs.start", request("2026-12-20"));
    assert_eq!(report["run"]["state"], "done");
    assert_eq!(report["run"]["totals"], seen["totals"]);
    assert_eq!(report["rows"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        (&report["rows"][0]["status"], &report["left"]),
        (&json!("open"), &json!(0))
    );
    assert_eq!(count(&app, "open"), 6);

    let again = ask(&app, "billing_runs.start", request("2026-12-20"));
    assert_eq!(
        (&again["run"]["invoices"], &again["rows"]),
        (&json!(0), &json!([]))
    );
    assert_eq!(count(&app, "open"), 6);
    let runs = ask(&app, "billing_runs.list", json!({}));
    assert_eq!(runs["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        (&runs["next_due_on"], &runs["due_today"]),
        (&json!("2027-01-20"), &json!(0))
    );
    let kept = ask(&app, "billing_runs.get", json!({"id": report["run"]["id"]}));
    assert_eq!(kept, report);
}

#[test]
fn several_periods_are_caught_up_each_on_its_own() {
    let (app, _folder) = catalog();
    company(&app, 1);
    on(&app, "2027-02-20");
    // Due on 20 December, 20 January and 20 February.
    let report = ask(&app, "billing_runs.start", request("2027-02-20"));
    let days: Vec<String> = report["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| text(&row["on"]))
        .collect();
    assert_eq!(days, ["2026-12-20", "2027-01-20", "2027-02-20"]);
}

#[test]
fn one_invoice_a_customer_where_that_is_wanted() {
    let (app, _folder) = catalog();
    let both = customer(&app, "Larch GmbH");
    started(&app, &both, "voice-starter");
    started(&app, &both, "voice-professional");
    started(&app, &customer(&app, "Maple GmbH"), "voice-starter");
    on(&app, "2026-12-20");
    let asked = with(request("2026-12-20"), "grouped", json!(true));
    let seen = ask(&app, "billing_runs.preview", asked.clone());
    assert_eq!(
        (&seen["subscriptions"], &seen["invoices"]),
        (&json!(3), &json!(2))
    );
    let report = ask(&app, "billing_runs.start", asked);
    assert_eq!(report["run"]["invoices"], 2);
    assert_eq!(
        report["rows"][0]["subscription_ids"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    // (29.00 + 99.00) and 19 % of it, 24.32.
    assert_eq!(report["rows"][0]["total"]["minor"], "15232");
}

#[test]
fn drafts_wait_for_their_review_and_the_next_run_issues_them() {
    let (app, _folder) = catalog();
    company(&app, 2);
    settings(&app, "review_days", json!(3));
    on(&app, "2026-12-20");
    let asked = with(request("2026-12-20"), "mode", json!("draft"));
    let report = ask(&app, "billing_runs.start", asked.clone());
    assert_eq!(report["rows"][0]["status"], "draft");
    assert_eq!((count(&app, "draft"), count(&app, "open")), (2, 2));

    on(&app, "2026-12-22");
    let early = ask(
        &app,
        "billing_runs.start",
        with(asked, "through_on", json!("2026-12-22")),
    );
    assert_eq!(
        (&early["run"]["invoices"], count(&app, "draft")),
        (&json!(0), 2)
    );

    on(&app, "2026-12-23");
    let seen = ask(&app, "billing_runs.preview", request("2026-12-23"));
    assert!(text(&seen["notes"][0]).starts_with("2 drafts"), "{seen}");
    let later = ask(&app, "billing_runs.start", request("2026-12-23"));
    assert_eq!(
        (&later["run"]["invoices"], count(&app, "draft")),
        (&json!(2), 0)
    );
    let kept = ask(&app, "billing_runs.get", json!({"id": report["run"]["id"]}));
    assert_eq!(
        kept["rows"][0]["status"], "open",
        "as its invoices stand now"
    );
}

#[test]
fn what_cannot_be_billed_is_told_and_stops_nobody_else() {
    let (app, _folder) = catalog();
    company(&app, 2);
    let gone = customer(&app, "Nutmeg GmbH");
    started(&app, &gone, "voice-starter");
    ask(&app, "customers.archive", json!({"id": gone}));
    on(&app, "2026-12-20");
    let seen = ask(&app, "billing_runs.preview", request("2026-12-20"));
    assert_eq!(seen["exceptions"][0]["code"], "customer_archived");
    let report = ask(&app, "billing_runs.start", request("2026-12-20"));
    assert_eq!(
        (&report["run"]["invoices"], &report["run"]["exceptions"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(report["exceptions"], seen["exceptions"]);
    ask(&app, "customers.restore", json!({"id": gone}));
    let after = ask(&app, "billing_runs.start", request("2026-12-20"));
    assert_eq!(after["run"]["invoices"], 1);
}

#[test]
fn a_stopped_run_keeps_what_it_billed_and_the_next_one_does_the_rest() {
    let (app, _folder) = catalog();
    company(&app, 60);
    on(&app, "2026-12-20");
    let typed: RunRequest = serde_json::from_value(request("2026-12-20")).expect("a request");
    let asked = app
        .read(|tx| Asked::read(&app, tx, &typed))
        .expect("understood");
    // A batch has 50 lots: stopped before the second.
    let ended = run(&app, &asked, Source::Person, &mut |done, _| done == 0).expect("it ends");
    assert!(ended.stopped);
    let report = ask(
        &app,
        "billing_runs.get",
        json!({"id": ended.id.to_string()}),
    );
    assert_eq!(report["run"]["state"], "stopped");
    assert_eq!(
        (&report["run"]["invoices"], &report["left"]),
        (&json!(50), &json!(10))
    );
    let rest = ask(&app, "billing_runs.start", request("2026-12-20"));
    assert_eq!(rest["run"]["invoices"], 10);
    assert_eq!(count(&app, "open"), 120);
}

#[test]
fn only_one_run_is_at_work_and_one_that_was_cut_off_says_so() {
    let (app, _folder) = catalog();
    company(&app, 1);
    on(&app, "2026-12-20");
    let typed: RunRequest = serde_json::from_value(request("2026-12-20")).expect("a request");
    let asked = app
        .read(|tx| Asked::read(&app, tx, &typed))
        .expect("understood");
    let mut other = String::new();
    let cut = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run(&app, &asked, Source::Person, &mut |_, _| {
            let refused = call(&app, "billing_runs.start", request("2026-12-20"));
            other = refused.expect_err("one is at work").code;
            panic!("on purpose")
        })
    }));
    assert!(cut.is_err());
    assert_eq!(other, "run_in_progress");
    let runs = ask(&app, "billing_runs.list", json!({}));
    assert_eq!(runs["rows"][0]["state"], "interrupted");
    let again = ask(&app, "billing_runs.start", request("2026-12-20"));
    assert_eq!(again["run"]["invoices"], 1);
    let runs = ask(&app, "billing_runs.list", json!({}));
    assert_eq!(runs["rows"][1]["state"], "interrupted");
}

#[test]
fn automatic_runs_bill_once_a_day_where_they_are_switched_on() {
    let (app, _folder) = catalog();
    company(&app, 1);
    on(&app, "2026-12-20");
    assert_eq!(run_if_due(&app), Ok(None), "switched off");
    settings(&app, "automatic", json!(true));
    assert!(run_if_due(&app).expect("it runs").is_some());
    assert_eq!(run_if_due(&app), Ok(None));
    let runs = ask(&app, "billing_runs.list", json!({}));
    assert_eq!(runs["rows"][0]["started_by"], "automatic");
    let log = ask(&app, "audit.list", json!({}));
    assert_eq!(log["rows"][0]["source"], "run");
}

#[test]
fn an_overdue_invoice_makes_its_subscription_past_due_until_it_is_paid() {
    let (app, _folder) = catalog();
    company(&app, 1);
    // Due after 14 days, on 4 December.
    on(&app, "2026-12-05");
    ask(&app, "billing_runs.start", request("2026-12-05"));
    let status = || text(&ask(&app, "subscriptions.list", json!({}))["rows"][0]["status"]);
    assert_eq!(status(), "past_due");
    let invoice = ask(&app, "invoices.list", json!({}))["rows"][0]["id"].clone();
    let pay = json!({"invoice_id": invoice, "amount": "34.51", "method": "bank_transfer",
        "received_on": "2026-12-05"});
    ask(&app, "payments.record", pay);
    assert_eq!(status(), "active");
}

#[test]
fn a_day_too_far_ahead_is_refused_at_its_field() {
    let (app, _folder) = catalog();
    let seen = ask(&app, "billing_runs.preview", request("2027-12-20"));
    assert_eq!(seen["problems"][0]["field"], "through_on");
    let refused = call(&app, "billing_runs.start", request("2027-12-20"));
    assert_eq!(refused.expect_err("too far").code, "run_too_far_ahead");
}

#[test]
fn an_end_with_credit_in_a_run_that_catches_up_credits_the_invoice_of_that_run() {
    let (app, _folder) = catalog();
    company(&app, 1);
    let id = ask(&app, "subscriptions.list", json!({}))["rows"][0]["id"].clone();
    let end = json!({"id": id, "when": "on_date", "on": "2027-01-04",
        "change": {"kind": "cancel", "prorate": true}});
    ask(&app, "subscriptions.change", end);
    on(&app, "2027-01-05");
    let report = ask(&app, "billing_runs.start", request("2027-01-05"));
    assert_eq!(
        (&report["run"]["invoices"], &report["run"]["subscriptions"]),
        (&json!(1), &json!(1))
    );
    // 20 December to 20 January are 31 days, 16 of them left on 4 January: 29.00 x 16/31 = 14.97,
    // with 19 % of it (2.8443) 17.81.
    let notes = ask(&app, "credit_notes.list", json!({}));
    assert_eq!(notes["rows"][0]["total"]["minor"], "1781");
    let sub = ask(&app, "subscriptions.get", json!({"id": id}));
    assert_eq!(
        (&sub["row"]["status"], &sub["pending"]),
        (&json!("canceled"), &json!([]))
    );
}

#[test]
fn a_sum_of_the_first_says_that_there_is_more() {
    let (app, _folder) = catalog();
    company(&app, 2);
    let through = "2026-12-20".parse().expect("a day");
    let sums = |most| app.read(|tx| super::preview::totals(&app, tx, through, most));
    let (one, both) = (sums(1).expect("sums"), sums(2).expect("sums"));
    // 29.00 and 19 % of it, 5.51: 34.51 each.
    let minor = |sums: &super::preview::Sums| sums.amounts.first().map(|sum| sum.minor());
    assert_eq!((minor(&one), one.at_least), (Some(3451), true));
    assert_eq!((minor(&both), both.at_least), (Some(6902), false));
}
