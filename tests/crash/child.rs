//! What the crash tests kill: writes in a loop, and says after each commit what is committed.
//!
//! `crash-child WHAT LEDGER`, where WHAT is `issue`, `run`, `import`, `migrate`, `rotate`, `backup`
//! or `restore`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a part of tests: a panic is the message"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use acceptance::world::{PASSPHRASE, day, options, text};
use acceptance::{crash, draft, line};
use app::clock::Ids;
use app::context::{App, AppOptions};
use app::registry;
use serde_json::{Value, json};
use store::backup::restore::restore;
use store::{OpenOptions, open_with_passphrase};

fn main() {
    let mut args = std::env::args().skip(1);
    let what = args.next().expect("what to do");
    let ledger = PathBuf::from(args.next().expect("a ledger"));
    match what.as_str() {
        "issue" => issue(&ledger),
        "run" => bill(&ledger),
        "import" => import(&ledger),
        "migrate" => migrate(&ledger),
        "rotate" => rotate(&ledger),
        "backup" => backup(&ledger),
        "restore" => put_back(&ledger),
        other => panic!("{other} is nothing that the child does"),
    }
}

/// Only what is committed may be said, and at once.
fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{words}").expect("the parent listens");
    out.flush().expect("the parent listens");
}

fn ask(app: &App, name: &str, request: Value) -> Value {
    registry::call(app, name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Issues invoices for ever; every third is paid, every fifth is credited in part.
fn issue(ledger: &Path) {
    let folder = ledger.parent().expect("a folder");
    let now = day("2026-11-20");
    let app = App::new(AppOptions {
        ids: Ids::System,
        ..options(folder, ledger, now)
    });
    let customers = ask(&app, "customers.list", json!({}));
    let customer = text(&customers["rows"][0]["id"]);
    say("ready");
    for nth in 1_u32.. {
        let typed = draft(&customer, &[line("Crate", &nth.to_string(), "10.00", &[])]);
        let made = ask(&app, "invoices.create_draft", json!({"draft": typed}));
        let request = json!({"id": made["row"]["id"], "revision": made["revision"]});
        let issued = ask(&app, "invoices.issue", request);
        let (id, number) = (text(&issued["id"]), text(&issued["number"]));
        say(&format!(
            "issued {number} {id} {}",
            text(&issued["total"]["minor"])
        ));
        if nth % 3 == 0 {
            let payment = json!({"invoice_id": id, "amount": "5.00", "method": "cash",
                "received_on": "2026-11-20"});
            say(&format!(
                "paid {}",
                text(&ask(&app, "payments.record", payment)["id"])
            ));
        }
        if nth % 5 == 0 {
            let credit = json!({"invoice_id": id, "full": false, "reason": "other",
                "lines": [{"line": 1, "amount": "1.00"}]});
            let note = ask(&app, "credit_notes.issue", credit);
            say(&format!("credited {}", text(&note["row"]["id"])));
        }
    }
}

/// One billing run through the day on which the ledger's subscriptions are due.
fn bill(ledger: &Path) {
    let folder = ledger.parent().expect("a folder");
    let app = App::new(AppOptions {
        ids: Ids::System,
        ..options(folder, ledger, day("2026-12-20"))
    });
    ask(&app, "customers.list", json!({"limit": 1}));
    say("ready");
    ask(
        &app,
        "billing_runs.start",
        json!({"through_on": "2026-12-20"}),
    );
    say("billed");
}

/// Takes the usage file beside the ledger in, and says how many rows are, lot by lot.
fn import(ledger: &Path) {
    let folder = ledger.parent().expect("a folder");
    let app = App::new(AppOptions {
        ids: Ids::System,
        ..options(folder, ledger, day("2026-11-20"))
    });
    ask(&app, "customers.list", json!({"limit": 1}));
    say("ready");
    let path = folder.join(crash::USAGE_FILE).display().to_string();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| say_lots(&app, &done));
        ask(&app, "usage.import", json!({"path": path}));
        done.store(true, Ordering::Release);
    });
    say("imported");
}

fn say_lots(app: &App, done: &AtomicBool) {
    let mut said = 0;
    while !done.load(Ordering::Acquire) {
        let imports = ask(app, "usage.imports", json!({}));
        let rows = imports["rows"][0]["rows"].as_u64().unwrap_or(0);
        if rows > said {
            said = rows;
            say(&format!("{rows} rows"));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn opened(ledger: &Path) -> store::Store {
    let options = OpenOptions::new(day("2026-11-20"));
    open_with_passphrase(ledger, PASSPHRASE, &options).expect("the ledger opens")
}

/// Opens the ledger as a build with a newer schema does.
fn migrate(ledger: &Path) {
    say("ready");
    let options = OpenOptions {
        steps: crash::newer_schema(),
        ..OpenOptions::new(day("2026-11-20"))
    };
    let store = open_with_passphrase(ledger, PASSPHRASE, &options).expect("the ledger opens");
    say("migrated");
    drop(store);
}

fn rotate(ledger: &Path) {
    let store = opened(ledger);
    say("ready");
    loop {
        store.rotate_key(PASSPHRASE).expect("the key is rotated");
        say("rotated");
    }
}

fn backup(ledger: &Path) {
    let store = opened(ledger);
    let folder = ledger.parent().expect("a folder");
    let first = crash::backups_in(folder).len();
    say("ready");
    for nth in first.. {
        let target = folder.join(format!("copy-{nth:04}.billfold"));
        if !target.with_extension("billfold.key").exists() {
            store
                .backup_to(&target, &mut store::backup::uncancelled)
                .expect("a backup");
            say(&format!("backed-up {}", target.display()));
        }
    }
}

/// Puts one of two backups in the ledger's place, in turn.
fn put_back(ledger: &Path) {
    let folder = ledger.parent().expect("a folder");
    say("ready");
    for name in ["one.billfold", "two.billfold"].iter().cycle() {
        let backup = folder.join(name);
        let key = store::unseal_key(&backup, PASSPHRASE).expect("the key of the backup");
        restore(&backup, &key, ledger, day("2026-11-20")).expect("the backup is restored");
        say("restored");
    }
}
