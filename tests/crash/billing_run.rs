//! Killed in the middle of a billing run: started again, it makes the same invoices, once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use acceptance::chance::Chance;
use acceptance::crash::killed;
use acceptance::world::{World, day, options, text};
use app::clock::Ids;
use app::context::{App, AppOptions};
use app::registry;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_crash-child");
const KILLS: u64 = 20;
/// More than two batches of a run.
const SUBSCRIPTIONS: usize = 120;
const DUE: &str = "2026-12-20";

/// A closed ledger with subscriptions that began on 20 November and are due again a month later.
fn subscribed() -> (World, PathBuf) {
    let world = World::new();
    world.on("2026-11-20");
    world.ask("catalogs.install", json!({"code": "voice-ai"}));
    let plans = world.get("plans.list", json!({"search": "voice-starter"}));
    let plan = text(&plans["rows"][0]["id"]);
    for number in 0..SUBSCRIPTIONS {
        let customer = world.customer(&format!("Customer {number}"));
        let request = json!({"customer_id": customer, "items": [{"plan_id": plan}],
            "recurrence": {"interval": "month", "count": 1}, "trial_days": 0});
        world.ask("subscriptions.create", request);
    }
    world.ask("session.lock", json!({}));
    let path = world.path();
    (world, path)
}

fn copy(from: &Path, to: &Path) {
    for ending in ["", ".key"] {
        let name = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        std::fs::copy(name(from), name(to)).unwrap();
    }
}

fn ask(app: &App, name: &str, request: Value) -> Value {
    registry::call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// How many invoices the run had made when it was killed, and that it is told as interrupted.
fn made_by_then(app: &App) -> u64 {
    let runs = ask(app, "billing_runs.list", json!({}));
    let Some(run) = runs["rows"].as_array().and_then(|rows| rows.first()) else {
        return 0;
    };
    let state = text(&run["state"]);
    assert!(state == "interrupted" || state == "done", "{state}");
    let made = run["invoices"].as_u64().unwrap();
    let report = ask(app, "billing_runs.get", json!({"id": run["id"]}));
    let rows = report["rows"].as_array().map_or(0, Vec::len);
    assert_eq!(
        u64::try_from(rows).unwrap(),
        made,
        "the report is as far as the run"
    );
    made
}

/// Each subscription has the invoice of each of its periods, once; no number is left out.
fn assert_billed_once(app: &App) {
    let report = ask(app, "ledger.verify", json!({}));
    assert_eq!(report["ok"], true, "{report:#}");
    let page = ask(app, "invoices.list", json!({"limit": 1000}));
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2 * SUBSCRIPTIONS);
    let numbers: BTreeSet<String> = rows.iter().map(|row| text(&row["number"])).collect();
    let last = numbers.last().unwrap();
    assert!(last.ends_with(&(2 * SUBSCRIPTIONS).to_string()), "{last}");
    let mut each: Vec<(String, String)> = rows
        .iter()
        .map(|row| (text(&row["customer_id"]), text(&row["issued_on"])))
        .collect();
    each.sort();
    each.dedup();
    assert_eq!(each.len(), 2 * SUBSCRIPTIONS, "one a customer and day");
}

#[test]
fn killed_in_the_middle_of_a_run_the_next_one_bills_the_rest_once() {
    let (_world, original) = subscribed();
    let mut chance = Chance::new(5);
    let (mut begun, mut cut) = (0, 0);
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("books.billfold");
        copy(&original, &ledger);
        // Longer and longer until a run got somewhere: a slow machine proves as much.
        let longer = if begun == 0 { kill / 2 + 1 } else { 1 };
        let within = Duration::from_millis(600 * longer);
        let said = killed(CHILD, "run", &ledger, (1, within), &mut chance);
        let app = App::new(AppOptions {
            ids: Ids::System,
            ..options(folder.path(), &ledger, day(DUE))
        });
        let made = made_by_then(&app);
        begun += u32::from(made > 0);
        cut += u32::from(made > 0 && said.is_empty());
        let rest = ask(&app, "billing_runs.start", json!({"through_on": DUE}));
        let all = u64::try_from(SUBSCRIPTIONS).unwrap();
        assert_eq!(rest["run"]["invoices"].as_u64(), Some(all - made));
        assert_billed_once(&app);
    }
    assert!(cut > 0, "no run was killed in its middle");
    println!("crash: {KILLS} of {KILLS} kills survived, {cut} of them in the middle of a run");
}
