//! A process that issues, records and credits is killed 200 times while it writes.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use acceptance::chance::Chance;
use acceptance::crash::killed;
use acceptance::world::{day, new_ledger, options, text};
use app::context::App;
use app::registry;
use serde_json::{Value, json};

const CHILD: &str = env!("CARGO_BIN_EXE_crash-child");
const SEED: u64 = 20_261_120;
const KILLS: u32 = 200;
/// A new ledger after so many, so that checking the whole of it stays quick.
const KILLS_A_LEDGER: u32 = 10;
const THREADS: u32 = 2;
/// Killed after so many commits at most, and then within a few more.
const WRITES: (u64, Duration) = (12, Duration::from_millis(40));

#[test]
fn killed_200_times_while_writing_it_loses_nothing() {
    let started = Instant::now();
    let ledgers = KILLS / KILLS_A_LEDGER / THREADS;
    let threads: Vec<_> = (0..THREADS)
        .map(|thread| {
            std::thread::spawn(move || {
                let mut survived = Survived::default();
                for nth in 0..ledgers {
                    let seed = SEED + u64::from(thread * ledgers + nth);
                    survived.add(&one_ledger(seed));
                }
                survived
            })
        })
        .collect();
    let mut all = Survived::default();
    for thread in threads {
        all.add(&thread.join().expect("every check held"));
    }
    println!(
        "crash: {} of {KILLS} survived, {} committed writes kept, in {} s",
        all.kills,
        all.commits,
        started.elapsed().as_secs()
    );
    assert_eq!(all.kills, KILLS);
    // A child that never came to write would prove nothing.
    assert!(
        all.commits > u64::from(KILLS),
        "only {} writes were seen",
        all.commits
    );
}

#[derive(Default)]
struct Survived {
    kills: u32,
    commits: u64,
}

impl Survived {
    fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.commits += other.commits;
    }
}

fn one_ledger(seed: u64) -> Survived {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("books.billfold");
    prepare(folder.path(), &ledger);
    let (mut chance, mut said) = (Chance::new(seed), Vec::new());
    for kill in 0..KILLS_A_LEDGER {
        said.extend(killed(CHILD, "issue", &ledger, WRITES, &mut chance));
        check(folder.path(), &ledger, &said, kill + 1);
    }
    Survived {
        kills: KILLS_A_LEDGER,
        commits: said.len() as u64,
    }
}

fn prepare(folder: &Path, ledger: &Path) {
    new_ledger(ledger, day("2026-11-20"));
    let app = App::new(options(folder, ledger, day("2026-11-20")));
    registry::call(&app, "business.update", acceptance::builders::business()).unwrap();
    let customer = json!({"customer": {"name": "Getränke Sommer"}});
    registry::call(&app, "customers.create", customer).unwrap();
}

fn check(folder: &Path, ledger: &Path, said: &[String], kills: u32) {
    let app = App::new(options(folder, ledger, day("2026-11-21")));
    let ask = |name: &str, request: Value| registry::call(&app, name, request).unwrap();
    let report = ask("ledger.verify", json!({}));
    assert_eq!(report["ok"], true, "after kill {kills}: {report:#}");

    let issued = json!({"filters": [{"column": "status", "op": "is_not", "values": ["draft"]}],
        "sort": [{"column": "number"}], "limit": 100_000});
    let page = ask("invoices.list", issued);
    let rows = page["rows"].as_array().unwrap();
    for (n, row) in (1..).zip(rows) {
        assert_eq!(
            row["number"],
            format!("INV-2026-{n:04}"),
            "the numbers have a gap"
        );
    }
    let found: BTreeSet<String> = rows.iter().map(words_of).collect();
    let all = |name: &str| ids(&ask(name, json!({"limit": 100_000})));
    let (payments, notes) = (all("payments.list"), all("credit_notes.list"));
    for line in said {
        let (verb, rest) = line.split_once(' ').unwrap();
        let kept = match verb {
            "issued" => found.contains(rest),
            "paid" => payments.contains(rest),
            _ => notes.contains(rest),
        };
        assert!(
            kept,
            "after kill {kills} this was committed and is gone: {line}"
        );
    }
    // Of each kill, at most one commit had no time to be said.
    let commits = rows.len() + payments.len() + notes.len();
    assert!(
        commits <= said.len() + kills as usize,
        "{commits} commits, {} said",
        said.len()
    );
    let entries = ask("ledger.journal", json!({"limit": 1}));
    assert_eq!(
        entries["total_count"], commits,
        "a document without its entry, or the reverse"
    );
}

fn words_of(row: &Value) -> String {
    format!(
        "{} {} {}",
        text(&row["number"]),
        text(&row["id"]),
        text(&row["total"]["minor"])
    )
}

fn ids(page: &Value) -> BTreeSet<String> {
    page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["id"]))
        .collect()
}
