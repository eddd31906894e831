//! The time machine through the doors: what comes, and that the ledger is left as it was.

use std::path::Path;

use serde_json::{Value, json};

use crate::subscriptions::tests::{ask, catalog, customer, on, started};
use crate::testing::call;

fn copies(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .filter(|name| name.to_string_lossy().starts_with("look-ahead"))
        .count()
}

#[test]
fn the_coming_months_are_billed_on_a_copy_and_the_ledger_stays_as_it_is() {
    let (app, folder) = catalog();
    let first = started(&app, &customer(&app, "Oak GmbH"), "voice-starter");
    started(&app, &customer(&app, "Pine GmbH"), "voice-professional");
    on(&app, "2026-11-21");
    let end = json!({"id": first["row"]["id"], "when": "on_date", "on": "2027-01-20",
        "change": {"kind": "cancel", "prorate": false}});
    ask(&app, "subscriptions.change", end);
    let before = ask(&app, "audit.list", json!({"limit": 1}));
    let sessions = ask(&app, "session.status", json!({}));

    let seen = ask(&app, "time_machine.look", json!({"months": 3}));
    assert_eq!(
        (&seen["from_on"], &seen["through_on"]),
        (&json!("2026-11-21"), &json!("2027-02-20"))
    );
    let months = seen["months"].as_array().expect("months");
    let figures: Vec<(&Value, &Value)> = months
        .iter()
        .map(|month| (&month["month"], &month["invoices"]))
        .collect();
    assert_eq!(
        figures,
        [
            (&json!("2026-11"), &json!(0)),
            (&json!("2026-12"), &json!(2)),
            (&json!("2027-01"), &json!(1)), // the first has ended by then
            (&json!("2027-02"), &json!(1)),
        ]
    );
    // 20 December: (29.00 + 99.00) and 19 %: 34.51 + 117.81.
    assert_eq!(months[1]["invoiced"][0]["minor"], "15232");
    // Those of 20 November are due on 4 December, those of December on 3 January.
    assert_eq!(months[1]["cash"][0]["minor"], "15232");
    assert_eq!(months[2]["cash"][0]["minor"], "15232");
    assert_eq!(months[2]["ending"], 1);
    assert_eq!(seen["invoice_count"], 4);
    assert_eq!(seen["invoices"][0]["on"], "2026-12-20");
    assert_eq!(seen["exceptions"], json!([]));

    assert_eq!(ask(&app, "audit.list", json!({"limit": 1})), before);
    assert_eq!(
        ask(&app, "session.status", json!({})),
        sessions,
        "no ledger more is known"
    );
    assert_eq!(ask(&app, "invoices.list", json!({}))["total_count"], 2);
    assert_eq!(copies(folder.path()), 0);
}

#[test]
fn too_many_months_are_refused_and_leave_nothing_behind() {
    let (app, folder) = catalog();
    for months in [0, 37] {
        let refused = call(&app, "time_machine.look", json!({"months": months}));
        assert_eq!(
            refused.expect_err("out of range").field.as_deref(),
            Some("months")
        );
    }
    assert_eq!(copies(folder.path()), 0);
}

#[test]
fn asked_to_stop_it_throws_the_copy_away() {
    let (app, folder) = catalog();
    started(&app, &customer(&app, "Quince GmbH"), "voice-starter");
    let heard = app.subscribe();
    let other = app.clone();
    let stopper = std::thread::spawn(move || {
        for event in heard {
            if let crate::events::AppEvent::JobProgress(job) = event {
                let _ = call(&other, "jobs.cancel", json!({"id": job.id}));
                return;
            }
        }
    });
    let stopped = call(&app, "time_machine.look", json!({"months": 36}));
    assert_eq!(stopped.expect_err("it was stopped").code, "job_cancelled");
    stopper.join().expect("it ends");
    assert_eq!(copies(folder.path()), 0);
}
