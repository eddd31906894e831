//! The demo company once made: as large as promised, balanced, and the same every time.

use serde_json::{Value, json};

use super::build::build;
use super::open::open;
use crate::clock::Clock;
use crate::context::{App, AppOptions};
use crate::dto::session::OpenDemoRequest;
use crate::testing::{call, instant, options};

fn ask(app: &App, name: &str, request: Value) -> Value {
    call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn count(app: &App, name: &str, filters: Value) -> u64 {
    let page = ask(app, name, json!({"limit": 1, "filters": filters}));
    page["total_count"].as_u64().expect("a count")
}

fn is(column: &str, value: &str) -> Value {
    json!([{"column": column, "op": "is", "values": [value]}])
}

#[test]
fn the_demo_company_is_made_once_and_its_books_balance() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(AppOptions {
        clock: Clock::Set(instant()),
        ..options(&folder)
    });
    let status = open(
        &app,
        OpenDemoRequest {
            path: None,
            reset: false,
        },
    )
    .expect("it is made");
    assert!(
        status
            .ledger
            .is_some_and(|ledger| ledger.demo && ledger.balanced == Some(true))
    );

    assert_eq!(count(&app, "customers.list", json!([])), 40);
    let issued = count(&app, "invoices.list", json!([]))
        - count(&app, "invoices.list", is("status", "draft"));
    assert!((900..=1100).contains(&issued), "{issued} invoices");
    assert_eq!(count(&app, "invoices.list", is("status", "draft")), 4);
    assert_eq!(
        count(&app, "invoices.list", is("status", "uncollectible")),
        1
    );
    assert!(count(&app, "invoices.list", is("past_due", "true")) >= 5);
    assert!(count(&app, "invoices.list", is("status", "void")) >= 1);
    assert!(count(&app, "credit_notes.list", json!([])) >= 20);
    assert!(count(&app, "payments.list", json!([])) >= 700);

    // 53 in the script; one is canceled, one ends soon, one is in its trial.
    assert_eq!(count(&app, "subscriptions.list", json!([])), 53);
    for status in ["trialing", "canceled", "past_due"] {
        let found = count(&app, "subscriptions.list", is("status", status));
        assert!(found >= 1, "no subscription is {status}");
    }
    let plans = ask(&app, "plans.list", json!({}));
    let plans = plans["rows"].as_array().expect("plans");
    let held = |product: &str| {
        let of = plans.iter().filter(|plan| plan["product"] == product);
        of.filter_map(|plan| plan["subscribers"].as_u64())
            .sum::<u64>()
    };
    assert!(
        held("Voice AI") >= 15 && held("AI workspace") >= 15,
        "{plans:?}"
    );
    let runs = ask(&app, "billing_runs.list", json!({}));
    assert!(
        runs["rows"]
            .as_array()
            .is_some_and(|runs| runs.len() >= 300)
    );

    assert_usage(&app);
    let report = ask(&app, "ledger.verify", json!({}));
    assert_eq!(report["ok"], true, "{report}");
    let books = ask(&app, "ledger.trial_balance", json!({}));
    assert_eq!(books["totals"].as_array().map(Vec::len), Some(3)); // EUR, USD and JPY
}

/// Nine months of usage, with what is late, told twice and nobody's, and overage on an invoice.
fn assert_usage(app: &App) {
    let rows = |name: &str, under: &str| {
        let found = ask(app, name, json!({}))[under].as_array().cloned();
        found.unwrap_or_default()
    };
    let last = ask(app, "usage.live", json!({}))["last"].as_u64();
    assert!(last.is_some_and(|last| last > 15_000), "{last:?} events");
    assert_eq!(rows("usage.unmatched", "groups").len(), 3);
    assert!(!rows("usage.duplicates", "rows").is_empty());
    assert!(!rows("usage.alerts", "rows").is_empty());
    let late = rows("usage.late", "rows");
    let billed = late.iter().filter(|row| row["invoice_id"].is_string());
    assert!(billed.count() >= 5, "{late:?}");

    // 150 % of 100 requests at the story's end: the newest invoice bills the half that is too much.
    let newest = json!({"search": "Wiener Klangwerkstatt", "limit": 1});
    let newest = ask(app, "invoices.list", newest)["rows"][0]["id"].clone();
    let invoice = ask(app, "invoices.get", json!({"id": newest}));
    let lines = invoice["draft"]["lines"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let overage = lines.iter().find(|line| {
        let description = line["description"].as_str().unwrap_or_default();
        description.contains("AI requests")
    });
    assert!(overage.is_some(), "{lines:#?}");
}

#[test]
fn a_stopped_making_leaves_nothing_and_another_file_is_never_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("making.billfold");
    let stopped = build(&path, instant().date_naive(), &mut |done, _| {
        if done < 20 {
            Ok(())
        } else {
            Err(crate::error::AppError::new("job_cancelled", "", ""))
        }
    });
    assert_eq!(stopped.expect_err("it was stopped").code, "job_cancelled");

    let own = folder.path().join("own.billfold");
    std::fs::write(&own, "somebody's own file").expect("a file");
    let app = App::new(options(&folder));
    let path = Some(own.display().to_string());
    let refused = open(&app, OpenDemoRequest { path, reset: true }).expect_err("it is no demo");
    assert_eq!(refused.code, "not_a_demo_company");
    assert_eq!(
        std::fs::read(&own).expect("still there"),
        b"somebody's own file"
    );
}
